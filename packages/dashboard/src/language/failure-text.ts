/** Why something is bad, in the language of the page: the API's own sentences are English, its codes have no language. */
import type { Say } from './catalogue.ts';
import { english } from './en/index.ts';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

interface Bad {
  readonly failure: Failure | null;
  /** What an assertion that only warns has said. */
  readonly warning: string | null;
}

type Code = Exclude<keyof typeof english.failures, 'because' | 'expected'>;

/** The failure, or where nothing failed what is warned of. */
export function reasonText({ failure, warning }: Bad, say: Say): string | undefined {
  if (failure !== null) return failureText(failure, say);
  return warning === null ? undefined : warningText(warning, say);
}

/** What an assertion that only warns has said. */
export function warningText(message: string, say: Say): string {
  return detailText(message, say);
}

/** The sentence of the code, with the particulars that the API adds. What is not of the form that is known stays as it is. */
export function failureText({ code, message }: Failure, say: Say): string {
  if (!isKnown(code)) return message;
  const sentence = english.failures[code];
  if (message === sentence) return say(`failures.${code}`);
  const stem = `${withoutStop(sentence)}: `;
  if (!message.startsWith(stem)) return message;
  const detail = detailText(message.slice(stem.length), say);
  return say('failures.because', { sentence: withoutStop(say(`failures.${code}`)), detail });
}

/** Particulars are names and values. Around them stand words only where two are held against each other. */
function detailText(detail: string, say: Say): string {
  const [, expected, got] = /^expected (.+), got (.+)$/s.exec(detail) ?? [];
  return expected === undefined || got === undefined ? detail : say('failures.expected', { expected, got });
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.。]$/, '');
}

function isKnown(code: string): code is Code {
  return Object.hasOwn(english.failures, code) && code.includes('.');
}
