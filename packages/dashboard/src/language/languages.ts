/** Which languages there are, and which one a browser wants. English is there at once, the others come when they are chosen. */
import type { Spoken } from './catalogue.ts';
import { english } from './en/index.ts';

export type Language = 'en' | 'de' | 'zh';

interface Known {
  /** In its own words: who cannot read the page finds it by this. */
  readonly name: string;
  readonly load: () => Promise<Spoken>;
}

export const LANGUAGES: Readonly<Record<Language, Known>> = {
  en: { name: 'English', load: async () => english },
  de: { name: 'Deutsch', load: async () => (await import('./de/index.ts')).german },
  zh: { name: '中文', load: async () => (await import('./zh/index.ts')).chinese },
};

export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(LANGUAGES, text);
}

/** The first of the wanted ones that there is: `zh-TW` is served Chinese, `fr` what comes next. */
export function languageFor(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.toLowerCase().split('-', 1)[0]).find(isLanguage) ?? 'en';
}
