/** Linear, by its GraphQL API: an incident is one issue, whose id is ours to choose, so no attempt makes a second one. */
import { createHash } from 'node:crypto';
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { type AlertText, composeAlert, type Tone } from './alert-text.ts';
import { COMMENT, CREATE, LOOK_UP, MOVE } from './linear-queries.ts';
import { cut, cutEscaped } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import {
  answerOutcome,
  type JsonAnswer,
  jsonAnswerOf,
  numberIn,
  objectIn,
  type ProviderDialect,
  textIn,
} from './provider-answer.ts';
import { apiUrl, boundsOf, credential } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { INVISIBLE, linksOf } from './tone-marks.ts';

const API = 'https://api.linear.app/graphql';
const TITLE_MAX = 250;
const LINE_MAX = 2_000;
const LINES_MAX = 100;

const id = z.string().regex(/^[\w-]{1,64}$/, 'must be an id, such as 9cfb482a-81e3-4154-b5b9-2c805e70a02d');

/** The settings, as the contract has them, and where the API is. */
const linearConfig = z.strictObject({
  channelType: z.literal('linear'),
  apiKey: credential,
  teamId: id,
  labelId: id.nullish(),
  apiUrl,
});
type LinearSettings = z.infer<typeof linearConfig>;

interface Attempt {
  readonly settings: LinearSettings;
  readonly message: AlertMessage;
  readonly context: SendContext;
}

const PRIORITIES: Readonly<Record<Tone, number>> = {
  down: 1,
  degraded: 2,
  maintenance: 4,
  up: 4,
  notice: 4,
  test: 0,
};

