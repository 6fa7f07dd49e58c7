/** Discord, by a webhook. The path of its URL is the secret. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import type { AlertText } from './alert-text.ts';
import { fitAlert } from './fit-alert.ts';
import { cutEscaped } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { answerOutcome, numberIn, textIn } from './provider-answer.ts';
import { boundsOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { linksOf, TONE_COLORS, TONE_MARKS } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** The settings, as the contract has them. */
const discordConfig = z.strictObject({
  channelType: z.literal('discord'),
  webhookUrl: webUrl('the URL of a webhook has none'),
  mentionRoleId: z
    .string()
    .regex(/^\d{0,20}$/, 'must be the id of a role: digits only')
    .nullish(),
});

/** Discord's limits, in characters. */
const CONTENT_MAX = 2_000;
const VALUE_MAX = 1_024;
const DESCRIPTION_MAX = 4_096;
const EMBED_MAX = 6_000;
/** Beyond this a headline is no headline. */
const HEADLINE_MAX = 1_000;

/** Discord webhook: one message an alert, with a card in the colour of its severity. */
export const discord = defineChannel({
  type: 'discord',
  config: discordConfig,
  secretFields: ['webhookUrl'],
  display: (settings) => ({
    webhookUrl: maskUrl(settings.webhookUrl),
    ...(settings.mentionRoleId && { mentionRoleId: settings.mentionRoleId }),
  }),
  async send(settings, message, context) {
    const result = await postJson({
      url: confirming(settings.webhookUrl),
      body: JSON.stringify(discordMessage(message, context, settings.mentionRoleId ?? undefined)),
      ...boundsOf(context),
    });
    return discordOutcome(result, context.nowMs);
  },
});

/** Asks Discord to answer only once the message is in the channel: without, a 204 promises nothing. */
function confirming(webhookUrl: string): string {
  const url = new URL(webhookUrl);
  url.searchParams.set('wait', 'true');
  return url.href;
}

/** What means something in Discord's Markdown, and the `:` of `https:` and `:smile:`. */
function escapeDiscord(text: string): string {
  return text.replaceAll(/[\\*_~`|<>#@:[\]]/g, String.raw`\$&`);
}

interface Embed {
  readonly description?: string;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
}

/** The JSON that is posted. */
function discordMessage(message: AlertMessage, context: SendContext, mentionRoleId?: string): object {
  return fitAlert(
    { message, context },
    (text) => {
      const mention = mentionRoleId ? `<@&${mentionRoleId}> ` : '';
      const headline = cutEscaped(text.headline, HEADLINE_MAX, escapeDiscord);
      return {
        content: `${mention}${TONE_MARKS[text.tone]} **${text.word}** ${headline}`,
        // Whatever a name says, nobody is called but the role of the settings.
        allowed_mentions: { parse: [], ...(mentionRoleId && { roles: [mentionRoleId] }) },
        embeds: [
          {
            color: Number.parseInt(TONE_COLORS[text.tone].slice(1), 16),
            timestamp: new Date(message.occurredAtMs).toISOString(),
            ...embedOf(text),
          },
        ],
      };
    },
    ({ content, embeds: [embed] }) => content.length <= CONTENT_MAX && fitsEmbed(embed!),
  );
}

function embedOf(text: AlertText): Embed {
  const description = [
    ...(text.cause === undefined ? [] : [`**Why** ${escapeDiscord(text.cause)}`]),
    ...text.members.map((member) => `• ${escapeDiscord(member)}`),
    ...text.notes.map((note) => `*${escapeDiscord(note)}*`),
    linksOf(text).map(linkTo).join(' · '),
  ].filter((line) => line !== '');
  return {
    ...(description.length > 0 && { description: description.join('\n') }),
    fields: text.facts.map(({ label, value }) => ({
      name: escapeDiscord(label),
      // An empty value is refused, and with it the whole message.
      value: cutEscaped(value, VALUE_MAX, escapeDiscord) || '–',
      inline: value.length <= 40,
    })),
  };
}

function linkTo({ label, url }: { readonly label: string; readonly url: string }): string {
  return `[${escapeDiscord(label)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

function fitsEmbed({ description = '', fields }: Embed): boolean {
  const inFields = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return description.length <= DESCRIPTION_MAX && description.length + inFields <= EMBED_MAX;
}

/** Discord answers with the message; an error is `{"code":10015,"message":"Unknown Webhook"}`. */
function discordOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'Discord',
    isTaken: (answer) => textIn(answer, 'id') !== undefined,
    read: (answer) => {
      const retryAfterSeconds = numberIn(answer, 'retry_after');
      return {
        error: textIn(answer, 'message'),
        externalId: textIn(answer, 'id'),
        ...(retryAfterSeconds !== undefined && { retryAfterMs: retryAfterSeconds * 1_000 }),
      };
    },
  });
}
