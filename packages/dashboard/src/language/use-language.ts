/** The language that the page speaks: kept by the browser, changed without loading the page again. */
import { useSyncExternalStore } from 'react';
import { keep, keptText } from '../kept.ts';
import type { Say, SectionName, Spoken } from './catalogue.ts';
import { english } from './en/index.ts';
import { type Format, formatFor } from './format.ts';
import { isLanguage, type Language, LANGUAGES, languageFor } from './languages.ts';
import { learnedEnglish } from './learn-pages.ts';
import { fill, type Message, type Value } from './message.ts';

interface Speaking {
  readonly language: Language;
  readonly say: Say;
  readonly format: Format;
}

const KEPT_AS = 'upwatch.language';
const listeners = new Set<() => void>();
let speaking: Speaking = speakingIn('en', english);

/** Speaks the language that was chosen before, or else the first that the browser asks for. */
export async function startSpeaking(): Promise<void> {
  const chosen = keptText(KEPT_AS);
  await speak(isLanguage(chosen) ? chosen : languageFor(navigator.languages));
}

/** Changes the language for good. */
export async function chooseLanguage(language: Language): Promise<void> {
  keep(KEPT_AS, language);
  await speak(language);
}

async function speak(language: Language): Promise<void> {
  speaking = speakingIn(language, await LANGUAGES[language].load());
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

function speakingIn(language: Language, translation: Spoken): Speaking {
  const say = (key: string, given: Readonly<Record<string, Value>> = {}): string =>
    fill(messageOf(translation, key), given, language);
  return { language, say, format: formatFor(language) };
}

/** Keys come from the type `Key`, or are codes of the API, of which there may be more than are known here: those say themselves. */
function messageOf(translation: Spoken, key: string): Message {
  const dot = key.indexOf('.');
  const name = key.slice(0, dot) as SectionName;
  const learned: Partial<Spoken> = learnedEnglish() ?? {};
  const section = (translation[name] ?? learned[name] ?? {}) as Readonly<Record<string, Message>>;
  // A code of a failure has a dot of its own.
  const text = key.slice(dot + 1);
  return Object.hasOwn(section, text) ? section[text]! : key;
}

/** Says, outside of components. */
export const say: Say = (key, ...given) => speaking.say(key, ...given);

/** How numbers and times are written, outside of components. */
export const formatNow = (): Format => speaking.format;

function useSpeaking(): Speaking {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => speaking,
  );
}

export function useSay(): Say {
  return useSpeaking().say;
}

export function useFormat(): Format {
  return useSpeaking().format;
}

export function useLanguage(): Language {
  return useSpeaking().language;
}
