/** Marks and colours of verdicts and incidents: equal in every command. */
import { styleText } from 'node:util';

const LOOKS = {
  up: ['✔', 'green'],
  degraded: ['▲', 'yellow'],
  down: ['✘', 'red'],
  unknown: ['?', 'gray'],
  paused: ['⏸', 'gray'],
} as const;

type ShownStatus = keyof typeof LOOKS;

export function statusText(status: string | null | undefined, isColoured: boolean): string {
  const [mark, colour] = LOOKS[isShown(status) ? status : 'unknown'];
  const text = `${mark} ${status ?? 'unknown'}`;
  return isColoured ? styleText([colour, 'bold'], text, { validateStream: false }) : text;
}

/** The mark alone: one column. */
export function statusMark(status: string, isColoured: boolean): string {
  const [mark, colour] = LOOKS[isShown(status) ? status : 'unknown'];
  return isColoured ? styleText([colour, 'bold'], mark, { validateStream: false }) : mark;
}

/** What was done, with the mark of success. */
export function doneText(said: string, isColoured: boolean): string {
  const mark = isColoured ? styleText(['green', 'bold'], '✔', { validateStream: false }) : '✔';
  return `${mark} ${said}`;
}

function isShown(status: string | null | undefined): status is ShownStatus {
  return typeof status === 'string' && Object.hasOwn(LOOKS, status);
}

/** `4 min`, `2 h 5 min`, `3 d`: how long something has lasted. */
export function lasting(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}
