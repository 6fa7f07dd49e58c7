/** One look for a person at a terminal. */
import { styleText } from 'node:util';
import { type Observation, outcomeOf, type TlsFacts } from '@upwatch/core';
import { formatMs, phaseBar, phaseWords } from './phase-bar.ts';

const MARKS = { up: ['✔', 'green'], degraded: ['▲', 'yellow'], down: ['✘', 'red'], unknown: ['?', 'gray'] } as const;
const WIDTH_MAX = 72;
const INDENT = '  ';

type Out = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { hasColors?(): boolean };

export function checkAsText(url: string, seen: Observation, out: Out): string {
  const hasColour = out.isTTY && (out.hasColors?.() ?? false) && !process.env['NO_COLOR'];
  const paint = (colour: Parameters<typeof styleText>[0], text: string): string =>
    hasColour ? styleText(colour, text, { validateStream: false }) : text;
  const verdict = outcomeOf(seen);
  const [mark, colour] = MARKS[verdict];
  const status = seen.facts.statusCode === undefined ? '' : ` ${seen.facts.statusCode}`;
  const width = Math.min(WIDTH_MAX, (out.columns ?? 80) - INDENT.length);
  const bar = phaseBar(seen.phases, width, hasColour);
  return [
    `${paint([colour, 'bold'], `${mark} ${verdict}`)}  ${paint('bold', url)}${status}  ${formatMs(seen.phases.totalMs)}`,
    bar,
    bar && phaseWords(seen.phases, hasColour),
    seen.failure && `${paint('red', seen.failure.message)} ${paint('dim', `(${seen.failure.code})`)}`,
    ...seen.assertions
      .filter((result) => !result.passed && result.message !== seen.failure?.message)
      .map((result) => paint(result.severity === 'warn' ? 'yellow' : 'red', result.message)),
    ...(seen.facts.redirects ?? []).map((hop) => paint('dim', `↪ ${hop.statusCode} ${hop.url}`)),
    paint('dim', whereOf(seen)),
    seen.facts.tls && paint('dim', tlsLine(seen.facts.tls)),
    seen.attempts.length > 1 && paint('dim', attemptsLine(seen)),
  ]
    .filter((line) => typeof line === 'string' && line !== '')
    .map((line, place) => (place === 0 ? line : `${INDENT}${String(line)}`))
    .join('\n');
}

function whereOf(seen: Observation): string {
  const { remoteAddress, remotePort, httpVersion, bodyBytes, isBodyTruncated } = seen.facts;
  return [
    remoteAddress &&
      (remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`),
    httpVersion && `HTTP/${httpVersion}`,
    bodyBytes !== undefined && `${bodyBytes} bytes${isBodyTruncated ? ' and more' : ''}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function tlsLine(tls: TlsFacts): string {
  const trust = tls.isVerified ? 'verified' : 'not verified';
  return `${tls.protocol} · ${tls.subject} · issued by ${tls.issuer} · ${tls.daysLeft} days left · ${trust}`;
}

function attemptsLine(seen: Observation): string {
  const told = seen.attempts.map((attempt) => attempt.failure?.code ?? attempt.statusCode ?? 'ok');
  return `${seen.attempts.length} attempts: ${told.join(', ')}`;
}
