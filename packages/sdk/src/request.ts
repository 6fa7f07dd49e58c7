/** What an operation sends: address, headers and body, made of what the caller gave. */
import { type CallOptions, ifMatchOf, wrong } from './options.ts';

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** One call of one operation. */
export interface Call {
  readonly method: Method;
  /** From the root of the server: `/api/v1/monitors/{id}`. */
  readonly path: string;
  /** What stands in the path. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** It makes something: two of the same would make two. */
  readonly makes?: true;
  /** Statuses that are an answer though they look like a failure. */
  readonly accepts?: readonly number[];
}

type QueryValue = string | number | boolean;

/** Without a token: that is added where it is sent, so that nothing else can show it. */
export interface Request {
  readonly method: Method;
  /** How errors name it: a query can hold what is private, and a token in a path is one. */
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sending it twice does what sending it once does. */
  readonly isRepeatable: boolean;
}

/** @throws TypeError for what cannot be sent */
export function requestOf(call: Call, options: CallOptions, baseUrl: string, accept = 'application/json'): Request {
  const { method, path, params, body } = call;
  const idempotencyKey = options.idempotencyKey ?? (call.makes ? randomKey() : undefined);
  return {
    method,
    name: `${method} ${pathOf(path, { ...params, token: '{token}' }, String)}`,
    url: `${baseUrl}${pathOf(path, params)}${queryText(call.query)}`,
    headers: {
      accept,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      ...(options.ifMatch !== undefined && { 'if-match': ifMatchOf(options.ifMatch) }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isRepeatable: idempotencyKey !== undefined || (method !== 'POST' && method !== 'PATCH'),
  };
}

/**
 * Puts what the caller gave into a path.
 * @throws TypeError for what would lead elsewhere: a missing id is not the whole list
 */
function pathOf(template: string, params: Readonly<Record<string, unknown>> = {}, escape = encodeURIComponent): string {
  return template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name];
    if (typeof value !== 'string' && typeof value !== 'number') throw wrong(name, 'a text or a number', value);
    const text = String(value);
    // An address does away with dots, escaped or not.
    if (text === '' || text === '.' || text === '..') throw wrong(name, 'one part of a path, and not empty', text);
    return escape(text);
  });
}

function queryText(query: object = {}): string {
  if (typeof query !== 'object' || query === null || Array.isArray(query)) throw wrong('query', 'an object', query);
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query) as [string, unknown][]) {
    if (given === undefined || given === null) continue;
    for (const value of (Array.isArray(given) ? given : [given]) as unknown[]) {
      if (!isQueryValue(value)) throw wrong(`query.${name}`, 'a text, a number, a boolean or an array of them', value);
      search.append(name, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function isQueryValue(value: unknown): value is QueryValue {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

/** `crypto.randomUUID` would be missing on a page that came over plain HTTP. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
