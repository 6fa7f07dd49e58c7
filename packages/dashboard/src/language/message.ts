/** A text of the catalogue put into words: its gaps filled, its plural chosen by the rules of the language. */

/** One text for each plural that a language has; `other` is there in all of them. */
export type Plural = Readonly<Partial<Record<Exclude<Intl.LDMLPluralRule, 'other'>, string>> & { other: string }>;
export type Message = string | Plural;
/** The texts of one part of the dashboard, by name. */
export type Section = Readonly<Record<string, Message>>;
export type Value = string | number;

type GapsOf<T> = T extends `${string}{${infer Gap}}${infer Rest}` ? Gap | GapsOf<Rest> : never;
/** What a message must be given: the names in its braces, and of a plural also the `count`. */
export type Given<M> = M extends string
  ? GapsOf<M>
  : M extends { readonly other: infer O }
    ? GapsOf<O> | 'count'
    : never;

/** Fills `{name}`; numbers are written as the language writes them. */
export function fill(message: Message, given: Readonly<Record<string, Value>>, language: string): string {
  const text = typeof message === 'string' ? message : pluralOf(message, Number(given['count']), language);
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => {
    const value = given[name];
    if (value === undefined) return gap;
    return typeof value === 'number' ? numberFormat(language).format(value) : value;
  });
}

function pluralOf(plural: Plural, count: number, language: string): string {
  return plural[pluralRules(language).select(count)] ?? plural.other;
}

/** Made once for each language: making one costs as much as a hundred uses. */
function kept<T>(make: (language: string) => T): (language: string) => T {
  const made = new Map<string, T>();
  return (language) => {
    const found = made.get(language) ?? make(language);
    made.set(language, found);
    return found;
  };
}

const pluralRules = kept((language) => new Intl.PluralRules(language));
const numberFormat = kept((language) => new Intl.NumberFormat(language));
