import { readOrText, type Said } from '@upwatch/core';

/** What a sentence says, on the wire. */
export function presentSaid({ code, params }: Said) {
  return { code, params: { ...params } };
}

/** What is allowed, and may not be what was meant: in English, and apart from the language. */
export function presentWarnings(warnings: readonly string[]) {
  return { warnings: [...warnings], warningsSaid: warnings.map((one) => presentSaid(readOrText(one, 'hint'))) };
}
