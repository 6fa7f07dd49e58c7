/** One look for a person at a terminal. */
import { styleText } from 'node:util';
import { dependenciesInWords, type Observation, outcomeOf, type TlsFacts } from '@upwatch/core';
import { cell } from './table.ts';
import { formatMs, phaseBar, phaseWords } from './phase-bar.ts';
import { shownUrl } from '../url.ts';
import { wrapped } from './wrapped.ts';
import { terminalColumns } from './terminal-columns.ts';

const MARKS = { up: ['✔', 'green'], degraded: ['▲', 'yellow'], down: ['✘', 'red'], unknown: ['?', 'gray'] } as const;
const WIDTH_MAX = 72;
const INDENT = '  ';
const LINES_SHOWN = 3;
const RECORDS_SHOWN = 20;
const SAID_MAX = 200;
const TOOLS_SHOWN = 8;

type Out = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { hasColors?(): boolean };

export function checkAsText(url: string, seen: Observation, out: Out): string {
  const hasColour = out.isTTY && (out.hasColors?.() ?? false) && !process.env['NO_COLOR'];
  const paint = (colour: Parameters<typeof styleText>[0], text: string): string =>
    hasColour ? styleText(colour, text, { validateStream: false }) : text;
  const verdict = outcomeOf(seen);
  const [mark, colour] = MARKS[verdict];
  const status = seen.facts.statusCode === undefined ? '' : `  ${seen.facts.statusCode}`;
  const columns = (terminalColumns(out) ?? Infinity) - INDENT.length;
  const bar = phaseBar(seen.phases, Math.min(WIDTH_MAX, columns), hasColour);
  const said = (format: Parameters<typeof styleText>[0], text: string): string[] =>
    wrapped(text, columns).map((line) => paint(format, line));
  return [
    `${paint([colour, 'bold'], `${mark} ${verdict}`)}  ${paint('bold', shownUrl(url))}${status}  ${formatMs(seen.phases.totalMs)}`,
    ...[bar, bar && phaseWords(seen.phases, hasColour)].filter((line) => line !== ''),
    ...reasonsOf(seen).flatMap(({ severity, text }) => said(severity === 'warn' ? 'yellow' : 'red', text)),
    ...contextOf(seen).flatMap((text) => said('dim', text)),
  ].join(`\n${INDENT}`);
}

interface Reason {
  readonly severity: 'fail' | 'warn';
  readonly text: string;
}

/** The failure, and each expectation that it does not repeat. */
function reasonsOf({ failure, assertions }: Observation): Reason[] {
  const reasons: Reason[] = failure ? [{ severity: 'fail', text: `${failure.message} (${failure.code})` }] : [];
  for (const { passed, severity, message } of assertions) {
    const isTold = passed || !message || failure?.message.endsWith(message);
    if (!isTold) reasons.push({ severity, text: message });
  }
  return reasons;
}

/** What stands around the verdict, one thing a line. */
function contextOf(seen: Observation): string[] {
  const { redirects = [], finalUrl, tls } = seen.facts;
  return [
    ...redirects.map(
      (hop, place) => `↪ ${hop.statusCode} to ${shownUrl(redirects[place + 1]?.url ?? finalUrl ?? '?')}`,
    ),
    whereOf(seen),
    tls ? tlsLine(tls, seen.startedAtMs) : '',
    ...saidOf(seen),
    ...recordsOf(seen),
    ...packetsOf(seen),
    ...offersOf(seen),
    ...needsOf(seen),
    seen.attempts.length > 1 ? attemptsLine(seen) : '',
  ].filter((line) => line !== '');
}

function whereOf(seen: Observation): string {
  const { remoteAddress, remotePort, httpVersion, bodyBytes, isBodyTruncated } = seen.facts;
  const endpoint = remoteAddress?.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
  return [
    remotePort === undefined ? remoteAddress : endpoint,
    httpVersion && `HTTP/${httpVersion}`,
    bodyBytes !== undefined && `${bodyBytes} bytes${isBodyTruncated ? ' and more' : ''}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Of a dialogue, its beginning. */
function saidOf({ facts: { tcp } }: Observation): readonly string[] {
  return (tcp?.received ?? '').split('\n', LINES_SHOWN).map((line) => line && `said: ${cell(line, SAID_MAX)}`);
}

/** One record a line. */
function recordsOf({ facts: { dns } }: Observation): readonly string[] {
  if (!dns) return [];
  const lines = dns.records
    .slice(0, RECORDS_SHOWN)
    .map(({ type, value, ttlSeconds }) => cell(`${type} ${value} · ${ttlSeconds} s`, SAID_MAX));
  const more = dns.records.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** How the packets of a ping fared. */
function packetsOf({ facts: { icmp } }: Observation): readonly string[] {
  // None were sent where there is no way to send them.
  if (!icmp || icmp.packetsSent === 0) return [];
  const { packetsSent, packetsReceived, minMs, avgMs, maxMs } = icmp;
  const times = avgMs === undefined ? [] : [`${formatMs(minMs!)} / ${formatMs(avgMs)} / ${formatMs(maxMs!)}`];
  return [[`${packetsReceived} of ${packetsSent} packets came back`, ...times].join(' · ')];
}

/** What an MCP server offers. */
function offersOf({ facts: { mcp } }: Observation): readonly string[] {
  if (!mcp || mcp.protocolVersion === undefined) return [];
  const { serverName = 'unnamed', serverVersion = '', protocolVersion, tools, toolCount = 0 } = mcp;
  const named = tools.slice(0, TOOLS_SHOWN).join(', ');
  const more = toolCount > TOOLS_SHOWN ? ` and ${toolCount - TOOLS_SHOWN} more` : '';
  const offers = toolCount > 0 ? [`${toolCount} tools: ${named}${more}`] : [];
  return [cell([`${serverName} ${serverVersion}`.trim(), `MCP ${protocolVersion}`, ...offers].join(' · '), SAID_MAX)];
}

/** What the target says of what it needs, where no failure or warning has said so. */
function needsOf(seen: Observation): readonly string[] {
  const { health } = seen.facts;
  if (!health || health.dependencies.length === 0 || outcomeOf(seen) !== 'up') return [];
  return [cell(`needs: ${dependenciesInWords(health)}`, SAID_MAX)];
}

/** A handshake that was broken off tells no protocol. */
function tlsLine(tls: TlsFacts, atMs: number): string {
  const trust = tls.isVerified ? 'verified' : 'not verified';
  return [tls.protocol, tls.subject, `issued by ${tls.issuer}`, validityOf(tls, atMs), trust]
    .filter(Boolean)
    .join(' · ');
}

/** Days are left of what is valid. */
function validityOf({ notBeforeMs, daysLeft }: TlsFacts, atMs: number): string {
  if (notBeforeMs > atMs) return `not valid before ${new Date(notBeforeMs).toISOString().slice(0, 16)}Z`;
  return daysLeft < 0 ? 'expired' : `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
}

function attemptsLine(seen: Observation): string {
  const told = seen.attempts.map((attempt) => attempt.failure?.code ?? attempt.statusCode ?? 'ok');
  return `${seen.attempts.length} attempts: ${told.join(', ')}`;
}
