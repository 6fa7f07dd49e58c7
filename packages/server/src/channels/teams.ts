/** Microsoft Teams, by a workflow that takes a webhook and posts the adaptive card in it. */
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import type { AlertText, Tone } from './alert-text.ts';
import { fitAlert, jsonBytes } from './fit-alert.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { outcomeOf, type PostResult, postJson } from './post-json.ts';
import { jsonAnswerOf, objectIn, textIn, withWords } from './provider-answer.ts';
import { boundsOf } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { INVISIBLE, linksOf, TONE_MARKS } from './tone-marks.ts';
import { webUrl } from './web-url.ts';

/** Where the connectors were that Microsoft has switched off. */
const CONNECTOR_HOSTS = /(?:^|\.)(?:webhook\.office\.com|outlook\.office(?:365)?\.com)$/i;

/** The settings, as the contract has them. */
const teamsConfig = z.strictObject({
  channelType: z.literal('teams'),
  webhookUrl: webUrl('the URL of a workflow has none').refine((text) => !isConnector(text), {
    message:
      'must be the URL of a Power Automate workflow: connectors (webhook.office.com) are switched off by Microsoft; make a workflow "Post to a channel when a webhook request is received"',
  }),
});

/** Teams takes 28 KB and does not say of what: this is less in UTF-8 and in UTF-16. */
const MESSAGE_BYTES_MAX = 14_000;
/** More actions than this are not shown. */
const ACTIONS_MAX = 6;

const STYLES: Readonly<Record<Tone, string>> = {
  down: 'attention',
  degraded: 'warning',
  maintenance: 'emphasis',
  up: 'good',
  notice: 'accent',
  test: 'accent',
};

/** Teams workflow: one adaptive card an alert. */
export const teams = defineChannel({
  type: 'teams',
  config: teamsConfig,
  secretFields: ['webhookUrl'],
  display: (settings) => ({ webhookUrl: maskUrl(settings.webhookUrl) }),
  async send(settings, message, context) {
    const result = await postJson({
      url: settings.webhookUrl,
      body: JSON.stringify(teamsMessage(message, context)),
      ...boundsOf(context),
    });
    return teamsOutcome(result, context.nowMs);
  },
});

function isConnector(text: string): boolean {
  return URL.canParse(text) && CONNECTOR_HOSTS.test(new URL(text).hostname);
}

/** The JSON that is posted: a message with one card, as the trigger of a workflow expects it. */
function teamsMessage(message: AlertMessage, context: SendContext): object {
  return fitAlert(
    { message, context },
    (text) => ({
      type: 'message',
      attachments: [
        { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(text) },
      ],
    }),
    (made) => jsonBytes(made) <= MESSAGE_BYTES_MAX,
  );
}

/** Texts stand in runs of a rich text block, the only ones in which Markdown means nothing. */
function cardOf(text: AlertText): object {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: plain(`${text.word} ${text.headline}`),
    body: [
      {
        type: 'Container',
        style: STYLES[text.tone],
        bleed: true,
        items: [block(`${TONE_MARKS[text.tone]} ${text.word} `, text.summary, 'Large')],
      },
      ...(text.cause === undefined ? [] : [block('Why  ', text.cause)]),
      ...text.members.map((member) => block('• ', member)),
      ...text.facts.map(({ label, value }) => block(`${label}  `, value)),
      ...text.notes.map((note) => ({ type: 'RichTextBlock', inlines: [{ ...run(note), italic: true }] })),
    ],
    actions: linksOf(text)
      .slice(0, ACTIONS_MAX)
      .map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
  };
}

function block(label: string, value: string, size = 'Default'): object {
  return {
    type: 'RichTextBlock',
    inlines: [
      { ...run(label), weight: 'Bolder', size },
      { ...run(value), size },
    ],
  };
}

const run = (text: string): { readonly type: 'TextRun'; readonly text: string } => ({
  type: 'TextRun',
  text: plain(text),
});

/** `{{DATE(…)}}` is computed wherever it stands; there is no way to escape it, so it is parted. */
function plain(text: string): string {
  return text.replaceAll(/\{(?=\{)/g, `{${INVISIBLE}`);
}

/** A workflow answers 202 and nothing; an error is `{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"…"}}`. */
function teamsOutcome(result: PostResult, nowMs: number): SendOutcome {
  const outcome = outcomeOf(result, nowMs);
  if (outcome.type === 'sent' || result.type === 'none') return outcome;
  const error = objectIn(jsonAnswerOf(result.body), 'error');
  const code = textIn(error, 'code');
  const message = textIn(error, 'message');
  return withWords(outcome, { error: code && message ? `${code}: ${message}` : (code ?? message) });
}
