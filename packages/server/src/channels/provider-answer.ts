/** What a provider says in the JSON of its answer: why not, when again, and what it called the message. */
import { cut, oneLine } from './plain-text.ts';
import type { SendOutcome } from './port.ts';
import { outcomeOf, type PostResult } from './post-json.ts';

export type JsonAnswer = Readonly<Record<string, unknown>>;

/** What was read from an answer. */
export interface ProviderSays {
  /** In the provider's words. */
  readonly error?: string | undefined;
  /** In a field of its own, beside `Retry-After`. */
  readonly retryAfterMs?: number | undefined;
  /** What the message is called from now on. */
  readonly externalId?: string | undefined;
}

/** How one provider answers. */
export interface ProviderDialect {
  /** `Discord` */
  readonly name: string;
  /** Whether the body of a 2xx is the provider's word that it has the message. An empty body counts as such. */
  readonly isTaken: (answer: JsonAnswer) => boolean;
  /** A body that is no JSON and says the same: `ok`. */
  readonly takenText?: string;
  readonly read: (answer: JsonAnswer) => ProviderSays;
}

/** The outcome of a status, with what the body adds to it: a 2xx that says otherwise, or is not the provider's, is none. */
export function answerOutcome(result: PostResult, nowMs: number, dialect: ProviderDialect): SendOutcome {
  const outcome = outcomeOf(result, nowMs);
  if (result.type === 'none') return outcome;
  const answer = jsonAnswerOf(result.body);
  const says = answer === undefined ? {} : dialect.read(answer);
  if (outcome.type !== 'sent') return withWords(outcome, says);
  const text = result.body.trim();
  if (text === dialect.takenText || (text === '' && result.bodyEnd === 'whole')) return outcome;
  if (answer !== undefined && dialect.isTaken(answer))
    return { ...outcome, ...(says.externalId !== undefined && { externalId: says.externalId }) };
  const { statusCode, body } = result;
  const reason = `${dialect.name} answered ${statusCode}, but `;
  if (result.bodyEnd === 'broken') return { type: 'retry', reason: `${reason}its answer broke off`, statusCode };
  return withWords(
    { type: 'reject', reason: `${reason}not that it has the message`, statusCode, responseExcerpt: body },
    says,
  );
}

/** Adds to an outcome what the provider says of it. */
export function withWords(outcome: Exclude<SendOutcome, { type: 'sent' }>, says: ProviderSays): SendOutcome {
  const error = says.error === undefined ? '' : oneLine(says.error);
  const reason = error === '' ? outcome.reason : `${outcome.reason} ("${cut(error, 300)}")`;
  if (outcome.type === 'reject' || says.retryAfterMs === undefined) return { ...outcome, reason };
  return { ...outcome, reason, retryAfterMs: Math.max(says.retryAfterMs, outcome.retryAfterMs ?? 0) };
}

/** The object that a body is; undefined when it is anything else. */
export function jsonAnswerOf(body: string): JsonAnswer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    // Not JSON: then it says nothing that is known here, and the status decides.
    return undefined;
  }
}

/** A field that is text and not empty. */
export function textIn(answer: JsonAnswer | undefined, field: string): string | undefined {
  const value = answer?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field that is a number, or an id that is one. */
export function numberIn(answer: JsonAnswer | undefined, field: string): number | undefined {
  const value = answer?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A field that holds fields. */
export function objectIn(answer: JsonAnswer | undefined, field: string): JsonAnswer | undefined {
  const value = answer?.[field];
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is JsonAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
