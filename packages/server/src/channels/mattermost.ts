/** Mattermost, by an incoming webhook. The path of its URL is the secret. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines } from './alert-text.ts';
import { fitAlert } from './fit-alert.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { answerOutcome, textIn } from './provider-answer.ts';
import { boundsOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { INVISIBLE, linksOf, TONE_COLORS, TONE_MARKS } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** The settings, as the contract has them. */
const mattermostConfig = z.strictObject({
  channelType: z.literal('mattermost'),
  webhookUrl: webUrl('the URL of an incoming webhook has none'),
  channel: z.string().max(200, 'must have at most 200 characters').nullish(),
  iconUrl: webUrl('everybody who reads the channel sees it').nullish(),
});

type MattermostSettings = z.infer<typeof mattermostConfig>;

/** A longer text becomes several messages on old servers. */
const TEXT_MAX = 4_000;
/** Mattermost refuses more; all of a message is counted here, which is never less than what it counts. */
const MESSAGE_MAX = 16_000;
/** Beyond this a headline is no headline. */
const HEADLINE_MAX = 1_000;

/** Mattermost incoming webhook: one message an alert, with a coloured bar. */
export const mattermost = defineChannel({
  type: 'mattermost',
  config: mattermostConfig,
  secretFields: ['webhookUrl'],
  display: (settings) => ({
    webhookUrl: maskUrl(settings.webhookUrl),
    ...(settings.channel && { channel: settings.channel }),
  }),
  async send(settings, message, context) {
    const result = await postJson({
      url: settings.webhookUrl,
      body: JSON.stringify(mattermostMessage(settings, message, context)),
      ...boundsOf(context),
    });
    return mattermostOutcome(result, context.nowMs);
  },
});

/**
 * Markdown of Mattermost's kind. It has no way to escape `@name`, `:emoji:` and `https:`, so those are parted; and it
 * reads `<!channel>` and `<url|text>` as Slack does, before any Markdown, so that `<` cannot stay what it is.
 */
function escapeMattermost(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#!>~|]/g, String.raw`\$&`)
    .replaceAll('<', '‹')
    .replaceAll(/@|#|~|:(?=[a-z+_/-])/gi, `$&${INVISIBLE}`)
    .replace(/^(\s*\d*)([-+.])(?=\s)/, String.raw`$1\$2`);
}

/** The JSON that is posted. */
function mattermostMessage(
  settings: Pick<MattermostSettings, 'channel' | 'iconUrl'>,
  message: AlertMessage,
  context: SendContext,
): object {
  return fitAlert(
    { message, context },
    (text) => ({
      ...(settings.channel && { channel: settings.channel }),
      ...(settings.iconUrl && { icon_url: settings.iconUrl }),
      text: `${TONE_MARKS[text.tone]} **${text.word}** ${escapeMattermost(cut(text.headline, HEADLINE_MAX))}`,
      attachments: [
        {
          color: TONE_COLORS[text.tone],
          fallback: escapeMattermost(cut(alertLines(text).join('\n'), HEADLINE_MAX)),
          text: bodyOf(text),
          fields: text.facts.map(({ label, value }) => ({
            title: label,
            value: escapeMattermost(value),
            short: value.length <= 40,
          })),
        },
      ],
    }),
    (made) => made.text.length <= TEXT_MAX && JSON.stringify(made).length <= MESSAGE_MAX,
  );
}

function bodyOf(text: AlertText): string {
  return [
    ...(text.cause === undefined ? [] : [`**Why** ${escapeMattermost(text.cause)}`]),
    ...text.members.map((member) => `- ${escapeMattermost(member)}`),
    ...text.notes.map((note) => `*${escapeMattermost(note)}*`),
    linksOf(text)
      .map(({ label, url }) => `[${escapeMattermost(label)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`)
      .join(' · '),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Mattermost answers `ok`; an error is `{"id":"…","message":"Couldn't find the channel.","status_code":404}`. */
function mattermostOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'Mattermost',
    isTaken: () => false,
    takenText: 'ok',
    read: (answer) => ({ error: textIn(answer, 'message') }),
  });
}
