/** Zapier, by the catch hook of a Zap. The path of its URL is the secret. */
import { type AlertMessage, occasionOf } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines } from './alert-text.ts';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { cut, oneLine } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { boundsOf } from './provider-api.ts';
import { answerOutcome, textIn } from './provider-answer.ts';
import { maskUrl } from './secrets.ts';
import { webUrl } from './web-url.ts';

/** The settings, as the contract has them. */
const zapierConfig = z.strictObject({
  channelType: z.literal('zapier'),
  webhookUrl: webUrl('the URL of a catch hook has none'),
});

/** Zapier takes 10 MB; what it does with a field, a spreadsheet's cell or a text message, takes far less. */
const BODY_BYTES_MAX = 64_000;
const FIELD_MAX = 1_000;

/** Zapier catch hook: flat JSON, each field of which a Zap can use as it is. */
export const zapier = defineChannel({
  type: 'zapier',
  config: zapierConfig,
  tracksIncidents: true,
  secretFields: ['webhookUrl'],
  display: (settings) => ({ webhookUrl: maskUrl(settings.webhookUrl) }),
  async send(settings, message, context) {
    const result = await postJson({
      url: settings.webhookUrl,
      body: JSON.stringify(zapierBody(message, context)),
      ...boundsOf(context),
    });
    return zapierOutcome(result, context.nowMs);
  },
});

const EVENTS = {
  INCIDENT_CREATED: 'incident.created',
  INCIDENT_RESOLVED: 'incident.resolved',
  INCIDENT_REOPENED: 'incident.reopened',
  NOTICE: 'notice',
  TEST: 'test',
} as const;

/**
 * The JSON that is posted; its fields are documented in docs/channels/zapier.md. All are always there, empty ones as
 * null: a Zap is built from one sample.
 */
function zapierBody(message: AlertMessage, context: SendContext): object {
  return fitAlert(
    { message, context },
    (text) => bodyOf(text, message, context),
    (body) => jsonBytes(body) <= BODY_BYTES_MAX,
  );
}

function bodyOf(text: AlertText, message: AlertMessage, context: SendContext): object {
  const { failure, resolvedAtMs, startedAtMs } = message;
  return {
    id: context.key,
    event: EVENTS[message.kind],
    state: text.tone,
    word: text.word,
    headline: text.headline,
    text: alertLines(text).join('\n'),
    severity: message.severity,
    monitorName: text.name,
    monitorId: message.monitorId,
    target: cut(oneLine(message.target), FIELD_MAX),
    regions: cut(message.regions.map(oneLine).join(', '), FIELD_MAX),
    incidentId: message.incidentId,
    url: text.link ?? null,
    cause: text.cause ?? null,
    failureClass: failure?.class ?? null,
    failureCode: failure?.code ?? null,
    statusCode: message.statusCode ?? null,
    startedAt: iso(startedAtMs),
    resolvedAt: resolvedAtMs === undefined ? null : iso(resolvedAtMs),
    durationSeconds: resolvedAtMs === undefined ? null : Math.max(0, Math.round((resolvedAtMs - startedAtMs) / 1_000)),
    occurredAt: iso(message.occurredAtMs),
    lateSeconds: context.late ? Math.round(context.late.byMs / 1_000) : 0,
    kind: occasionOf(message),
    repeats: message.repeats ?? 0,
    monitors: message.digest?.total ?? 1,
    actions: text.actions,
  };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Zapier answers `{"status":"success","id":"…"}`, the same for a Zap that is switched off. */
function zapierOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'Zapier',
    isTaken: (answer) => answer['status'] === 'success',
    read: (answer) => ({
      error: textIn(answer, 'message') ?? textIn(answer, 'error'),
      externalId: textIn(answer, 'id'),
    }),
  });
}
