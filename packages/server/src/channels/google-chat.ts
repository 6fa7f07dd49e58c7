/** Google Chat, by a webhook of a space. The query of its URL is the secret. */
import { createHash } from 'node:crypto';
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines } from './alert-text.ts';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { escapeHtml } from './html-lines.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { answerOutcome, objectIn, textIn } from './provider-answer.ts';
import { boundsOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { linksOf, TONE_COLORS, TONE_MARKS } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** The settings, as the contract has them. */
const googleChatConfig = z.strictObject({
  channelType: z.literal('google_chat'),
  webhookUrl: webUrl('the URL of a webhook has its key and token in the query'),
});

/** Google Chat takes 32,000 bytes. */
const MESSAGE_BYTES_MAX = 30_000;
const FALLBACK_MAX = 4_000;

/** Google Chat webhook: one card an alert; a recovery goes into the thread of the opening. */
export const googleChat = defineChannel({
  type: 'google_chat',
  config: googleChatConfig,
  secretFields: ['webhookUrl'],
  display: (settings) => ({ webhookUrl: maskUrl(settings.webhookUrl) }),
  async send(settings, message, context) {
    const result = await postJson({
      url: addressOf(settings.webhookUrl, message, context),
      body: JSON.stringify(googleChatMessage(message, context)),
      ...boundsOf(context),
    });
    return googleChatOutcome(result, context.nowMs);
  },
});

/** A request id that came before makes no second message: an attempt whose answer was lost is no duplicate. */
function addressOf(webhookUrl: string, message: AlertMessage, context: SendContext): string {
  const url = new URL(webhookUrl);
  url.searchParams.set('requestId', createHash('sha256').update(context.key).digest('hex').slice(0, 32));
  if (isThreaded(message)) url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  return url.href;
}

/** What reopens an incident, or repeats that it is open, begins a thread: in an old one only those see it who followed that. */
function isThreaded({ kind, repeats }: AlertMessage): boolean {
  return kind === 'INCIDENT_RESOLVED' || (kind === 'INCIDENT_CREATED' && !repeats);
}

/** The JSON that is posted: a card, since only in the text of a message `<users/all>` calls everybody. */
function googleChatMessage(message: AlertMessage, context: SendContext): object {
  return fitAlert(
    { message, context },
    (text) => ({
      fallbackText: cut(`${TONE_MARKS[text.tone]} ${text.word} ${alertLines(text).join('\n')}`, FALLBACK_MAX),
      cardsV2: [{ cardId: 'alert', card: { sections: sectionsOf(text) } }],
      ...(isThreaded(message) && { thread: { threadKey: message.incidentId } }),
    }),
    (made) => jsonBytes(made) <= MESSAGE_BYTES_MAX,
  );
}

function sectionsOf(text: AlertText): readonly object[] {
  const word = `<font color="${TONE_COLORS[text.tone]}"><b>${escapeHtml(text.word)}</b></font>`;
  const buttons = linksOf(text).map(({ label, url }) => ({ text: label, onClick: { openLink: { url } } }));
  const widgets: readonly (readonly object[])[] = [
    [
      paragraph(`${TONE_MARKS[text.tone]} ${word} ${escapeHtml(text.summary)}`),
      ...(text.cause === undefined ? [] : [paragraph(`<b>Why</b> ${escapeHtml(text.cause)}`)]),
      ...(text.members.length === 0
        ? []
        : [paragraph(text.members.map((member) => `• ${escapeHtml(member)}`).join('<br>'))]),
    ],
    // An empty text is refused, and with it the whole message.
    text.facts.map(({ label, value }) => ({
      decoratedText: { topLabel: label, text: escapeHtml(value) || '–', wrapText: true },
    })),
    text.notes.map((note) => paragraph(`<i>${escapeHtml(note)}</i>`)),
    buttons.length === 0 ? [] : [{ buttonList: { buttons } }],
  ];
  return widgets.filter((inner) => inner.length > 0).map((inner) => ({ widgets: inner }));
}

const paragraph = (text: string): object => ({ textParagraph: { text } });

/** Google Chat answers with the message; an error is `{"error":{"code":404,"message":"…","status":"NOT_FOUND"}}`. */
function googleChatOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'Google Chat',
    isTaken: (answer) => textIn(answer, 'name') !== undefined,
    read: (answer) => ({
      error: textIn(objectIn(answer, 'error'), 'message'),
      externalId: textIn(answer, 'name'),
    }),
  });
}
