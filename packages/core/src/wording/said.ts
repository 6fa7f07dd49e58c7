/** What is said, apart from the language: a code of the table, and what fills its gaps. */
import { SENTENCES as SPOKEN } from './sentences.ts';
import { REFUSALS } from './refusals.ts';
import { STORED_SENTENCES } from './stored-sentences.ts';

/** Every sentence there is, in English. */
export const SENTENCES = { ...SPOKEN, ...STORED_SENTENCES, ...REFUSALS } as const;

export type SentenceCode = keyof typeof SENTENCES;

/** A text that is the same in every language, another sentence, or several. */
export type SaidValue = string | Said | readonly Said[];

export interface Said {
  readonly code: SentenceCode | 'text';
  readonly params: Readonly<Record<string, SaidValue>>;
}

type GapsOf<T> = T extends `${string}{${infer Gap}}${infer Rest}` ? Gap | GapsOf<Rest> : never;
type Gaps<C extends SentenceCode> = GapsOf<(typeof SENTENCES)[C]>;
type Given<C extends SentenceCode> = [Gaps<C>] extends [never]
  ? []
  : [params: Readonly<Record<Gaps<C>, SaidValue | number>>];

/** @example said('line.spread', { regions: 'eu, us' }) */
export function said<C extends SentenceCode>(code: C, ...[params]: Given<C>): Said {
  const given: Readonly<Record<string, SaidValue | number>> = params ?? {};
  const texts = Object.entries(given).map(([gap, value]) => [gap, typeof value === 'number' ? String(value) : value]);
  return { code, params: Object.fromEntries(texts) as Said['params'] };
}

/** What has no code, because a person wrote it or nobody knows any more how it was made. */
export function asText(text: string): Said {
  return { code: 'text', params: { text } };
}

/** The sentence in English, as it is kept and as the API says it. What brings its own stop has none before another. */
export function inWords({ code, params }: Said): string {
  if (code === 'text') return valueInWords(params['text'] ?? '');
  return SENTENCES[code].replaceAll(/\{(\w+)\}(\.?)/g, (_, gap: string, stop: string) => {
    const value = valueInWords(params[gap] ?? '');
    return stop === '' ? value : value.replace(/\.$/, '') + stop;
  });
}

/** Both at once: for what is kept. */
export function sentence<C extends SentenceCode>(code: C, ...given: Given<C>): string {
  return inWords(said(code, ...given));
}

/** What a person said with it ends its line; where they said nothing, a stop does. */
export function saidBy(words: string | undefined): Said {
  return words === undefined ? said('said.nothing') : said('said.words', { words });
}

function valueInWords(value: SaidValue): string {
  if (typeof value === 'string') return value;
  return 'code' in value ? inWords(value) : value.map(inWords).join('; ');
}
