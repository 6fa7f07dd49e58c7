/** Opsgenie, by its alert API. An incident of ours is one alert of theirs: the alias is its id. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential, incidentKeyOf, inTurn, isWholeStory } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { urlUnder } from './web-url.ts';

const APIS = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' } as const;
/** Opsgenie's limits, in characters: beyond them it refuses, or cuts without a word. */
const MESSAGE_MAX = 130;
const DESCRIPTION_MAX = 15_000;
const NOTE_MAX = 25_000;
const ENTITY_MAX = 512;
const TAG_MAX = 50;
/** Its limit is 8,000 for all details together. */
const DETAIL_MAX = 500;

/** The settings, as the contract has them, and where the API is. */
const opsgenieConfig = z.strictObject({
  channelType: z.literal('opsgenie'),
  apiKey: credential,
  region: z.enum(['us', 'eu']).nullish(),
  apiUrl,
});

const PRIORITIES: Readonly<Record<Tone, 'P1' | 'P3' | 'P5'>> = {
  down: 'P1',
  degraded: 'P3',
  maintenance: 'P5',
  up: 'P5',
  notice: 'P5',
  test: 'P5',
};

const DIALECT: ProviderDialect = {
  name: 'Opsgenie',
  isTaken: (answer) => textIn(answer, 'requestId') !== undefined,
  read: (answer) => ({ error: textIn(answer, 'message') }),
};

/** Opsgenie: an opening creates an alert, a recovery closes it. */
export const opsgenie = defineChannel({
  type: 'opsgenie',
  config: opsgenieConfig,
  tracksIncidents: true,
  secretFields: ['apiKey'],
  display: (settings) => ({
    ...(settings.region && { region: settings.region }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const text = composeAlert(message, context);
    const alias = incidentKeyOf(message, context);
    const post = (path: string, body: object) => async () => {
      const url = new URL(urlUnder(settings.apiUrl ?? APIS[settings.region ?? 'us'], path));
      if (path !== ALERTS) url.searchParams.set('identifierType', 'alias');
      const headers = { authorization: `GenieKey ${settings.apiKey}` };
      const result = await postJson({ url: url.href, body: JSON.stringify(body), headers, ...boundsOf(context) });
      return answerOutcome(result, context.nowMs, DIALECT);
    };
    const create = post(ALERTS, { alias, ...newAlert(text, message) });
    const close = post(`${ALERTS}/${encodeURIComponent(alias)}/close`, { source: 'Upwatch', note: noteOf(text) });
    // On record, and closed at once so that nobody is called.
    if (message.kind === 'TEST' || isWholeStory(message, context)) return inTurn(create, close);
    return message.kind === 'INCIDENT_RESOLVED' ? close() : create();
  },
});

const ALERTS = 'v2/alerts';

function newAlert(text: AlertText, message: AlertMessage): object {
  const details = text.facts.map(({ label, value }) => [label, cut(value, DETAIL_MAX)]);
  return {
    message: cut(text.headline, MESSAGE_MAX),
    description: cut(alertLines(text).join('\n'), DESCRIPTION_MAX),
    priority: PRIORITIES[text.tone],
    source: 'Upwatch',
    entity: cut(text.name, ENTITY_MAX),
    tags: ['upwatch', text.tone, ...(message.failure ? [cut(message.failure.code, TAG_MAX)] : [])],
    details: Object.fromEntries([
      ...details,
      ...(text.link === undefined ? [] : [['Open in Upwatch', text.link]]),
      ...text.actions.map(({ label, url }) => [label, url]),
    ]),
  };
}

function noteOf(text: AlertText): string {
  return cut(alertLines(text).join('\n'), NOTE_MAX);
}
