/** Telegram, by a bot. The token of the bot is the secret, and a part of the path. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { fitAlert } from './fit-alert.ts';
import { escapeHtml, htmlLines } from './html-lines.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { answerOutcome, jsonAnswerOf, numberIn, objectIn, textIn } from './provider-answer.ts';
import { apiUrl, boundsOf } from './provider-api.ts';
import { INVISIBLE } from './tone-marks.ts';
import { urlWithSecret } from './web-url.ts';

/** The settings, as the contract has them, and two of ours. */
const telegramConfig = z.strictObject({
  channelType: z.literal('telegram'),
  botToken: z
    .string()
    .max(200, 'must have at most 200 characters')
    // The bot's id, then 35 characters so far: shorter ones are no tokens.
    .regex(
      /^\d+:[A-Za-z0-9_-]{16,}$/,
      'must be the token that @BotFather gave: digits, a colon, then at least 16 letters, digits, "_" and "-"',
    ),
  chatId: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  messageThreadId: z.int().positive().nullish(),
  apiUrl,
});

type TelegramSettings = z.infer<typeof telegramConfig>;

const API_URL = 'https://api.telegram.org';
/** Telegram counts without the marks; with them it is never more. */
const TEXT_MAX = 4_096;

/** Telegram bot: one message an alert; a recovery answers the opening. */
export const telegram = defineChannel({
  type: 'telegram',
  config: telegramConfig,
  secretFields: ['botToken'],
  display: (settings) => ({ chatId: settings.chatId }),
  async send(settings, message, context) {
    const first = await post(settings, settings.chatId, { message, context });
    const movedTo = first.type === 'answer' ? movedToIn(first.body) : undefined;
    if (movedTo === undefined) return telegramOutcome(first, context.nowMs);
    // A group that became a supergroup has another id: the alert goes there at once rather than nowhere.
    return telegramOutcome(await post(settings, movedTo, { message, context }), context.nowMs);
  },
});

async function post(
  settings: TelegramSettings,
  chatId: string,
  { message, context }: { readonly message: AlertMessage; readonly context: SendContext },
): Promise<PostResult> {
  return postJson({
    ...urlWithSecret(settings.apiUrl ?? API_URL, settings.botToken, (token) => `bot${token}/sendMessage`),
    body: JSON.stringify({
      chat_id: chatId,
      ...(settings.messageThreadId && { message_thread_id: settings.messageThreadId }),
      ...telegramMessage(message, context),
    }),
    ...boundsOf(context),
  });
}

/** HTML of Telegram's kind. A name with `@` in it would call somebody: there is no way to escape that, so it is parted. */
function escapeTelegram(text: string): string {
  return escapeHtml(text).replaceAll('@', `@${INVISIBLE}`);
}

/** The message, without where it goes. */
function telegramMessage(message: AlertMessage, context: SendContext): object {
  const answersTo = message.kind === 'INCIDENT_RESOLVED' ? Number(context.openingExternalId) : Number.NaN;
  return {
    text: fitAlert(
      { message, context },
      (text) => htmlLines(text, escapeTelegram).join('\n'),
      (text) => text.length <= TEXT_MAX,
    ),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(Number.isSafeInteger(answersTo) && {
      reply_parameters: { message_id: answersTo, allow_sending_without_reply: true },
    }),
  };
}

/** Telegram answers `{"ok":true,"result":{"message_id":1}}`, or `{"ok":false}` with a description. */
function telegramOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'Telegram',
    isTaken: (answer) => answer['ok'] === true,
    read: (answer) => {
      const retryAfterSeconds = numberIn(objectIn(answer, 'parameters'), 'retry_after');
      return {
        error: textIn(answer, 'description'),
        externalId: numberIn(objectIn(answer, 'result'), 'message_id')?.toString(),
        ...(retryAfterSeconds !== undefined && { retryAfterMs: retryAfterSeconds * 1_000 }),
      };
    },
  });
}

function movedToIn(body: string): string | undefined {
  return numberIn(objectIn(jsonAnswerOf(body), 'parameters'), 'migrate_to_chat_id')?.toString();
}
