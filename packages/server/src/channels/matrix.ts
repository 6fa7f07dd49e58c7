/** Matrix, by the client-server API of a homeserver. */
import { createHash } from 'node:crypto';
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines } from './alert-text.ts';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { htmlLines } from './html-lines.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { boundsOf, credential } from './provider-api.ts';
import { answerOutcome, numberIn, textIn } from './provider-answer.ts';
import { maskUrl } from './secrets.ts';
import { TONE_MARKS } from './tone-marks.ts';
import { urlUnder, webUrl } from './web-url.ts';

/** The settings: ours, the contract has no Matrix. */
const matrixConfig = z.strictObject({
  channelType: z.literal('matrix'),
  homeserverUrl: webUrl('the access token is a setting of its own'),
  accessToken: credential,
  roomId: z
    .string()
    .max(255, 'must have at most 255 characters')
    .regex(/^!\S+$/, 'must be the id of a room, which begins with "!": in Element it is in the settings of the room'),
});

/** An event has at most 65,536 bytes, and the server adds its signatures. */
const CONTENT_BYTES_MAX = 48_000;

/** Matrix room: one message an alert; a recovery answers the opening. */
export const matrix = defineChannel({
  type: 'matrix',
  config: matrixConfig,
  secretFields: ['accessToken'],
  display: (settings) => ({ homeserverUrl: maskUrl(settings.homeserverUrl), channel: settings.roomId }),
  async send(settings, message, context) {
    const room = encodeURIComponent(settings.roomId);
    const path = `_matrix/client/v3/rooms/${room}/send/m.room.message/${transactionOf(context)}`;
    const result = await postJson({
      method: 'PUT',
      url: urlUnder(settings.homeserverUrl, path),
      headers: { authorization: `Bearer ${settings.accessToken}` },
      body: JSON.stringify(matrixMessage(message, context)),
      ...boundsOf(context),
    });
    return matrixOutcome(result, context.nowMs);
  },
});

/** Equal on every attempt: a server that already has the message answers with the event that it made. */
function transactionOf({ key }: SendContext): string {
  return `upwatch-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

/** The content of the event. */
function matrixMessage(message: AlertMessage, context: SendContext): object {
  const answersTo = message.kind === 'INCIDENT_RESOLVED' ? context.openingExternalId : undefined;
  return fitAlert(
    { message, context },
    (text) => ({
      msgtype: 'm.text',
      body: `${TONE_MARKS[text.tone]} ${text.word} ${alertLines(text).join('\n')}`,
      format: 'org.matrix.custom.html',
      formatted_body: htmlLines(text).join('<br>'),
      // Said so, a message calls nobody, whatever names stand in it.
      'm.mentions': {},
      ...(answersTo !== undefined && { 'm.relates_to': { 'm.in_reply_to': { event_id: answersTo } } }),
    }),
    (made) => jsonBytes(made) <= CONTENT_BYTES_MAX,
  );
}

/** A homeserver answers `{"event_id":"$…"}`; an error is `{"errcode":"M_FORBIDDEN","error":"…"}`. */
function matrixOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'The homeserver',
    isTaken: (answer) => textIn(answer, 'event_id') !== undefined,
    read: (answer) => {
      const code = textIn(answer, 'errcode');
      const error = textIn(answer, 'error');
      return {
        error: code && error ? `${code}: ${error}` : (code ?? error),
        externalId: textIn(answer, 'event_id'),
        retryAfterMs: numberIn(answer, 'retry_after_ms'),
      };
    },
  });
}