/** Linear: an opening makes an issue, a recovery completes it with a comment, an incident that comes back reopens it. */
export const linear = defineChannel({
  type: 'linear',
  config: linearConfig,
  tracksIncidents: true,
  secretFields: ['apiKey'],
  display: (settings) => ({
    teamId: settings.teamId,
    ...(settings.labelId && { labelId: settings.labelId }),
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const attempt = { settings, message, context };
    const issueId = context.openingExternalId ?? uuidOf(context.openingKey ?? context.key);
    const commentId = uuidOf(`comment:${context.key}`);
    const looked = await ask(attempt, LOOK_UP, { team: settings.teamId, issue: issueId, comment: commentId });
    if (looked.outcome.type !== 'sent') return looked.outcome;
    const seen = seenIn(looked.data);
    const outcome = seen.issue
      ? await continueIssue(attempt, seen, { issueId, commentId })
      : await createIssue(attempt, seen, issueId);
    return outcome.type === 'sent' ? { ...outcome, externalId: issueId } : outcome;
  },
});

/** What there is before anything is done. */
interface Seen {
  /** Statuses by their type: `unstarted`, `completed`, …; of each the first in the team's order. */
  readonly states: ReadonlyMap<string, string>;
  readonly issue?: { readonly isOver: boolean; readonly hasComment: boolean };
}

function seenIn(data: JsonAnswer | undefined): Seen {
  const states = new Map<string, string>();
  const inOrder = nodesIn(objectIn(data, 'team'), 'states').toSorted(
    (a, b) => (numberIn(a, 'position') ?? 0) - (numberIn(b, 'position') ?? 0),
  );
  for (const state of inOrder) {
    const [type, stateId] = [textIn(state, 'type'), textIn(state, 'id')];
    if (type !== undefined && stateId !== undefined && !states.has(type)) states.set(type, stateId);
  }
  const [issue] = nodesIn(data, 'issues');
  if (!issue) return { states };
  const isOver = /^(completed|canceled)$/.test(textIn(objectIn(issue, 'state'), 'type') ?? '');
  return { states, issue: { isOver, hasComment: nodesIn(issue, 'comments').length > 0 } };
}

/** A test, and an end of which nobody knew the beginning, are completed at once. */
async function createIssue(attempt: Attempt, seen: Seen, issueId: string): Promise<SendOutcome> {
  const { settings, message, context } = attempt;
  const text = composeAlert(message, context);
  const isOver = message.kind === 'TEST' || message.kind === 'INCIDENT_RESOLVED';
  const stateId = isOver ? seen.states.get('completed') : undefined;
  const input = {
    id: issueId,
    teamId: settings.teamId,
    title: cut(text.title ?? `${text.word}: ${text.summary}`, TITLE_MAX),
    description: markdownOf(text),
    priority: PRIORITIES[text.tone],
    ...(settings.labelId && { labelIds: [settings.labelId] }),
    ...(stateId !== undefined && { stateId }),
  };
  return (await ask(attempt, CREATE, { input })).outcome;
}

/** The comment has an id of its own too: what an earlier attempt did is seen and not done again. */
async function continueIssue(
  attempt: Attempt,
  { states, issue }: Seen,
  { issueId, commentId }: { readonly issueId: string; readonly commentId: string },
): Promise<SendOutcome> {
  const { message, context } = attempt;
  const stateId = issue && targetState(message, states, issue.isOver);
  if (stateId !== undefined) {
    const { outcome } = await ask(attempt, MOVE, { issue: issueId, input: { stateId } });
    if (outcome.type !== 'sent') return outcome;
  }
  // The first alert of all is the issue itself: an earlier attempt made it, and its answer was lost.
  if (context.openingKey === undefined || issue?.hasComment) return { type: 'sent' };
  const body = markdownOf(composeAlert(message, context));
  return (await ask(attempt, COMMENT, { input: { id: commentId, issueId, body } })).outcome;
}

/** Where the issue is to be moved; a reminder leaves it where people put it. */
function targetState(message: AlertMessage, states: Seen['states'], isOver: boolean): string | undefined {
  if (message.kind === 'INCIDENT_RESOLVED' || message.kind === 'TEST')
    return isOver ? undefined : states.get('completed');
  if (message.kind === 'INCIDENT_REOPENED' && isOver) return states.get('unstarted') ?? states.get('backlog');
  return undefined;
}

async function ask(
  { settings, context }: Attempt,
  query: string,
  variables: object,
): Promise<{ readonly outcome: SendOutcome; readonly data: JsonAnswer | undefined }> {
  const result = await postJson({
    url: settings.apiUrl ?? API,
    body: JSON.stringify({ query, variables }),
    headers: { authorization: settings.apiKey },
    ...boundsOf(context),
  });
  return { outcome: linearOutcome(result, context.nowMs), data: dataIn(result) };
}

const DIALECT: ProviderDialect = {
  name: 'Linear',
  isTaken(answer) {
    const data = objectIn(answer, 'data');
    if (data === undefined || errorsIn(answer).length > 0) return false;
    return Object.values(data).every((value) => objectIn({ value }, 'value')?.['success'] !== false);
  },
  read: (answer) => ({ error: errorsIn(answer).map(wordsOf).join('; ') }),
};

/** Errors that pass by themselves, as `extensions.code` and `extensions.type` spell them. */
const PASSING = /^(ratelimited|internal_server_error|internal error|lock timeout|network error)$/i;

/** Errors come with 200, and being too fast with 400: the code in the body decides. */
function linearOutcome(result: PostResult, nowMs: number): SendOutcome {
  const outcome = answerOutcome(result, nowMs, DIALECT);
  if (result.type === 'none' || outcome.type === 'retry') return outcome;
  if (outcome.type === 'sent' && dataIn(result) === undefined)
    return { type: 'reject', reason: 'Linear answered without data', statusCode: result.statusCode };
  const codes = errorsIn(jsonAnswerOf(result.body)).flatMap((error) => {
    const extensions = objectIn(error, 'extensions');
    return [textIn(extensions, 'code'), textIn(extensions, 'type')];
  });
  if (outcome.type === 'reject' && codes.some((code) => code !== undefined && PASSING.test(code)))
    return { ...outcome, type: 'retry' };
  return outcome;
}

function wordsOf(error: JsonAnswer): string {
  const extensions = objectIn(error, 'extensions');
  return textIn(extensions, 'userPresentableMessage') ?? textIn(error, 'message') ?? 'an error without words';
}

function dataIn(result: PostResult): JsonAnswer | undefined {
  return result.type === 'answer' ? objectIn(jsonAnswerOf(result.body), 'data') : undefined;
}

function errorsIn(answer: JsonAnswer | undefined): readonly JsonAnswer[] {
  return objectsIn(answer?.['errors']);
}

function nodesIn(answer: JsonAnswer | undefined, field: string): readonly JsonAnswer[] {
  return objectsIn(objectIn(answer, field)?.['nodes']);
}

function objectsIn(list: unknown): readonly JsonAnswer[] {
  if (!Array.isArray(list)) return [];
  return list.map((one: unknown) => objectIn({ one }, 'one')).filter((one) => one !== undefined);
}

/** Version 4 in form, which is what Linear takes; equal for equal keys, which is what we need. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4]!;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** What means something in Markdown, escaped; a mention is broken up, as no escape is known for it. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#~|!]/g, (mark) => `\\${mark}`).replaceAll('@', `@${INVISIBLE}`);
}

function markdownOf(text: AlertText): string {
  const escaped = (line: string): string => cutEscaped(line, LINE_MAX, escapeMarkdown);
  const lines = [
    `**${escaped(text.headline)}**`,
    ...(text.cause === undefined ? [] : [`**Why:** ${escaped(text.cause)}`]),
    ...(text.members.length === 0 ? [] : [text.members.map((member) => `- ${escaped(member)}`).join('\n')]),
    ...text.facts.map(({ label, value }) => `**${escaped(label)}:** ${escaped(value)}`),
    ...text.notes.map(escaped),
    ...linksOf(text).map(({ label, url }) => `[${escaped(label)}](<${url.replaceAll(/[<>]/g, encodeURIComponent)}>)`),
  ];
  return lines.slice(0, LINES_MAX).join('\n\n');
}
