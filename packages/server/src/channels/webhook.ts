/** A generic webhook, signed after the Standard Webhooks specification. */
import { createHmac } from 'node:crypto';
import { type AlertMessage, occasionOf } from '@upwatch/core';
import { z } from 'zod';
import { composeAlert } from './alert-text.ts';
import { cut, oneLine } from './plain-text.ts';
import { defineChannel, type SendContext } from './port.ts';
import { outcomeOf, postJson } from './post-json.ts';
import { boundsOf } from './provider-api.ts';
import { maskFields, maskUrl } from './secrets.ts';
import { webUrl } from './web-url.ts';

/** Headers that are ours to set, and those that frame the request. */
const RESERVED_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
]);
/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;
/** Visible ASCII, spaces and tabs: nothing that could end a header. */
const HEADER_VALUE = /^[\t\x20-\x7e]{0,4096}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const SECRET_PREFIX = 'whsec_';
/** Any one text in the body has at most so many characters. */
const TEXT_MAX = 4_000;

const signingSecret = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(500, 'must have at most 500 characters')
  .refine((secret) => !secret.startsWith(SECRET_PREFIX) || isBase64(secret.slice(SECRET_PREFIX.length)), {
    message: 'must hold base64 after whsec_',
  });

const customHeaders = z
  .record(
    z.string().refine((name) => TOKEN.test(name), { message: 'is not the name of a header' }),
    z
      .string()
      .refine((value) => HEADER_VALUE.test(value), {
        message: 'must be visible ASCII on one line, at most 4096 characters',
      })
      .nullable(),
  )
  .superRefine((headers, context) => {
    const names = Object.keys(headers);
    if (names.length > 20)
      context.addIssue({ code: 'custom', message: `must have at most 20 headers, got ${names.length}` });
    for (const name of names)
      if (RESERVED_HEADERS.has(name.toLowerCase()))
        context.addIssue({ code: 'custom', message: `is set by Upwatch`, path: [name] });
  });

/** The settings, as the contract has them. */
const webhookConfig = z.strictObject({
  channelType: z.literal('webhook'),
  url: webUrl('put them into customHeaders as Authorization'),
  signingSecret: signingSecret.nullish(),
  customHeaders: customHeaders.nullish(),
});

/** Generic webhook: JSON with every fact, signed when there is a secret. */
export const webhook = defineChannel({
  type: 'webhook',
  config: webhookConfig,
  tracksIncidents: true,
  secretFields: ['url', 'signingSecret', 'customHeaders'],
  display: (settings) => ({
    url: maskUrl(settings.url),
    isSigned: Boolean(settings.signingSecret),
    ...(settings.customHeaders && {
      customHeaders: maskFields({ customHeaders: settings.customHeaders }, ['customHeaders'])['customHeaders'] ?? null,
    }),
  }),
  async send(settings, message, context) {
    const body = JSON.stringify(webhookBody(message, context));
    const timestamp = Math.floor(context.nowMs / 1_000).toString();
    const secret = settings.signingSecret;
    const result = await postJson({
      url: settings.url,
      body,
      ...boundsOf(context),
      headers: {
        ...withoutNull(settings.customHeaders ?? {}),
        'webhook-id': context.key,
        'webhook-timestamp': timestamp,
        ...(secret && { 'webhook-signature': sign(secret, { id: context.key, timestamp, body }) }),
      },
    });
    return outcomeOf(result, context.nowMs);
  },
});

/**
 * The signature of a message: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.
 * @param secret base64 after `whsec_`; any other text is its own UTF-8 bytes
 */
export function sign(
  secret: string,
  message: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  const key = secret.startsWith(SECRET_PREFIX)
    ? Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
  const { id, timestamp, body } = message;
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

const EVENT_TYPES = {
  INCIDENT_CREATED: 'incident.created',
  INCIDENT_RESOLVED: 'incident.resolved',
  INCIDENT_REOPENED: 'incident.reopened',
  NOTICE: 'notice',
  TEST: 'test',
} as const;

/** The JSON that is posted; its fields are documented in docs/channels/webhook.md. */
export function webhookBody(message: AlertMessage, context: SendContext): object {
  const text = composeAlert(message, context);
  const { failure, phases, resolvedAtMs, startedAtMs } = message;
  return {
    type: EVENT_TYPES[message.kind],
    timestamp: iso(message.occurredAtMs),
    data: {
      kind: occasionOf(message),
      openingId: context.openingKey ?? null,
      headline: cut(text.headline, TEXT_MAX),
      incident: {
        id: message.incidentId,
        severity: message.severity,
        startedAt: iso(startedAtMs),
        resolvedAt: resolvedAtMs === undefined ? null : iso(resolvedAtMs),
        durationSeconds:
          resolvedAtMs === undefined ? null : Math.max(0, Math.round((resolvedAtMs - startedAtMs) / 1_000)),
        url: text.link ?? null,
      },
      monitor: {
        id: message.monitorId,
        name: cut(text.name, TEXT_MAX),
        target: cut(oneLine(message.target), TEXT_MAX),
      },
      failure: failure
        ? { class: failure.class, code: failure.code, message: cut(oneLine(failure.message), TEXT_MAX) }
        : null,
      statusCode: message.statusCode ?? null,
      phases: phases ?? null,
      regions: message.regions,
      late: context.late ? { seconds: Math.round(context.late.byMs / 1_000), nowTrue: context.late.nowTrue } : null,
      tellsWholeStory: context.tellsWholeStory === true,
      notes: text.notes.map((note) => cut(note, TEXT_MAX)),
      repeats: message.repeats ?? 0,
      digest: message.digest ?? null,
      actions: text.actions,
    },
  };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function isBase64(text: string): boolean {
  return text.length > 0 && BASE64.test(text);
}

function withoutNull(headers: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));
}
