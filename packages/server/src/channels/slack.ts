/** Slack, by an incoming webhook. The path of its URL is the secret. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, alertLines, composeAlert, type Tone } from './alert-text.ts';
import { cutEscaped } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { outcomeOf, type PostResult, postJson } from './post-json.ts';
import { boundsOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { linksOf, TONE_COLORS } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** The settings, as the contract has them. */
const slackConfig = z.strictObject({
  channelType: z.literal('slack'),
  webhookUrl: webUrl('the URL of an incoming webhook has none'),
  mentionText: z.string().max(500, 'must have at most 500 characters').nullish(),
});

/** Slack's limits, in characters. */
const TEXT_MAX = 3_000;
const FIELD_MAX = 2_000;
const FIELDS_MAX = 10;
/** Beyond this a headline is no headline. */
const HEADLINE_MAX = 1_000;

const MARKS: Readonly<Record<Tone, string>> = {
  down: ':red_circle:',
  degraded: ':large_orange_circle:',
  maintenance: ':wrench:',
  up: ':large_green_circle:',
  notice: ':information_source:',
  test: ':bell:',
};

/** Slack incoming webhook: one message an alert, with a coloured bar. */
export const slack = defineChannel({
  type: 'slack',
  config: slackConfig,
  secretFields: ['webhookUrl'],
  display: (settings) => ({
    webhookUrl: maskUrl(settings.webhookUrl),
    ...(settings.mentionText && { mentionText: settings.mentionText }),
  }),
  async send(settings, message, context) {
    const result = await postJson({
      url: settings.webhookUrl,
      body: JSON.stringify(slackMessage(message, context, settings.mentionText ?? undefined)),
      ...boundsOf(context),
    });
    return slackOutcome(result, context.nowMs);
  },
});

/** The three characters that mean something in Slack's text: `<!channel>` from a name must stay text. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The JSON that is posted. */
export function slackMessage(message: AlertMessage, context: SendContext, mentionText?: string): object {
  const text = composeAlert(message, context);
  const mention = mentionText === undefined || mentionText === '' ? '' : `${mentionText} `;
  return {
    text: `${mention}${MARKS[text.tone]} *${text.word}* ${cutEscaped(text.headline, HEADLINE_MAX, escapeSlack)}`,
    attachments: [
      {
        color: TONE_COLORS[text.tone],
        fallback: cutEscaped(alertLines(text).join('\n'), TEXT_MAX, escapeSlack),
        blocks: blocksOf(text),
      },
    ],
  };
}

function blocksOf(text: AlertText): readonly object[] {
  const cause =
    text.cause === undefined ? [] : [section(`*Why*\n${cutEscaped(text.cause, TEXT_MAX - 10, escapeSlack)}`)];
  const fields = text.facts.slice(0, FIELDS_MAX).map(({ label, value }) => {
    const title = `*${escapeSlack(label)}*\n`;
    return mrkdwn(`${title}${cutEscaped(value, FIELD_MAX - title.length, escapeSlack)}`);
  });
  const notes = text.notes.map((note) => section(`_${cutEscaped(note, TEXT_MAX - 2, escapeSlack)}_`));
  const members = text.members.map((member) => `• ${member}`).join('\n');
  const links = linksOf(text);
  return [
    ...cause,
    ...(members === '' ? [] : [section(cutEscaped(members, TEXT_MAX, escapeSlack))]),
    ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
    ...notes,
    ...(links.length === 0 ? [] : [context(links.map(linkTo).join('   '))]),
  ];
}

function linkTo({ label, url }: { readonly label: string; readonly url: string }): string {
  return `<${escapeSlack(url.replaceAll('|', '%7C'))}|${escapeSlack(label)}>`;
}

/** `verbatim`: Slack shall not look for names and links in what it is given. */
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text, verbatim: true });
const section = (text: string): object => ({ type: 'section', text: mrkdwn(text) });
const context = (text: string): object => ({ type: 'context', elements: [mrkdwn(text)] });

/** Errors in a 2xx that pass by themselves. */
const PASSING_ERRORS =
  /^(ratelimited|rate_limited|internal_error|fatal_error|service_unavailable|request_timeout|timeout)$/;
const HINTS: Readonly<Record<string, string>> = {
  invalid_payload: 'Slack could not read the message',
  invalid_token: 'the webhook URL is not valid any more',
  no_service: 'the webhook was removed or switched off',
  no_service_id: 'the webhook URL is incomplete',
  no_team: 'the workspace in the webhook URL does not exist',
  team_disabled: 'the workspace is not active',
  user_not_found: 'who made the webhook does not exist any more',
  channel_not_found: 'the channel does not exist any more',
  channel_is_archived: 'the channel is archived',
  action_prohibited: 'an administrator does not allow the webhook to post',
  posting_to_general_channel_denied: 'the webhook may not post to #general',
};

/** Slack answers `ok`; an error can come as text or as `{"ok":false}`, even with status 200. */
export function slackOutcome(result: PostResult, nowMs: number): SendOutcome {
  const outcome = outcomeOf(result, nowMs);
  if (result.type === 'none') return outcome;
  const answer = readBody(result.body);
  const hint = answer.error === undefined ? undefined : HINTS[answer.error];
  const said = answer.error === undefined ? '' : ` "${answer.error}"${hint === undefined ? '' : `: ${hint}`}`;
  if (outcome.type !== 'sent')
    return said === '' ? outcome : { ...outcome, reason: `Slack answered ${result.statusCode}${said}` };
  if (answer.isOk) return result.bodyEnd === 'broken' && result.body === '' ? unsure(result.statusCode) : outcome;
  if (result.bodyEnd === 'broken') return unsure(result.statusCode);
  const { statusCode } = result;
  const seen = {
    reason: `Slack answered ${statusCode}, but not "ok"${said}`,
    statusCode,
    responseExcerpt: result.body,
  };
  return { type: answer.error !== undefined && PASSING_ERRORS.test(answer.error) ? 'retry' : 'reject', ...seen };
}

function unsure(statusCode: number): SendOutcome {
  return { type: 'retry', reason: `Slack answered ${statusCode}, but its answer broke off`, statusCode };
}

function readBody(body: string): { readonly isOk: boolean; readonly error?: string } {
  const text = body.trim();
  if (text === '' || text === 'ok') return { isOk: true };
  if (/^[a-z][a-z_]{1,60}$/.test(text)) return { isOk: false, error: text };
  const json = parseObject(text);
  if (json === undefined) return { isOk: false };
  // Servers that speak Slack's format answer {"ok":true} or {"success":true}.
  const isOk = json['ok'] !== false && json['success'] !== false;
  return { isOk, ...(typeof json['error'] === 'string' && { error: json['error'].slice(0, 100) }) };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON: then it is not Slack's answer either, and the caller says so.
    return undefined;
  }
}
