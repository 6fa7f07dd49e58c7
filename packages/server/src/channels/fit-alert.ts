/** Makes an alert fit what a provider takes as a whole: all of it a little shorter, rather than its end cut off. */
import type { AlertMessage } from '@upwatch/core';
import { type AlertText, composeAlert } from './alert-text.ts';
import { cut } from './plain-text.ts';
import type { SendContext } from './port.ts';

/** How long one text may be, and of how many monitors a message that stands for many tells by name. */
const SIZES = [
  { text: 4_000, members: 100 },
  { text: 2_000, members: 50 },
  { text: 1_000, members: 30 },
  { text: 500, members: 20 },
  { text: 250, members: 15 },
  { text: 120, members: 10 },
  { text: 60, members: 8 },
  { text: 30, members: 5 },
] as const;

/**
 * The first of ever shorter forms that fits.
 * @param make puts the alert into the provider's form
 * @param fits whether the provider takes it; the shortest form of all is returned when none does
 */
export function fitAlert<Made>(
  given: { readonly message: AlertMessage; readonly context: SendContext },
  make: (text: AlertText) => Made,
  fits: (made: Made) => boolean,
): Made {
  let made: Made | undefined;
  for (const size of SIZES) {
    made = make(shortened(composeAlert(withMembers(given.message, size.members), given.context), size.text));
    if (fits(made)) return made;
  }
  return made!;
}

/** Bytes of the JSON that goes out: what most providers count. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function withMembers(message: AlertMessage, max: number): AlertMessage {
  const { digest } = message;
  return digest ? { ...message, digest: { ...digest, headlines: digest.headlines.slice(0, max) } } : message;
}

function shortened(text: AlertText, max: number): AlertText {
  const short = (one: string): string => cut(one, max);
  return {
    ...text,
    name: short(text.name),
    headline: short(text.headline),
    ...(text.title !== undefined && { title: short(text.title) }),
    summary: short(text.summary),
    ...(text.cause !== undefined && { cause: short(text.cause) }),
    facts: text.facts.map(({ label, value }) => ({ label, value: short(value) })),
    notes: text.notes.map(short),
    members: text.members.map(short),
  };
}
