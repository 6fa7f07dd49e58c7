/** What every language says. English is the measure: a key that another lacks does not compile. */
import type { english } from './en/index.ts';
import type { englishOfPages } from './en/of-pages.ts';
import type { Given, Plural, Section, Value } from './message.ts';

export type Catalogue = typeof english & typeof englishOfPages;
export type SectionName = keyof Catalogue;

/** A part of the catalogue in another language: the same keys, and a plural where English has one. */
export type Translated<S extends Section> = { readonly [K in keyof S]: S[K] extends string ? string : Plural };
export type Translation = { readonly [S in SectionName]: Translated<Catalogue[S]> };

/** What is said from the start: all of it, but in English without what comes with its pages. */
export type Spoken = Omit<Translation, keyof typeof englishOfPages> & Partial<Translation>;

/** `monitors.title` */
type Key = { [S in SectionName]: `${S}.${keyof Catalogue[S] & string}` }[SectionName];
type MessageOf<K extends Key> = K extends `${infer S extends SectionName}.${infer N}`
  ? N extends keyof Catalogue[S]
    ? Catalogue[S][N]
    : never
  : never;
/** The keys of texts without gaps: what a table of labels may hold. */
export type PlainKey = { [K in Key]: Given<MessageOf<K>> extends never ? K : never }[Key];

type Arguments<K extends Key> = [Given<MessageOf<K>>] extends [never]
  ? []
  : [given: Readonly<Record<Given<MessageOf<K>>, Value>>];

/** Says a text of the catalogue. */
export type Say = <K extends Key>(key: K, ...given: Arguments<K>) => string;
