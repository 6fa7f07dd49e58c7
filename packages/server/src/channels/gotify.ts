/** Gotify: an application of a server of one's own. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, type Tone } from './alert-text.ts';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { boundsOf, credential } from './provider-api.ts';
import { answerOutcome, numberIn, textIn } from './provider-answer.ts';
import { maskUrl } from './secrets.ts';
import { TONE_MARKS } from './tone-marks.ts';
import { urlUnder, webUrl } from './web-url.ts';

/** The settings: ours, the contract has no Gotify. */
const gotifyConfig = z.strictObject({
  channelType: z.literal('gotify'),
  serverUrl: webUrl('the token of the application is a setting of its own'),
  appToken: credential,
});

/** Gotify has no limit of its own; its clients show a list of messages. */
const MESSAGE_BYTES_MAX = 16_000;
const TITLE_MAX = 250;

/** From 8 the phone rings, from 4 it makes a sound, below it is silent. */
const PRIORITIES: Readonly<Record<Tone, number>> = { down: 8, degraded: 6, maintenance: 2, up: 5, notice: 4, test: 5 };

/** Gotify application: one message an alert, as urgent as its severity. */
export const gotify = defineChannel({
  type: 'gotify',
  config: gotifyConfig,
  secretFields: ['appToken'],
  display: (settings) => ({ serverUrl: maskUrl(settings.serverUrl) }),
  async send(settings, message, context) {
    const result = await postJson({
      url: urlUnder(settings.serverUrl, 'message'),
      headers: { 'x-gotify-key': settings.appToken },
      body: JSON.stringify(gotifyMessage(message, context)),
      ...boundsOf(context),
    });
    return gotifyOutcome(result, context.nowMs);
  },
});

/** The JSON that is posted. `text/plain` is said, since a client may take Markdown for granted. */
function gotifyMessage(message: AlertMessage, context: SendContext): object {
  return fitAlert(
    { message, context },
    (text) => ({
      title: cut(text.title ?? `${TONE_MARKS[text.tone]} ${text.word} ${text.name}`, TITLE_MAX),
      message: alertLines(text).join('\n'),
      priority: PRIORITIES[text.tone],
      extras: {
        'client::display': { contentType: 'text/plain' },
        ...(text.link !== undefined && { 'client::notification': { click: { url: text.link } } }),
      },
    }),
    (made) => jsonBytes(made) <= MESSAGE_BYTES_MAX,
  );
}

/** Gotify answers with the message; an error is `{"error":"Unauthorized","errorCode":401,"errorDescription":"…"}`. */
function gotifyOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'Gotify',
    isTaken: (answer) => numberIn(answer, 'id') !== undefined,
    read: (answer) => ({
      error: textIn(answer, 'errorDescription') ?? textIn(answer, 'error'),
      externalId: numberIn(answer, 'id')?.toString(),
    }),
  });
}
