/** `match()` and `search()` of JSONPath: I-Regexp (RFC 9485) on the linear-time engine. */
import { BudgetExceeded, type Fuel } from '../assertions/fuel.ts';
import { compileRegex, type Regex, regexFinds, RegexSyntaxError } from '../assertions/regex.ts';

/** Expressions made so far; `undefined` for a pattern that is none, which matches nothing. */
export type RegexCache = Map<string, Regex | undefined>;

/** A query has few patterns; a document that supplies them may have thousands. */
const CACHE_SIZE_MAX = 16;
/** Making an expression takes about 0.2 ms. */
const COMPILE_STEPS = 5000;
/**
 * A pattern that comes out of the document is a stranger's. A short one can still take 15 ms to make, and one with large
 * repetitions 150 ms more at its first search.
 */
const FOREIGN_PATTERN_LENGTH_MAX = 64;
const FOREIGN_PROGRAM_SIZE_MAX = 500;
const FOREIGN_COMPILE_STEPS = 200_000;
const TOO_LARGE = 'gave up at a pattern that the document holds: it is too large';

export function createRegexCache(): RegexCache {
  return new Map();
}

interface Search {
  readonly text: string;
  readonly pattern: string;
  /** The pattern comes out of the document, not out of the query. */
  readonly isForeign: boolean;
  /** All of the text must match, not a part of it. */
  readonly isWhole: boolean;
}

/**
 * Whether the pattern matches in the text, or is it (`isWhole`). A pattern that is no expression matches nothing.
 * @throws {BudgetExceeded}
 */
export function matchesIRegexp(given: Search, cache: RegexCache, fuel: Fuel): boolean {
  const source = given.isWhole ? `\\A(?:${dotsAsRfc9485(given.pattern)})\\z` : dotsAsRfc9485(given.pattern);
  let regex = cache.get(source);
  if (regex === undefined && !cache.has(source)) {
    payForMaking(given, fuel);
    regex = compileOrNothing(source);
    if (given.isForeign && regex && regex.size > FOREIGN_PROGRAM_SIZE_MAX) throw new BudgetExceeded(TOO_LARGE);
    if (cache.size < CACHE_SIZE_MAX) cache.set(source, regex);
  }
  if (!regex) return false;
  fuel.spend(given.text.length);
  return regexFinds(regex, given.text, fuel);
}

function payForMaking({ pattern, isForeign }: Search, fuel: Fuel): void {
  if (isForeign && pattern.length > FOREIGN_PATTERN_LENGTH_MAX) throw new BudgetExceeded(TOO_LARGE);
  fuel.spend(isForeign ? FOREIGN_COMPILE_STEPS : COMPILE_STEPS);
}

function compileOrNothing(source: string): Regex | undefined {
  try {
    return compileRegex(source);
  } catch (error) {
    if (error instanceof RegexSyntaxError) return undefined;
    throw error;
  }
}

/** A dot outside a class is any character but line feed and carriage return (RFC 9485, section 5.3). */
function dotsAsRfc9485(pattern: string): string {
  if (!pattern.includes('.')) return pattern;
  let isInClass = false;
  let result = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      result += pattern.slice(at, at + 2);
      at++;
      continue;
    }
    if (character === '[') isInClass = true;
    if (character === ']') isInClass = false;
    result += character === '.' && !isInClass ? '[^\\n\\r]' : character;
  }
  return result;
}
