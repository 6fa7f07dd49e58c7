/** Apprise, by an Apprise API server: one more hop to whatever service it knows. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { outcomeOf, type PostResult, postJson } from './post-json.ts';
import { boundsOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { urlUnder, webUrl } from './web-url.ts';

const TITLE_MAX = 250;
/** Apprise cuts or splits for each service itself. */
const BODY_MAX = 10_000;

/** The settings. Either a configuration that the server keeps, or the services themselves. */
const appriseConfig = z
  .strictObject({
    channelType: z.literal('apprise'),
    apiUrl: webUrl('an Apprise API server asks for none'),
    configKey: z
      .string()
      .regex(/^[\w-]{1,128}$/, 'must be the key of a configuration: letters, digits, _ and -, at most 128')
      .nullish(),
    tags: z.string().min(1, 'must not be empty').max(500, 'must have at most 500 characters').nullish(),
    urls: z
      .string()
      .max(8_000, 'must have at most 8000 characters')
      .regex(/^\s*[\w+.-]+:\/\//, 'must be Apprise URLs with spaces between them, such as mailto://user:password@host')
      .nullish(),
  })
  .superRefine(({ configKey, tags, urls }, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (!configKey && !urls) refuse('configKey', 'must be given, or urls instead of it');
    if (configKey && urls) refuse('urls', 'must not be given together with configKey');
    if (tags && !configKey) refuse('tags', 'choose among the services of a configKey, and there is none');
  });
type AppriseSettings = z.infer<typeof appriseConfig>;

const TYPES: Readonly<Record<Tone, string>> = {
  down: 'failure',
  degraded: 'warning',
  maintenance: 'info',
  up: 'success',
  notice: 'info',
  test: 'info',
};

/** Apprise: plain text with a title and a type. */
export const apprise = defineChannel({
  type: 'apprise',
  config: appriseConfig,
  secretFields: ['urls'],
  display: (settings) => ({
    apiUrl: maskUrl(settings.apiUrl),
    ...(settings.configKey && { configKey: settings.configKey }),
    ...(settings.tags && { tags: settings.tags }),
  }),
  async send(settings, message, context) {
    const result = await postJson({
      url: urlUnder(settings.apiUrl, `notify/${settings.configKey ?? ''}`),
      body: JSON.stringify(notificationOf(settings, message, context)),
      ...boundsOf(context),
    });
    return appriseOutcome(result, settings, context.nowMs);
  },
});

function notificationOf(settings: AppriseSettings, message: AlertMessage, context: SendContext): object {
  const text = composeAlert(message, context);
  return {
    title: cut(text.title ?? `${text.word}: ${text.name}`, TITLE_MAX),
    body: cut(alertLines(text).join('\n'), BODY_MAX),
    type: TYPES[text.tone],
    format: 'text',
    ...(settings.tags && { tag: settings.tags }),
    ...(settings.urls && { urls: settings.urls.trim().split(/\s+/).join(' ') }),
  };
}

/** 204 is no success here: nothing was told. 424 says that a service behind Apprise did not take it. */
function appriseOutcome(result: PostResult, settings: AppriseSettings, nowMs: number): SendOutcome {
  const outcome = outcomeOf(result, nowMs);
  if (result.type === 'none') return outcome;
  const { statusCode } = result;
  const seen = { statusCode, ...(result.body !== '' && { responseExcerpt: result.body }) };
  if (statusCode === 204)
    return { type: 'reject', reason: 'Apprise answered 204: nothing is configured under this key and tags', ...seen };
  if (statusCode !== 424) return outcome;
  const reason = 'Apprise answered 424: a service did not take the message';
  // With one service nobody is told twice by another attempt; with several, those that took it would be, for a day.
  if (settings.urls && settings.urls.trim().split(/[\s,]+/).length === 1) return { type: 'retry', reason, ...seen };
  return { type: 'reject', reason: `${reason}, and others may have: it is not sent again`, ...seen };
}
