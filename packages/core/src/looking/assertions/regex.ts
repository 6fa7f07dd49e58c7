/**
 * Regular expressions that people write and strangers' bodies are searched with: RE2 syntax, time linear in the text
 * (no back-references, no look-around), and an end even where linear is too long.
 */
import { RE2JS, RE2JSException } from 're2js';
import type { Fuel } from './fuel.ts';
import { indexOfText } from './find-text.ts';

/** Characters of a pattern, at most. */
export const PATTERN_LENGTH_MAX = 1000;
/** A character of text costs at most time in proportion to this: 5,000 instructions are about 0.1 ms. */
const PROGRAM_SIZE_MAX = 5000;
/** Instructions × characters that are searched without a look at the clock: 15 ms at worst. */
const UNMETERED_WORK_MAX = 1 << 20;

/** A regular expression ready to search. */
export interface Regex {
  readonly pattern: string;
  readonly engine: RE2JS;
  /** Every match begins with this text; often empty. */
  readonly prefix: string;
  /** Instructions. */
  readonly size: number;
}

/** The pattern is not one that can be used; the message says why. */
export class RegexSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RegexSyntaxError';
  }
}

/**
 * Makes a regular expression out of RE2 syntax. Flags are written inside: `(?i)`, `(?s)`, `(?m)`.
 * @throws {RegexSyntaxError}
 */
export function compileRegex(pattern: string): Regex {
  if (pattern.length > PATTERN_LENGTH_MAX) {
    throw new RegexSyntaxError(`it is longer than ${PATTERN_LENGTH_MAX} characters`);
  }
  const engine = compileEngine(pattern);
  const size = engine.programSize();
  if (size > PROGRAM_SIZE_MAX) {
    throw new RegexSyntaxError(`its repetitions make ${size} steps of it; at most ${PROGRAM_SIZE_MAX} are allowed`);
  }
  return { pattern, engine, prefix: prefixOf(engine), size };
}

function compileEngine(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) throw new RegexSyntaxError(reasonOf(pattern, error));
    throw error;
  }
}

const LOOK_AROUND = /\(\?<?[=!]/;
const BACK_REFERENCE = /\\[1-9]|\\k[<{']|\(\?P=/;

function reasonOf(pattern: string, error: RE2JSException): string {
  const reason = error.message.replace(/^error parsing regexp: /, '');
  const why = `cannot be searched in linear time (${reason})`;
  if (LOOK_AROUND.test(pattern)) return `look-around is not supported, as it ${why}`;
  if (BACK_REFERENCE.test(pattern)) return `back-references are not supported, as they ${why}`;
  return reason;
}

/** The engine works it out, to the letter and case. An expression that looks at what stands before it has none. */
function prefixOf(engine: RE2JS): string {
  const prefix: unknown = engine.re2().prefix;
  return typeof prefix === 'string' ? prefix : '';
}

/**
 * Whether the expression matches anywhere in the text.
 * @throws {BudgetExceeded}
 */
export function regexFinds(regex: Regex, text: string, fuel: Fuel): boolean {
  if (regex.prefix === '') return engineFinds(regex, text, fuel);
  const start = indexOfText(text, regex.prefix);
  return start >= 0 && engineFinds(regex, text.slice(start), fuel);
}

/** Where an expression matched. */
export interface RegexMatch {
  /** Behind its last character. */
  readonly end: number;
  /** What was captured, the whole match first; empty for a group that took no part. */
  readonly groups: readonly string[];
}

/**
 * The first match in the text, with what it captured.
 * @throws {BudgetExceeded}
 */
export function regexMatch(regex: Regex, text: string, fuel: Fuel): RegexMatch | undefined {
  if (!regexFinds(regex, text, fuel)) return undefined;
  const { engine, size } = regex;
  const isShort = text.length * size <= UNMETERED_WORK_MAX;
  const matcher = engine.matcher(isShort ? text : (new MeteredText(text, size, fuel) as unknown as string));
  if (!matcher.find()) return undefined;
  const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, place) => matcher.group(place) ?? '');
  return { end: matcher.end(), groups };
}

function engineFinds({ engine, size }: Regex, text: string, fuel: Fuel): boolean {
  if (text.length * size <= UNMETERED_WORK_MAX) return engine.test(text);
  // The engine takes String objects and declares primitives only.
  return engine.test(new MeteredText(text, size, fuel) as unknown as string);
}

/** Characters that a search for a plain text passes in the time of a step, when it goes badly. */
const SEARCHED_A_STEP = 16;

/** A text that pays for each character that is read of it: the only place where the engine can be stopped. */
class MeteredText extends String {
  readonly #text: string;
  readonly #price: number;
  readonly #fuel: Fuel;

  constructor(text: string, price: number, fuel: Fuel) {
    super(text);
    this.#text = text;
    this.#price = price;
    this.#fuel = fuel;
  }

  override charCodeAt(index: number): number {
    this.#fuel.spend(this.#price);
    return this.#text.charCodeAt(index);
  }

  override indexOf(needle: string, from?: number): number {
    this.#fuel.spend(this.#text.length / SEARCHED_A_STEP);
    return indexOfText(this.#text, needle, from);
  }
}
