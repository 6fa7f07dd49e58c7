/** Pushover: a push with a priority. One of the highest is repeated until somebody acknowledges it, or the monitor is up. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, type ProviderDialect } from './provider-answer.ts';
import { apiUrl, boundsOf, credential, incidentKeyOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { urlUnder } from './web-url.ts';

const API = 'https://api.pushover.net';
/** Pushover's limits, in characters. */
const TITLE_MAX = 250;
const MESSAGE_MAX = 1_024;
const URL_MAX = 512;
/** Pushover repeats no faster than every 30 seconds, and no longer than three hours. */
const RETRY_MIN_SECONDS = 30;
const EXPIRE_MAX_SECONDS = 10_800;
const USUAL_RETRY_SECONDS = 60;
const USUAL_EXPIRE_SECONDS = 3_600;

const PRIORITIES = { '-2': -2, '-1': -1, 0: 0, 1: 1, 2: 2, lowest: -2, low: -1, normal: 0, high: 1, emergency: 2 };
const EMERGENCY = 2;

/** The settings, as the contract has them, how an emergency is repeated, and where the API is. */
const pushoverConfig = z.strictObject({
  channelType: z.literal('pushover'),
  userKey: credential,
  appToken: credential,
  priority: z.enum(['-2', '-1', '0', '1', '2', 'lowest', 'low', 'normal', 'high', 'emergency']).nullish(),
  sound: z
    .string()
    .regex(/^[0-9A-Za-z_-]{0,50}$/, 'must be the name of a sound, such as siren')
    .nullish(),
  retrySeconds: z.int().min(RETRY_MIN_SECONDS).max(EXPIRE_MAX_SECONDS).nullish(),
  expireSeconds: z.int().min(RETRY_MIN_SECONDS).max(EXPIRE_MAX_SECONDS).nullish(),
  apiUrl,
});
type PushoverSettings = z.infer<typeof pushoverConfig>;

const DIALECT: ProviderDialect = {
  name: 'Pushover',
  isTaken: (answer) => answer['status'] === 1,
  read: ({ errors }) => ({
    error: Array.isArray(errors) ? errors.filter((error) => typeof error === 'string').join('; ') : undefined,
  }),
};

/** Pushover: one push an alert. A recovery ends the repeats of an emergency. */
export const pushover = defineChannel({
  type: 'pushover',
  config: pushoverConfig,
  secretFields: ['userKey', 'appToken'],
  display: (settings) => ({
    ...(settings.priority && { priority: settings.priority }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    if (message.kind === 'INCIDENT_RESOLVED' && priorityFor('down', settings) === EMERGENCY) {
      const path = `1/receipts/cancel_by_tag/${encodeURIComponent(incidentKeyOf(message, context))}.json`;
      const ended = await post(settings, context, path, { token: settings.appToken });
      // Refused, there is nothing to end any more: that it is up is told all the same.
      if (ended.type === 'retry') return ended;
    }
    return post(settings, context, '1/messages.json', pushOf(settings, message, context));
  },
});

async function post(
  settings: PushoverSettings,
  context: SendContext,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<SendOutcome> {
  const result = await postJson({
    url: urlUnder(settings.apiUrl ?? API, path),
    body: new URLSearchParams(form).toString(),
    contentType: 'application/x-www-form-urlencoded',
    ...boundsOf(context),
  });
  return answerOutcome(result, context.nowMs, DIALECT);
}

function pushOf(settings: PushoverSettings, message: AlertMessage, context: SendContext): Record<string, string> {
  const { link, ...text } = composeAlert(message, context);
  const priority = priorityFor(text.tone, settings);
  return {
    token: settings.appToken,
    user: settings.userKey,
    title: cut(text.title ?? `${text.word}: ${text.name}`, TITLE_MAX),
    message: cut(alertLines(text).join('\n'), MESSAGE_MAX),
    priority: priority.toString(),
    timestamp: Math.floor(message.occurredAtMs / 1_000).toString(),
    ...(link !== undefined && link.length <= URL_MAX && { url: link, url_title: 'Open in Upwatch' }),
    ...(settings.sound && { sound: settings.sound }),
    ...(priority === EMERGENCY && {
      retry: (settings.retrySeconds ?? USUAL_RETRY_SECONDS).toString(),
      expire: (settings.expireSeconds ?? USUAL_EXPIRE_SECONDS).toString(),
      tags: incidentKeyOf(message, context),
    }),
  };
}

/** An emergency is what is down; what calls for nothing is never more than normal. */
function priorityFor(tone: Tone, { priority }: PushoverSettings): number {
  const wanted = PRIORITIES[priority ?? 'normal'];
  if (tone === 'down') return wanted;
  return Math.min(wanted, tone === 'degraded' ? PRIORITIES.high : PRIORITIES.normal);
}
