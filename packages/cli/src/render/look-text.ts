/** A look of a server for a person at a terminal. */
import { cell, hasColour } from './table.ts';
import { statusText } from './verdict.ts';
import { wrapped } from './wrapped.ts';
import { terminalColumns } from './terminal-columns.ts';

const MESSAGE_MAX = 400;
const INDENT = '  ';

/** What the answer of `POST /monitors/{id}/test` says of the look, as far as it is shown. */
export interface LookView {
  readonly passed: boolean;
  readonly outcome: string;
  readonly statusCode: number | null;
  readonly responseTimeMs: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly assertionResults: readonly { readonly passed: boolean; readonly message?: string | null }[] | null;
}

export function lookText(name: string, look: LookView): string {
  const { outcome, statusCode, responseTimeMs, failure, assertionResults } = look;
  const columns = terminalColumns(process.stdout) ?? Infinity;
  const facts = [statusCode, responseTimeMs !== null && `${responseTimeMs} ms`].filter((fact) => fact || fact === 0);
  const broken = (assertionResults ?? []).flatMap(({ passed, message }) => (passed || !message ? [] : [message]));
  return [
    [statusText(outcome, hasColour(process.stdout)), cell(name), ...facts].join('  '),
    ...(failure ? [`${failure.message} (${failure.code})`] : []),
    ...broken.filter((message) => !failure?.message.endsWith(message)),
  ]
    .flatMap((line, place) => (place === 0 ? line : wrapped(cell(line, MESSAGE_MAX), columns - INDENT.length)))
    .join(`\n${INDENT}`);
}
