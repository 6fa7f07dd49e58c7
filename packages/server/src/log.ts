/** Structured logs: one JSON object a line, or plain lines where a person watches. */
import { styleText } from 'node:util';
import { type Logger, pino } from 'pino';

const LEVELS: Readonly<Record<number, readonly [name: string, colour: 'gray' | 'green' | 'yellow' | 'red']>> = {
  20: ['debug', 'gray'],
  30: ['info', 'green'],
  40: ['warn', 'yellow'],
  50: ['error', 'red'],
  60: ['fatal', 'red'],
};

/** What never stands in a log, wherever in an object it is. */
const REDACTED = [
  'authorization',
  'req.headers.authorization',
  'headers.authorization',
  '*.authorization',
  '*.password',
  '*.token',
  '*.secret',
];

/** Where a log goes to: `process.stdout`. */
type LogOut = pino.DestinationStream & { readonly isTTY?: boolean };

export function createLog(level: string, out: LogOut): Logger {
  const options = { level, base: null, redact: { paths: REDACTED, censor: '••••' } };
  return out.isTTY ? pino(options, { write: (line: string) => out.write(forPerson(line)) }) : pino(options, out);
}

interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
  readonly [detail: string]: unknown;
}

/** A short line: when, how grave, what, and the facts; ids that only a program follows are left out. */
function forPerson(line: string): string {
  const { level, time, msg, err, reqId: _, ...details } = parsedLine(line);
  const [name, colour] = LEVELS[level] ?? ['log', 'gray'];
  const why = err?.message === msg ? undefined : err?.message;
  const said = [msg, why].filter((part) => part !== undefined && part !== '').join(': ');
  const text = `${said} ${requestText(details) ?? detailsText(details)}`.trim();
  const clock = new Date(time).toTimeString().slice(0, 8);
  return `${styleText('dim', clock)} ${styleText(colour, name.padEnd(5))} ${withoutControls(text)}\n`;
}

function parsedLine(line: string): LogLine {
  return JSON.parse(line) as LogLine;
}

/** `GET /api/v1/monitors 200 1.2 ms ops` */
function requestText({ method, path, status, ms, key }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') return undefined;
  return [method, path, status, typeof ms === 'number' && `${ms} ms`, key].filter(Boolean).join(' ');
}

function detailsText(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

/** What others named must not move the cursor or colour the screen. */
function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]+/g, ' ');
}
