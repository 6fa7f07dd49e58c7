/** Splunk On-Call (once VictorOps), by its REST endpoint. An incident of ours is one entity of theirs. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential, incidentKeyOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { linksOf } from './tone-marks.ts';
import { urlWithSecret } from './web-url.ts';

const API = 'https://alert.victorops.com';
const ENDPOINT = 'integrations/generic/20131114/alert';
/** Splunk On-Call's limit of `state_message`, in characters. */
const MESSAGE_MAX = 20_480;
const NAME_MAX = 500;

/** The settings, as the contract has them, and where the endpoint is. */
const splunkOnCallConfig = z.strictObject({
  channelType: z.literal('splunk_oncall'),
  apiKey: credential,
  routingKey: z
    .string()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters'),
  apiUrl,
});

/** `INFO` stands in the timeline and calls nobody. */
const MESSAGE_TYPES: Readonly<Record<Tone, 'CRITICAL' | 'WARNING' | 'INFO' | 'RECOVERY'>> = {
  down: 'CRITICAL',
  degraded: 'WARNING',
  maintenance: 'INFO',
  up: 'RECOVERY',
  notice: 'INFO',
  test: 'INFO',
};

const DIALECT: ProviderDialect = {
  name: 'Splunk On-Call',
  isTaken: (answer) => answer['result'] === 'success',
  read: (answer) => ({ error: textIn(answer, 'message') ?? messagesOf(answer['messages']) }),
};

/** Splunk On-Call: an opening is critical, a recovery recovers the same entity. */
export const splunkOnCall = defineChannel({
  type: 'splunk_oncall',
  config: splunkOnCallConfig,
  tracksIncidents: true,
  secretFields: ['apiKey'],
  display: (settings) => ({
    routingKey: settings.routingKey,
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send({ apiKey, routingKey, apiUrl: at }, message, context) {
    const pathOf = (key: string): string =>
      [ENDPOINT, encodeURIComponent(key), encodeURIComponent(routingKey)].join('/');
    const body = JSON.stringify(splunkMessage(message, context));
    const result = await postJson({ ...urlWithSecret(at ?? API, apiKey, pathOf), body, ...boundsOf(context) });
    return answerOutcome(result, context.nowMs, DIALECT);
  },
});

function splunkMessage(message: AlertMessage, context: SendContext): object {
  const text = composeAlert(message, context);
  return {
    message_type: MESSAGE_TYPES[text.tone],
    entity_id: incidentKeyOf(message, context),
    entity_display_name: cut(text.headline, NAME_MAX),
    state_message: cut(alertLines(text).join('\n'), MESSAGE_MAX),
    state_start_time: Math.floor(message.startedAtMs / 1_000),
    timestamp: Math.floor(message.occurredAtMs / 1_000),
    monitoring_tool: 'Upwatch',
    monitor_name: cut(text.name, NAME_MAX),
    ...(message.failure && { failure_code: message.failure.code }),
    ...Object.fromEntries(linksOf(text).map(({ label, url }) => [`vo_annotate.u.${label}`, url])),
  };
}

function messagesOf(messages: unknown): string | undefined {
  return Array.isArray(messages) ? messages.filter((one) => typeof one === 'string').join('; ') : undefined;
}
