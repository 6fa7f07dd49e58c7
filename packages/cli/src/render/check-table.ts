/** Looks as a table: a line for each address. */
import { type Observation, outcomeOf } from '@upwatch/core';
import { shownUrl } from '../url.ts';
import { cell, hasColour, table } from './table.ts';
import { statusText } from './verdict.ts';
import { terminalColumns } from './terminal-columns.ts';

/** An address, and what was seen there. */
export interface Seen {
  readonly url: string;
  readonly observation: Observation;
}

const TITLES = ['VERDICT', 'URL', 'STATUS', 'TOTAL', 'DNS', 'TCP', 'TLS', 'FIRST BYTE', 'FAILURE'];

export function checksAsTable(seen: readonly Seen[], out: NodeJS.WriteStream): string {
  const isColoured = hasColour(out);
  const rows = seen.map(({ url, observation }) => {
    const { phases, facts, failure } = observation;
    return [
      statusText(outcomeOf(observation), isColoured),
      cell(shownUrl(url)),
      facts.statusCode === undefined ? '' : String(facts.statusCode),
      ...[phases.totalMs, phases.dnsMs, phases.tcpMs, phases.tlsMs, phases.ttfbMs].map(lasting),
      failure?.code ?? '',
    ];
  });
  return table(TITLES, rows, {
    hasColour: isColoured,
    columns: terminalColumns(out),
    whole: ['VERDICT'],
  });
}

function lasting(ms: number | undefined): string {
  return ms === undefined ? '' : `${ms.toFixed(1)} ms`;
}
