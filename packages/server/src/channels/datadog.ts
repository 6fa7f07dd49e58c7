/** Datadog, by its events API: each alert is an event, those of one incident stand together. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cut, cutEscaped } from './plain-text.ts';
import { defineChannel, type SendContext } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, type ProviderDialect } from './provider-answer.ts';
import { apiUrl, boundsOf, credential, incidentKeyOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { INVISIBLE } from './tone-marks.ts';
import { urlUnder } from './web-url.ts';

const USUAL_SITE = 'datadoghq.com';
/** Datadog's limits, in characters; a text beyond them is cut there without a word. */
const TITLE_MAX = 500;
const TEXT_MAX = 4_000;
const TAG_MAX = 200;
const TAGS_MAX = 50;
/** An event that happened longer ago is refused by Datadog: it is then dated when it is sent. */
const AGE_MAX_MS = 17 * 3_600_000;

const site = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(
    /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    'must be a Datadog site, such as datadoghq.com, us5.datadoghq.com or datadoghq.eu',
  );

const tags = z
  .string()
  .max(2_000, 'must have at most 2000 characters')
  .refine((text) => tagsIn(text).length <= TAGS_MAX, { message: `must hold at most ${TAGS_MAX} tags` })
  .refine((text) => tagsIn(text).every((tag) => tag.length <= TAG_MAX), {
    message: `must hold tags of at most ${TAG_MAX} characters, such as env:prod, with commas between them`,
  });

/** The settings, as the contract has them, and where the API is. */
const datadogConfig = z.strictObject({
  channelType: z.literal('datadog'),
  apiKey: credential,
  site: site.nullish(),
  tags: tags.nullish(),
  apiUrl,
});

const ALERT_TYPES: Readonly<Record<Tone, 'error' | 'warning' | 'success' | 'info'>> = {
  down: 'error',
  degraded: 'warning',
  maintenance: 'info',
  up: 'success',
  notice: 'warning',
  test: 'info',
};

const DIALECT: ProviderDialect = {
  name: 'Datadog',
  isTaken: (answer) => answer['status'] === 'ok',
  read: ({ errors }) => ({
    error: Array.isArray(errors) ? errors.filter((error) => typeof error === 'string').join('; ') : undefined,
  }),
};

/** Datadog: an event for each alert. */
export const datadog = defineChannel({
  type: 'datadog',
  config: datadogConfig,
  tracksIncidents: true,
  secretFields: ['apiKey'],
  display: (settings) => ({
    ...(settings.site && { site: settings.site }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const result = await postJson({
      url: urlUnder(settings.apiUrl ?? `https://api.${apiSiteOf(settings.site ?? USUAL_SITE)}`, 'api/v1/events'),
      body: JSON.stringify(datadogEvent(message, context, settings.tags ?? '')),
      headers: { 'dd-api-key': settings.apiKey },
      ...boundsOf(context),
    });
    return answerOutcome(result, context.nowMs, DIALECT);
  },
});

/** The address of the dashboard is often given for the site. */
function apiSiteOf(given: string): string {
  return given.replace(/^(?:app|api)\./, '');
}

function datadogEvent(message: AlertMessage, context: SendContext, ownTags: string): object {
  const text = composeAlert(message, context);
  const isOld = context.nowMs - message.occurredAtMs > AGE_MAX_MS;
  return {
    title: cutEscaped(text.title ?? `${text.word}: ${text.headline}`, TITLE_MAX, withoutMentions),
    // Our own word comes first: a text that begins with %%% would be read as Markdown.
    text: cutEscaped(`${text.word}: ${alertLines(text).join('\n')}`, TEXT_MAX, withoutMentions),
    alert_type: ALERT_TYPES[text.tone],
    priority: text.tone === 'test' || text.tone === 'maintenance' ? 'low' : 'normal',
    ...(!isOld && { date_happened: Math.floor(message.occurredAtMs / 1_000) }),
    aggregation_key: incidentKeyOf(message, context).slice(0, 100),
    tags: [
      'source:upwatch',
      cut(`monitor:${text.name}`, TAG_MAX),
      `tone:${text.tone}`,
      ...(message.failure ? [`failure:${message.failure.code}`] : []),
      ...tagsIn(ownTags),
    ],
  };
}

/** `@all` in an event's text calls everybody. */
function withoutMentions(text: string): string {
  return text.replaceAll('@', `@${INVISIBLE}`);
}

function tagsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
