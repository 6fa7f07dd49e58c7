/** Pushbullet: a push to a person's devices. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { alertLines, composeAlert } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, objectIn, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { TONE_MARKS } from './tone-marks.ts';
import { urlUnder } from './web-url.ts';

const API = 'https://api.pushbullet.com';
/** Pushbullet names no limits; a phone shows no more than this. */
const TITLE_MAX = 250;
const BODY_MAX = 4_000;

/** The settings, as the contract has them, and where the API is. */
const pushbulletConfig = z.strictObject({
  channelType: z.literal('pushbullet'),
  accessToken: credential,
  deviceIden: z
    .string()
    .max(100, 'must have at most 100 characters')
    .regex(/^[0-9A-Za-z]*$/, 'must be the iden of a device: letters and digits alone')
    .nullish(),
  apiUrl,
});

const DIALECT: ProviderDialect = {
  name: 'Pushbullet',
  isTaken: (answer) => textIn(answer, 'iden') !== undefined,
  read: (answer) => ({
    error: textIn(objectIn(answer, 'error'), 'message') ?? textIn(answer, 'error'),
    externalId: textIn(answer, 'iden'),
  }),
};

/** Pushbullet: one push an alert, with a link where there is one. */
export const pushbullet = defineChannel({
  type: 'pushbullet',
  config: pushbulletConfig,
  secretFields: ['accessToken'],
  display: (settings) => ({
    ...(settings.deviceIden && { deviceIden: settings.deviceIden }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const result = await postJson({
      url: urlUnder(settings.apiUrl ?? API, 'v2/pushes'),
      body: JSON.stringify({
        ...pushOf(message, context),
        ...(settings.deviceIden && { device_iden: settings.deviceIden }),
      }),
      headers: { 'access-token': settings.accessToken },
      ...boundsOf(context),
    });
    return answerOutcome(result, context.nowMs, DIALECT);
  },
});

function pushOf(message: AlertMessage, context: SendContext): object {
  const { link, ...text } = composeAlert(message, context);
  return {
    ...(link === undefined ? { type: 'note' } : { type: 'link', url: link }),
    title: cut(`${TONE_MARKS[text.tone]} ${text.title ?? `${text.word}: ${text.name}`}`, TITLE_MAX),
    body: cut(alertLines(text).join('\n'), BODY_MAX),
    // A second push with the same one is answered with the first.
    guid: context.key,
  };
}
