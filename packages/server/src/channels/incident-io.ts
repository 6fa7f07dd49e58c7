/** incident.io: an incident of theirs for each of ours; or, where an alert source is named, an event for that source. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, composeAlert } from './alert-text.ts';
import { type IncidentIoCall, tellIncident } from './incident-io-incidents.ts';
import { cut, cutEscaped } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, jsonAnswerOf, objectIn, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential, incidentKeyOf, inTurn, isWholeStory } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { urlUnder } from './web-url.ts';

const API = 'https://api.incident.io';
const TITLE_MAX = 200;
const DESCRIPTION_MAX = 10_000;

const id = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(/^[0-9A-Za-z-]*$/, 'must be an id of incident.io, such as 01FCNDV6P870EA6S7TK1DSYDG0');

/** The settings, as the contract has them, an alert source, and where the API is. */
const incidentIoConfig = z.strictObject({
  channelType: z.literal('incident_io'),
  apiKey: credential,
  severityId: id.nullish(),
  visibility: z.enum(['public', 'private']).nullish(),
  alertSourceConfigId: id.nullish(),
  apiUrl,
});
type IncidentIoSettings = z.infer<typeof incidentIoConfig>;

const DIALECT: ProviderDialect = {
  name: 'incident.io',
  isTaken: (answer) =>
    answer['status'] === 'success' || 'incident' in answer || Array.isArray(answer['incident_statuses']),
  read: (answer) => ({
    error: messagesOf(answer['errors']),
    externalId: textIn(objectIn(answer, 'incident'), 'id'),
  }),
};

/** incident.io: an opening declares an incident (or fires an alert), a recovery ends it. */
export const incidentIo = defineChannel({
  type: 'incident_io',
  config: incidentIoConfig,
  tracksIncidents: true,
  secretFields: ['apiKey'],
  display: (settings) => ({
    ...(settings.visibility && { visibility: settings.visibility }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const call = callsOf(settings, context);
    return settings.alertSourceConfigId
      ? tellAlertSource(call, settings.alertSourceConfigId, message, context)
      : tellIncident(call, settings, message, context);
  },
});

function callsOf(settings: IncidentIoSettings, context: SendContext): IncidentIoCall {
  return async (method, path, body) => {
    const result = await postJson({
      url: urlUnder(settings.apiUrl ?? API, path),
      method,
      body: body === undefined ? '' : JSON.stringify(body),
      headers: { authorization: `Bearer ${settings.apiKey}` },
      ...boundsOf(context),
    });
    const answer = result.type === 'answer' ? jsonAnswerOf(result.body) : undefined;
    return { outcome: answerOutcome(result, context.nowMs, DIALECT), answer };
  };
}

/** What needs nobody fires and is resolved at once: it is on record. */
function tellAlertSource(
  call: IncidentIoCall,
  source: string,
  message: AlertMessage,
  context: SendContext,
): Promise<SendOutcome> {
  const event = alertEvent(message, context);
  const tell = (status: 'firing' | 'resolved') => async () =>
    (await call('POST', `v2/alert_events/http/${source}`, { ...event, status })).outcome;
  if (message.kind === 'TEST' || message.kind === 'NOTICE' || isWholeStory(message, context))
    return inTurn(tell('firing'), tell('resolved'));
  return tell(message.kind === 'INCIDENT_RESOLVED' ? 'resolved' : 'firing')();
}

function alertEvent(message: AlertMessage, context: SendContext): object {
  const { link, ...text } = composeAlert(message, context);
  return {
    deduplication_key: incidentKeyOf(message, context),
    title: cut(text.headline, TITLE_MAX),
    description: cutEscaped(alertLines(text).join('\n'), DESCRIPTION_MAX, withoutMarkdown),
    ...(link !== undefined && { source_url: link }),
    metadata: {
      state: text.tone,
      monitor: cut(text.name, TITLE_MAX),
      regions: message.regions,
      ...(message.failure && { failure: message.failure.code }),
    },
  };
}

/** A description is Markdown: a name in it stays text. */
function withoutMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~!]/g, (mark) => `\\${mark}`);
}

function messagesOf(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return undefined;
  return errors.flatMap((error: unknown) => textIn(objectIn({ error }, 'error'), 'message') ?? []).join('; ');
}
