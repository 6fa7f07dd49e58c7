/** Twilio: one short message to each number. */
import { z } from 'zod';
import { composeAlert } from './alert-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { postJson } from './post-json.ts';
import { answerOutcome, jsonAnswerOf, numberIn, type ProviderDialect, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf, credential } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { smsText } from './sms-text.ts';
import { urlUnder } from './web-url.ts';

const API = 'https://api.twilio.com';
const RECIPIENTS_MAX = 10;

const phoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +15005550006');

/** Our own: the contract has no such channel. */
const twilioConfig = z.strictObject({
  channelType: z.literal('twilio'),
  accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
  authToken: credential,
  /** A number, a short code, a name, or a messaging service. */
  from: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[0-9A-Za-z ]{1,11})$/,
      'must be a number such as +15005550006, a short code, a name of at most 11 letters and digits, or MG and 32 hexadecimal digits',
    ),
  to: z
    .array(phoneNumber)
    .min(1, 'must name at least one number')
    .max(RECIPIENTS_MAX, `must name at most ${RECIPIENTS_MAX} numbers`)
    .refine((numbers) => new Set(numbers).size === numbers.length, { message: 'must name each number once' }),
  apiUrl,
});
type TwilioSettings = z.infer<typeof twilioConfig>;

/** Codes of a 400 that pass: too fast, or too many waiting to be sent from this number. */
const PASSING_CODES: ReadonlySet<number> = new Set([14_107, 20_429, 21_611]);

const DIALECT: ProviderDialect = {
  name: 'Twilio',
  isTaken: (answer) =>
    textIn(answer, 'sid') !== undefined && !/^(failed|undelivered|canceled)$/.test(textIn(answer, 'status') ?? ''),
  read: (answer) => ({
    error: textIn(answer, 'error_message') ?? textIn(answer, 'message'),
    externalId: textIn(answer, 'sid'),
  }),
};

/** Twilio: an alert in one short message. */
export const twilio = defineChannel({
  type: 'twilio',
  config: twilioConfig,
  secretFields: ['authToken'],
  display: (settings) => ({
    recipients: settings.to,
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const body = smsText(composeAlert(message, context));
    return toEach(settings.to, (number) => sendTo(settings, { number, body }, context));
  },
});

async function sendTo(
  { accountSid, authToken, from, apiUrl: at }: TwilioSettings,
  { number, body }: { readonly number: string; readonly body: string },
  context: SendContext,
): Promise<SendOutcome> {
  const login = Buffer.from(`${accountSid}:${authToken}`, 'utf8').toString('base64');
  const sender = from.startsWith('MG') && from.length === 34 ? { MessagingServiceSid: from } : { From: from };
  const result = await postJson({
    url: urlUnder(at ?? API, `2010-04-01/Accounts/${accountSid}/Messages.json`),
    body: new URLSearchParams({ To: number, ...sender, Body: body }).toString(),
    contentType: 'application/x-www-form-urlencoded',
    headers: { authorization: `Basic ${login}` },
    ...boundsOf(context),
  });
  const outcome = answerOutcome(result, context.nowMs, DIALECT);
  const code = numberIn(jsonAnswerOf(outcome.responseExcerpt ?? ''), 'code') ?? 0;
  return outcome.type === 'reject' && PASSING_CODES.has(code) ? { ...outcome, type: 'retry' } : outcome;
}

/**
 * Sends to each number in turn. Before the first message is taken, trouble that passes ends the attempt, and all is
 * tried again. After it nobody is told twice: who could not be told is named in what is kept of the attempt.
 */
async function toEach(
  numbers: readonly string[],
  sendToOne: (number: string) => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const failed: string[] = [];
  let sent: SendOutcome | undefined;
  let refused: SendOutcome | undefined;
  for (const number of numbers) {
    const outcome = await sendToOne(number);
    if (outcome.type === 'sent') sent ??= outcome;
    else if (outcome.type === 'retry' && !sent) return outcome;
    else {
      refused ??= outcome;
      failed.push(`not to ${number}: ${outcome.reason}`);
    }
  }
  if (!sent) return refused!;
  return failed.length === 0 ? sent : { ...sent, responseExcerpt: failed.join('; ') };
}
