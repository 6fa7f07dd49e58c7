/** Assertions on everything but the body's text: status, headers, redirects, size, time, certificate. */
import type { AssertionOperator } from '../../assertion.ts';
import type { FailureCode } from '../../failure.ts';
import type { Facts } from '../../observation.ts';
import { type Check, type ConfigOf, findingOf } from '../check.ts';
import { compileComparison, type Comparison, type ValueOperator } from '../comparison.ts';
import { onOneLine, quoted } from '../excerpt.ts';
import { compileStatusCodes } from '../status-codes.ts';

/** `equals`, `not_equals` and `range` take status expressions; the other operators see the three digits as a text. */
export function compileStatusCode({ operator, expected }: ConfigOf<'status_code'>): Check {
  return compileTextCheck({
    operator,
    code: 'status.unexpected',
    noun: 'status code',
    compile: (valueOperator) => compileStatusComparison(valueOperator, expected),
    textOf: ({ statusCode }) => (statusCode === undefined ? undefined : String(statusCode)),
    show: (text) => text,
  });
}

function compileStatusComparison(operator: ValueOperator, expected: string): Comparison<string> {
  if (operator !== 'equals' && operator !== 'not_equals' && operator !== 'range') {
    return compileComparison(operator, expected);
  }
  const isMeant = compileStatusCodes(expected);
  const shown = onOneLine(expected);
  return operator === 'not_equals'
    ? { phrase: `anything but ${shown}`, holds: (actual) => !isMeant(Number(actual)) }
    : { phrase: shown, holds: (actual) => isMeant(Number(actual)) };
}

export function compileHeaderValue({ headerName, operator, expected }: ConfigOf<'header_value'>): Check {
  const name = headerName.toLowerCase();
  return compileTextCheck({
    operator,
    code: 'status.header',
    noun: `header ${name}`,
    compile: (valueOperator) => compileComparison(valueOperator, expected),
    textOf: ({ headers }) => (headers && Object.hasOwn(headers, name) ? headers[name] : undefined),
    show: (text) => `${name}: ${quoted(text)}`,
  });
}

export function compileRedirectTarget({ operator, expected }: ConfigOf<'redirect_target'>): Check {
  return compileTextCheck({
    operator,
    code: 'status.redirect_target',
    noun: 'redirect',
    compile: (valueOperator) => {
      const isUrl = valueOperator === 'equals' || valueOperator === 'not_equals';
      return compileComparison(valueOperator, isUrl ? plainUrl(expected) : expected);
    },
    textOf: redirectTargetOf,
    show: (text) => quoted(text),
  });
}

/** Where the redirects ended, or where the one that was not followed leads. */
function redirectTargetOf(facts: Facts): string | undefined {
  if (facts.redirects && facts.redirects.length > 0) return facts.finalUrl;
  const location = facts.headers?.['location'];
  const isRedirect = facts.statusCode !== undefined && facts.statusCode >= 300 && facts.statusCode < 400;
  return isRedirect && location !== undefined ? plainUrl(location, facts.finalUrl) : undefined;
}

/** `HTTPS://shop.example` as the probe spells it: `https://shop.example/`. A text that is no URL stays as it is. */
function plainUrl(text: string, base?: string): string {
  return URL.parse(text, base)?.href ?? text;
}

interface TextCheck {
  readonly operator: AssertionOperator;
  readonly code: FailureCode;
  /** What is missing when there is no text. */
  readonly noun: string;
  readonly compile: (operator: ValueOperator) => Comparison<string>;
  readonly textOf: (facts: Facts) => string | undefined;
  readonly show: (text: string) => string;
}

/** A check of a text that there may or may not be. */
function compileTextCheck({ operator, code, noun, compile, textOf, show }: TextCheck): Check {
  if (operator === 'exists' || operator === 'not_exists') {
    const wanted = `${operator === 'exists' ? 'a' : 'no'} ${noun}`;
    return ({ facts }) => {
      const actual = textOf(facts);
      const got = actual === undefined ? `no ${noun}` : show(actual);
      const holds = (actual !== undefined) === (operator === 'exists');
      return findingOf(holds, code, { wanted, got, ...(actual !== undefined && { actual }) });
    };
  }
  const { phrase, holds } = compile(operator);
  return ({ facts, fuel }) => {
    const actual = textOf(facts);
    if (actual === undefined) return findingOf(false, code, { wanted: phrase, got: `no ${noun}` });
    return findingOf(holds(actual, fuel), code, { wanted: phrase, got: show(actual), actual });
  };
}

/** Redirects that were followed. */
export function compileRedirectCount({ maxCount }: ConfigOf<'redirect_count'>): Check {
  const wanted = `at most ${maxCount}`;
  return ({ facts }) => {
    const count = facts.redirects?.length ?? 0;
    return findingOf(count <= maxCount, 'status.redirect_count', { wanted, got: String(count), actual: String(count) });
  };
}

/**
 * Decoded bytes of the body. Of a body that was not read to its end the Content-Length says how long it is; where that
 * is silent, or counts encoded bytes, the assertion fails rather than vouch for what nobody saw.
 */
export function compileResponseSize({ maxBytes }: ConfigOf<'response_size'>): Check {
  const wanted = `at most ${maxBytes} bytes`;
  return ({ facts }) => {
    const { bytes, isWhole } = sizeOf(facts);
    const got = isWhole ? `${bytes} bytes` : `more than the ${bytes} bytes that were read`;
    return findingOf(isWhole && bytes <= maxBytes, 'body.size', { wanted, got, actual: String(bytes) });
  };
}

function sizeOf(facts: Facts): { readonly bytes: number; readonly isWhole: boolean } {
  const bytes = facts.bodyBytes ?? 0;
  if (!facts.isBodyTruncated) return { bytes, isWhole: true };
  const declared = facts.headers?.['content-encoding'] === undefined ? facts.headers?.['content-length'] : undefined;
  return declared !== undefined && /^\d{1,15}$/.test(declared)
    ? { bytes: Number(declared), isWhole: true }
    : { bytes, isWhole: false };
}

/** Whole days that the server's certificate is still valid. */
export function compileSslExpiry({ minDaysRemaining }: ConfigOf<'ssl_expiry'>): Check {
  const wanted = `a certificate valid for at least ${minDaysRemaining} days`;
  return ({ facts }) => {
    const daysLeft = facts.tls?.daysLeft;
    if (daysLeft === undefined) return findingOf(false, 'tls.expiring', { wanted, got: 'no certificate' });
    const holds = daysLeft >= minDaysRemaining;
    return findingOf(holds, 'tls.expiring', { wanted, got: `one for ${daysLeft} days`, actual: String(daysLeft) });
  };
}
