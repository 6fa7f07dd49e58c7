/** ntfy: a topic of ntfy.sh or of a server of one's own. Whoever knows an open topic can read it, so it is a secret too. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines, type Tone } from './alert-text.ts';
import { basicLogin, withoutLogin } from './basic-login.ts';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import { boundsOf, credential } from './provider-api.ts';
import { answerOutcome, textIn } from './provider-answer.ts';
import { maskUrl } from './secrets.ts';
import { linksOf } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** The settings: ours, the contract has no ntfy. */
const ntfyConfig = z
  .strictObject({
    channelType: z.literal('ntfy'),
    serverUrl: webUrl('put them into user and password')
      .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', {
        message: 'must be the server alone, without a path: the topic is a setting of its own',
      })
      .nullish(),
    topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'must be 1 to 64 letters, digits, "-" and "_"'),
    token: credential.nullish(),
    user: z
      .string()
      .max(200, 'must have at most 200 characters')
      .regex(/^[^:]*$/, 'must not hold a colon')
      .nullish(),
    password: z.string().max(1_000, 'must have at most 1000 characters').nullish(),
  })
  .superRefine(({ token, user, password }, context) => {
    const problem = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (token && user) problem('token', 'must not stand beside user: one of the two is enough');
    if (user && !password) problem('password', 'must be given with user');
    if (password && !user) problem('user', 'must be given with password');
  });

type NtfySettings = z.infer<typeof ntfyConfig>;

const SERVER_URL = 'https://ntfy.sh';
/** A server makes a file of a longer text (4,096 bytes), and takes twice that of JSON. */
const TEXT_BYTES_MAX = 4_000;
const JSON_BYTES_MAX = 8_000;
const TITLE_MAX = 250;
/** More buttons than this are refused, and with them the whole message. */
const ACTIONS_MAX = 3;

/** 5 rings through "do not disturb", 3 is usual, 2 makes no sound. */
const PRIORITIES: Readonly<Record<Tone, number>> = { down: 5, degraded: 4, maintenance: 2, up: 3, notice: 3, test: 3 };
/** Shown by ntfy as emoji before the title. */
const TAGS: Readonly<Record<Tone, string>> = {
  down: 'red_circle',
  degraded: 'orange_circle',
  maintenance: 'wrench',
  up: 'green_circle',
  notice: 'information_source',
  test: 'bell',
};

/** ntfy topic: one notification an alert, as urgent as its severity. */
export const ntfy = defineChannel({
  type: 'ntfy',
  config: ntfyConfig,
  secretFields: ['topic', 'token', 'password'],
  display: (settings) => ({ serverUrl: maskUrl(settings.serverUrl ?? SERVER_URL) }),
  async send(settings, message, context) {
    const authorization = authorizationOf(settings);
    const result = await postJson({
      url: settings.serverUrl ?? SERVER_URL,
      ...(authorization !== undefined && { headers: { authorization } }),
      body: JSON.stringify(ntfyMessage(settings.topic, message, context)),
      ...boundsOf(context),
    });
    const outcome = ntfyOutcome(result, context.nowMs);
    return authorization === undefined ? outcome : withoutLogin(outcome, authorization.split(' ')[1]!);
  },
});

function authorizationOf({ token, user, password }: NtfySettings): string | undefined {
  if (token) return `Bearer ${token}`;
  return user ? `Basic ${basicLogin(user, password ?? '')}` : undefined;
}

/** The JSON that is posted. ntfy shows it as plain text. */
function ntfyMessage(topic: string, message: AlertMessage, context: SendContext): object {
  return fitAlert(
    { message, context },
    (text) => ({
      topic,
      title: titleOf(text),
      message: alertLines({ ...text, actions: [] }).join('\n'),
      priority: PRIORITIES[text.tone],
      tags: [TAGS[text.tone]],
      ...(text.link !== undefined && { click: text.link }),
      actions: linksOf(text)
        .slice(0, ACTIONS_MAX)
        .map(({ label, url }) => ({ action: 'view', label, url })),
    }),
    (made) => Buffer.byteLength(made.message) <= TEXT_BYTES_MAX && jsonBytes(made) <= JSON_BYTES_MAX,
  );
}

function titleOf(text: AlertText): string {
  return cut(text.title ?? `${text.word} ${text.name}`, TITLE_MAX);
}

/** ntfy answers with the message; an error is `{"code":40301,"http":403,"error":"forbidden"}`. */
function ntfyOutcome(result: PostResult, nowMs: number): SendOutcome {
  return answerOutcome(result, nowMs, {
    name: 'ntfy',
    isTaken: (answer) => textIn(answer, 'id') !== undefined,
    read: (answer) => ({ error: textIn(answer, 'error'), externalId: textIn(answer, 'id') }),
  });
}
