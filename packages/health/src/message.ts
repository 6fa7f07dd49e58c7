/** From whatever was thrown to one line that may be shown. */
import { maskCredentials } from './mask.ts';

const SHOWN_MAX = 300;
const CAUSES_MAX = 3;
const ERRORS_MAX = 4;

/** Masked, in one line, and not longer than 300 characters. */
export function shown(text: string): string {
  const line = maskCredentials(text)
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return line.length > SHOWN_MAX ? `${Array.from(line.slice(0, SHOWN_MAX)).slice(0, -1).join('')}…` : line;
}

/** Never throws, whatever was thrown: getters may throw again, texts may not be texts. */
export function messageOf(thrown: unknown): string {
  try {
    return shown(wordsOf(thrown, CAUSES_MAX)) || 'failed without a message';
  } catch {
    // What was thrown cannot even be read.
    return 'failed with something that is not an error';
  }
}

function wordsOf(thrown: unknown, causes: number): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown !== 'object' || thrown === null) return `failed with ${typeof thrown} ${String(thrown)}`;
  const { message, code, name, errors, cause } = thrown as Readonly<Record<string, unknown>>;
  const own = textOf(message) ?? several(errors, causes) ?? textOf(code) ?? textOf(name) ?? 'failed with an object';
  const behind = causes > 0 && cause !== undefined && cause !== null ? wordsOf(cause, causes - 1) : '';
  return behind === '' || own.includes(behind) ? own : `${own}: ${behind}`;
}

/** Node tries each address of a name and says nothing but the list of what went wrong. */
function several(errors: unknown, causes: number): string | undefined {
  if (!Array.isArray(errors) || errors.length === 0 || causes === 0) return undefined;
  const words = errors.slice(0, ERRORS_MAX).map((error) => wordsOf(error, causes - 1));
  return [...new Set(words)].join('; ');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
