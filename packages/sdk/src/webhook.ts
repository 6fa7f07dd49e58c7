/** Whether a webhook comes from Upwatch, after the Standard Webhooks specification. */
import type { WebhookAlert, WebhookEvent } from './generated/models.ts';
import { wrong } from './options.ts';

/** The headers of a request, as `fetch` or as Node has them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The reason why a webhook was refused. */
export type WebhookRefusal = 'missing_header' | 'malformed_header' | 'timestamp' | 'signature' | 'payload';

/** The webhook is not from Upwatch, was changed, or is too old. Answer it with 400 and do nothing. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly reason: WebhookRefusal;

  constructor(reason: WebhookRefusal, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** How old a webhook may be, and what time it is. */
export interface WebhookOptions {
  /**
   * How many seconds the webhook's clock and this one may be apart: what was recorded cannot be sent again later.
   * @default 300
   */
  readonly toleranceSeconds?: number;
  /**
   * Epoch milliseconds.
   * @default the present
   */
  readonly nowMs?: number;
}

const SECRET_PREFIX = 'whsec_';
const SIGNATURES_MAX = 20;

/**
 * Says that a webhook is Upwatch's own, and gives back what it tells.
 * What an alert channel of the type `webhook` posts is a `WebhookAlert`; `verifyWebhook<WebhookEvent>` is for webhooks.
 * @param payload the body exactly as it came: parsed and written again it has another signature
 * @param secret the channel's `signingSecret`; several while it is being changed
 * @throws WebhookError for one that is not, with the reason; TypeError for an argument that cannot be
 * @example
 * const event = await verifyWebhook(body, request.headers, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
 * if (event.type === 'incident.created') console.log(event.data.headline);
 */
export async function verifyWebhook<Event extends WebhookAlert | WebhookEvent = WebhookAlert>(
  payload: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  options: WebhookOptions = {},
): Promise<Event> {
  const bytes = bytesOf(payload);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets) || secrets.length === 0) throw wrong('secret', 'a text, or several', typeof secret);
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = signaturesIn(headerOf(headers, 'webhook-signature'));
  demandRecent(timestamp, options);
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  for (const one of secrets as readonly string[]) {
    const key = await crypto.subtle.importKey('raw', keyOf(one), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    // WebCrypto compares in constant time.
    for (const signature of signatures)
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return eventIn(bytes) as Event;
  }
  throw new WebhookError('signature', 'webhook-signature must be of this body and this secret: none in it is');
}

function bytesOf(payload: unknown): Uint8Array<ArrayBuffer> {
  if (typeof payload === 'string') return new TextEncoder().encode(payload);
  if (payload instanceof Uint8Array) return new Uint8Array(payload);
  if (payload instanceof ArrayBuffer) return new Uint8Array(payload);
  throw wrong('payload', 'the body as a text or as bytes, before it is parsed', payload);
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : fieldOf(headers, name);
  if (typeof value === 'string' && value !== '') return value;
  throw new WebhookError('missing_header', `the header ${name} must be there`);
}

/** Node lower-cases names, others do not. */
function fieldOf(headers: Exclude<WebhookHeaders, Headers>, name: string): string | undefined {
  const value = Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.join(' ');
}

/** Several while a secret is changed: `v1,… v1,…`. Those of other versions are not ours to judge. */
function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] {
  const found = header.split(' ').flatMap((part) => (part.startsWith('v1,') ? [fromBase64(part.slice(3))] : []));
  const signatures = found.filter((bytes) => bytes !== undefined);
  if (signatures.length > 0 && signatures.length <= SIGNATURES_MAX) return signatures;
  throw new WebhookError(
    'malformed_header',
    `webhook-signature must hold 1 to ${SIGNATURES_MAX} signatures such as v1,…, got ${signatures.length}`,
  );
}

function demandRecent(timestamp: string, { toleranceSeconds = 300, nowMs = Date.now() }: WebhookOptions): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookError('malformed_header', 'webhook-timestamp must be whole seconds since 1970');
  const apartSeconds = Math.floor(nowMs / 1_000) - Number(timestamp);
  // Written so that a tolerance that is not a number refuses everything.
  if (Math.abs(apartSeconds) <= toleranceSeconds) return;
  const away = apartSeconds > 0 ? `${apartSeconds} s old` : `${-apartSeconds} s ahead`;
  throw new WebhookError('timestamp', `webhook-timestamp must be within ${toleranceSeconds} s of now, it is ${away}`);
}

/** Base64 after `whsec_`; any other text is its own bytes. The secret is never shown. */
function keyOf(secret: unknown): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string' || secret === '') throw new TypeError('secret must be a text that is not empty');
  if (!secret.startsWith(SECRET_PREFIX)) return new TextEncoder().encode(secret);
  const bytes = fromBase64(secret.slice(SECRET_PREFIX.length));
  if (!bytes || bytes.length === 0) throw new TypeError('secret must hold base64 after whsec_');
  return bytes;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // Not base64: not a signature.
    return undefined;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

function eventIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new WebhookError('payload', 'the body must be JSON');
  }
}
