/** PagerDuty, by its Events API v2. An incident of ours is one alert of theirs: the deduplication key is its id. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, composeAlert, type Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential, incidentKeyOf, inTurn, isWholeStory } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { linksOf } from './tone-marks.ts';
import { urlUnder } from './web-url.ts';

const API = 'https://events.pagerduty.com';
/** PagerDuty's limit of a summary, in characters. An event may have 512 KB; a detail is cut long before. */
const SUMMARY_MAX = 1_024;
const DETAIL_MAX = 2_000;

const severities = ['critical', 'error', 'warning', 'info'] as const;
type PagerDutySeverity = (typeof severities)[number];

/** The settings, as the contract has them, and where the API is. */
const pagerdutyConfig = z.strictObject({
  channelType: z.literal('pagerduty'),
  routingKey: credential,
  severityOverride: z.enum(severities).nullish(),
  apiUrl,
});
type PagerDutySettings = z.infer<typeof pagerdutyConfig>;

const SEVERITIES: Readonly<Record<Tone, PagerDutySeverity>> = {
  down: 'critical',
  degraded: 'warning',
  maintenance: 'info',
  up: 'info',
  notice: 'info',
  test: 'info',
};

const DIALECT: ProviderDialect = {
  name: 'PagerDuty',
  isTaken: (answer) => answer['status'] === 'success',
  read: (answer) => ({ error: [textIn(answer, 'message'), ...textsOf(answer['errors'])].filter(Boolean).join(': ') }),
};

/** PagerDuty: an opening triggers, a recovery resolves. */
export const pagerduty = defineChannel({
  type: 'pagerduty',
  config: pagerdutyConfig,
  tracksIncidents: true,
  secretFields: ['routingKey'],
  display: (settings) => ({
    ...(settings.severityOverride && { severityOverride: settings.severityOverride }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const [first, ...others] = pagerdutyEvents(settings, message, context).map((event) => async () => {
      const result = await postJson({
        url: urlUnder(settings.apiUrl ?? API, 'v2/enqueue'),
        body: JSON.stringify(event),
        ...boundsOf(context),
      });
      return answerOutcome(result, context.nowMs, DIALECT);
    });
    return inTurn(first!, ...others);
  },
});

/**
 * What is sent, in order. A test, and an end of which nobody knew the beginning, are resolved at once: they are on
 * record and page nobody.
 */
function pagerdutyEvents(settings: PagerDutySettings, message: AlertMessage, context: SendContext): readonly object[] {
  const trigger = triggerOf(settings, message, context);
  const resolve = { ...trigger, event_action: 'resolve' };
  if (message.kind === 'TEST' || isWholeStory(message, context)) return [trigger, resolve];
  return message.kind === 'INCIDENT_RESOLVED' ? [resolve] : [trigger];
}

function triggerOf(settings: PagerDutySettings, message: AlertMessage, context: SendContext): object {
  const text = composeAlert(message, context);
  const pages = text.tone === 'down' || text.tone === 'degraded';
  return {
    routing_key: settings.routingKey,
    event_action: 'trigger',
    dedup_key: incidentKeyOf(message, context),
    client: 'Upwatch',
    ...(text.link !== undefined && { client_url: text.link }),
    payload: {
      summary: cut(text.headline, SUMMARY_MAX),
      source: cut(text.facts.find(({ label }) => label === 'What')?.value || text.name, DETAIL_MAX),
      severity: (pages ? settings.severityOverride : undefined) ?? SEVERITIES[text.tone],
      timestamp: new Date(message.occurredAtMs).toISOString(),
      component: cut(text.name, DETAIL_MAX),
      ...(message.failure && { class: message.failure.code }),
      custom_details: detailsOf(text),
    },
    links: linksOf(text).map(({ label, url }) => ({ href: url, text: label })),
  };
}

function detailsOf(text: AlertText): object {
  const lines = (texts: readonly string[]): readonly string[] => texts.map((one) => cut(one, DETAIL_MAX));
  return {
    ...(text.cause !== undefined && { Why: cut(text.cause, DETAIL_MAX) }),
    ...Object.fromEntries(text.facts.map(({ label, value }) => [label, cut(value, DETAIL_MAX)])),
    ...(text.notes.length > 0 && { Notes: lines(text.notes) }),
    ...(text.members.length > 0 && { Monitors: lines(text.members) }),
  };
}

function textsOf(errors: unknown): readonly string[] {
  return Array.isArray(errors) ? errors.filter((error) => typeof error === 'string') : [];
}
