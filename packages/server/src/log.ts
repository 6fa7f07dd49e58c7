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

export function createLog(level: string, out: NodeJS.WriteStream): Logger {
  const options = { level, base: null, redact: { paths: REDACTED, censor: '••••' } };
  return out.isTTY ? pino(options, { write: (line: string) => out.write(forPerson(line)) }) : pino(options, out);
}

function forPerson(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as {
    level: number;
    time: number;
    msg?: string;
    err?: { message?: string };
  };
  const [name, colour] = LEVELS[level] ?? ['log', 'gray'];
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = [msg, err?.message, ...details].filter((part) => part !== undefined && part !== '').join(' ');
  const clock = new Date(time).toTimeString().slice(0, 8);
  return `${styleText('dim', clock)} ${styleText(colour, name.padEnd(5))} ${text}\n`;
}
