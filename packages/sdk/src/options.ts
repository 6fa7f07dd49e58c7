/** What a client and a call are told, checked before anything is sent. */
import { etagOf } from './etag.ts';
import { realTime, type Time } from './time.ts';

/** How a client reaches its server. */
export interface UpwatchOptions {
  /** An API key, `uw_…`. */
  readonly token: string;
  /** The server's address without `/api/v1`: `https://upwatch.example`, also with a path before it. */
  readonly baseUrl: string | URL;
  /**
   * Sends the requests.
   * @default the runtime's own `fetch`
   */
  readonly fetch?: typeof fetch;
  /**
   * Milliseconds until an attempt is given up, its answer being read to the end.
   * @default 30000
   */
  readonly timeoutMs?: number;
  /**
   * How often a call is sent again when that is safe: 0 never.
   * @default 2
   */
  readonly retries?: number;
  /**
   * Clock and chance, for tests.
   * @default the real ones
   */
  readonly time?: Time;
}

/** What one call has of its own. */
export interface CallOptions {
  /** Ends the call; it then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds until an attempt is given up; the client's when left out. */
  readonly timeoutMs?: number;
  /** How often the call is sent again when that is safe; the client's when left out. */
  readonly retries?: number;
  /** Says that two requests are one: with it a POST may be sent again. Operations that make something have one anyway. */
  readonly idempotencyKey?: string;
  /**
   * Change the thing only if it is still this one: what was read, made or changed before, as a method gave it back; its
   * ETag; or the `generation` of a monitor. An ApiError with the code `PRECONDITION_FAILED` says that it is not.
   * @example
   * const tag = await client.tags.create({ name: 'red' });
   * await client.tags.update(tag.id, { name: 'blue' }, { ifMatch: tag });
   */
  readonly ifMatch?: number | string | object;
}

/** The options of a client, whole and checked. */
export interface Settings {
  readonly token: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly time: Time;
}

/** setTimeout takes no more. */
const TIMEOUT_MS_MAX = 2_147_483_647;
const RETRIES_MAX = 100;
const VISIBLE = /^[\x21-\x7e]{1,1000}$/;

const CLIENT_FIELDS = ['token', 'baseUrl', 'fetch', 'timeoutMs', 'retries', 'time'];
const CALL_FIELDS = ['signal', 'timeoutMs', 'retries', 'idempotencyKey', 'ifMatch'];

/** @throws TypeError naming the option, what it must be, and what came (never the token itself) */
export function settingsOf(options: UpwatchOptions): Settings {
  demandFields('options', options, CLIENT_FIELDS);
  const { token, baseUrl, fetch: send, timeoutMs = 30_000, retries = 2, time = realTime } = options;
  if (typeof token !== 'string' || !VISIBLE.test(token))
    throw new TypeError(`token must be ${TOKEN}, got ${hide(token)}`);
  if (send !== undefined && typeof send !== 'function') throw wrong('fetch', 'a function', send);
  demandTimeout('timeoutMs', timeoutMs);
  demandRetries('retries', retries);
  return {
    token,
    baseUrl: checkedUrl(baseUrl),
    // Called as a plain function: a browser's own refuses any other `this`.
    fetch: send ?? (async (input, init) => globalThis.fetch(input, init)),
    timeoutMs,
    retries,
    time,
  };
}

/** @throws TypeError naming the option, what it must be, and what came */
export function checkedCall(options: CallOptions, fields: readonly string[] = CALL_FIELDS): CallOptions {
  demandFields('options', options, fields);
  const { signal, timeoutMs, retries, idempotencyKey, ifMatch } = options;
  if (signal !== undefined && typeof signal.addEventListener !== 'function')
    throw wrong('signal', 'an AbortSignal', signal);
  if (timeoutMs !== undefined) demandTimeout('timeoutMs', timeoutMs);
  if (retries !== undefined) demandRetries('retries', retries);
  if (idempotencyKey !== undefined && (typeof idempotencyKey !== 'string' || !VISIBLE.test(idempotencyKey)))
    throw wrong('idempotencyKey', 'visible ASCII, at least 1 character', idempotencyKey);
  if (ifMatch !== undefined) ifMatchOf(ifMatch);
  return options;
}

/** What is named, by its ETag. @throws TypeError for what has none */
export function ifMatchOf(ifMatch: number | string | object): string {
  if (typeof ifMatch === 'number' && Number.isSafeInteger(ifMatch) && ifMatch >= 0) return `"${ifMatch}"`;
  if (typeof ifMatch === 'string' && VISIBLE.test(ifMatch)) return ifMatch;
  const etag = typeof ifMatch === 'object' && ifMatch !== null ? etagOf(ifMatch) : undefined;
  if (etag !== undefined) return etag;
  throw wrong(
    'ifMatch',
    'a generation, an ETag, or what a method gave back (rows of lists and copies have no ETag)',
    ifMatch,
  );
}

/** The fault of an argument: its name, what it must be, and what came. */
export function wrong(name: string, expected: string, value: unknown): TypeError {
  return new TypeError(`${name} must be ${expected}, got ${shown(value)}`);
}

const TOKEN = 'an API key without blanks, such as uw_…';

function hide(token: unknown): string {
  return typeof token === 'string' ? `a text of ${token.length} characters` : shown(token);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** A misspelt option would be ignored, and its default used. */
function demandFields(name: string, value: unknown, fields: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'an object', value);
  const unknown = Object.keys(value).find((field) => !fields.includes(field));
  if (unknown !== undefined) throw new TypeError(`${name} must have only ${fields.join(', ')}, got ${shown(unknown)}`);
}

function demandTimeout(name: string, value: unknown): void {
  if (typeof value !== 'number' || !(value > 0 && value <= TIMEOUT_MS_MAX))
    throw wrong(name, `more than 0 and at most ${TIMEOUT_MS_MAX} milliseconds`, value);
}

function demandRetries(name: string, value: unknown): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > RETRIES_MAX)
    throw wrong(name, `a whole number from 0 to ${RETRIES_MAX}`, value);
}

function checkedUrl(value: unknown): string {
  const expected = "the server's http or https address, such as https://upwatch.example";
  const isText = typeof value === 'string' || value instanceof URL;
  const url = isText ? parsed(String(value)) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw wrong('baseUrl', expected, isText ? String(value) : value);
  // Not shown: what stands there is a password.
  if (url.username !== '' || url.password !== '')
    throw new TypeError('baseUrl must be without user name and password, got one with them');
  if (url.search !== '' || url.hash !== '') throw wrong('baseUrl', 'without ? and #', url.href);
  const path = url.pathname.replace(/\/+$/, '');
  if (path.endsWith('/api/v1')) throw wrong('baseUrl', 'without /api/v1, which the SDK adds', url.href);
  return url.origin + path;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
