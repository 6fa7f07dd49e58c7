/** Jira Cloud, by its REST API: an incident is one issue, found again by its key or a label, closed on recovery. */
import { createHash } from 'node:crypto';
import type { AlertMessage } from '@upwatch/core';
import { z } from 'zod';
import { composeAlert } from './alert-text.ts';
import { basicLogin, withoutLogin } from './basic-login.ts';
import { jiraDocument } from './jira-document.ts';
import { cut } from './plain-text.ts';
import { defineChannel, type SendContext, type SendOutcome } from './port.ts';
import { type PostResult, postJson } from './post-json.ts';
import {
  answerOutcome,
  type JsonAnswer,
  jsonAnswerOf,
  objectIn,
  type ProviderDialect,
  textIn,
} from './provider-answer.ts';
import { apiUrl, boundsOf, credential } from './provider-api.ts';
import { maskUrl } from './secrets.ts';
import { urlUnder } from './web-url.ts';

/** Jira's limit of a summary, in characters. */
const SUMMARY_MAX = 255;

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

/** The settings, as the contract has them, and where the API is. */
const jiraConfig = z.strictObject({
  channelType: z.literal('jira'),
  domain: z.string().regex(HOST, 'must be the host of the site, such as example.atlassian.net, without https://'),
  email: z.email('must be the e-mail address that the API token belongs to'),
  apiToken: credential,
  projectKey: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,254}$/, 'must be the key of a project, such as OPS'),
  issueType: z.string().min(1, 'must not be empty').max(255, 'must have at most 255 characters').nullish(),
  apiUrl,
});
type JiraSettings = z.infer<typeof jiraConfig>;

/** One attempt: the settings, and what makes its requests. */
interface Attempt {
  readonly settings: JiraSettings;
  readonly message: AlertMessage;
  readonly context: SendContext;
}

const dialect = (isTaken: ProviderDialect['isTaken']): ProviderDialect => ({
  name: 'Jira',
  isTaken,
  read: (answer) => ({ error: errorIn(answer), externalId: textIn(answer, 'key') }),
});
const CREATED = dialect((answer) => textIn(answer, 'key') !== undefined);
const FOUND = dialect((answer) => Array.isArray(answer['issues']));
const LISTED = dialect((answer) => Array.isArray(answer['transitions']));
const COMMENTED = dialect((answer) => textIn(answer, 'id') !== undefined);
const DONE = dialect(() => true);

/** Where a later alert moves the issue; a reminder leaves it where people put it. */
const WHERE: Partial<Readonly<Record<AlertMessage['kind'], 'done' | 'open'>>> = {
  INCIDENT_RESOLVED: 'done',
  INCIDENT_REOPENED: 'open',
};

/** Jira: an opening makes an issue, a recovery closes it with a comment, an incident that comes back opens it again. */
export const jira = defineChannel({
  type: 'jira',
  config: jiraConfig,
  tracksIncidents: true,
  secretFields: ['apiToken'],
  display: (settings) => ({
    site: settings.domain,
    projectKey: settings.projectKey,
    ...(settings.apiUrl && { apiUrl: maskUrl(settings.apiUrl) }),
  }),
  async send(settings, message, context) {
    const attempt = { settings, message, context };
    return withoutLogin(await tell(attempt), loginOf(settings));
  },
});

async function tell(attempt: Attempt): Promise<SendOutcome> {
  const found = await findIssue(attempt);
  if (found.type === 'unknown') return found.outcome;
  return found.key === undefined ? createIssue(attempt) : continueIssue(attempt, found.key);
}

type Found =
  | { readonly type: 'known'; readonly key: string | undefined }
  | { readonly type: 'unknown'; readonly outcome: SendOutcome };

/**
 * The issue of the incident, where there is one: Jira knows no key that makes a second creation harmless, so each
 * attempt looks first. A search that is refused must not keep an alert back: creating it says what is wrong, or works.
 */
async function findIssue(attempt: Attempt): Promise<Found> {
  const { settings, context } = attempt;
  if (context.openingExternalId !== undefined) return { type: 'known', key: context.openingExternalId };
  const jql = `project = "${settings.projectKey}" AND labels = "${labelOf(context)}" ORDER BY created DESC`;
  const result = await call(attempt, 'search/jql', { jql, maxResults: 1, fields: ['status'] });
  const outcome = answerOutcome(result, context.nowMs, FOUND);
  if (outcome.type === 'retry') return { type: 'unknown', outcome };
  const [issue] = listIn(result, 'issues');
  return { type: 'known', key: textIn(issue, 'key') };
}

/** A test, and an end of which nobody knew the beginning, are closed at once. */
async function createIssue(attempt: Attempt): Promise<SendOutcome> {
  const { settings, message, context } = attempt;
  const text = composeAlert(message, context);
  const created = await call(attempt, 'issue', {
    fields: {
      project: { key: settings.projectKey },
      issuetype: { name: settings.issueType ?? 'Task' },
      summary: cut(text.title ?? `${text.word}: ${text.summary}`, SUMMARY_MAX),
      description: jiraDocument(text),
      labels: ['upwatch', labelOf(context)],
    },
  });
  const outcome = answerOutcome(created, context.nowMs, CREATED);
  const isOver = message.kind === 'TEST' || message.kind === 'INCIDENT_RESOLVED';
  if (outcome.type !== 'sent' || !isOver || outcome.externalId === undefined) return outcome;
  return named(await moveTo(attempt, outcome.externalId, 'done'), outcome.externalId);
}

/**
 * Moves the issue where it belongs, then says why: an attempt that is repeated after the move finds nothing to move,
 * and the comment stands there once.
 */
async function continueIssue(attempt: Attempt, key: string): Promise<SendOutcome> {
  const { message, context } = attempt;
  if (message.kind === 'TEST') return named(await moveTo(attempt, key, 'done'), key);
  // The first alert of all: an earlier attempt made the issue, and its answer was lost.
  if (context.openingKey === undefined) return { type: 'sent', externalId: key };
  const moved = await moveTo(attempt, key, WHERE[message.kind] ?? 'same');
  // Somebody deleted the issue: the alert still has to stand somewhere.
  if (moved.type === 'reject' && moved.statusCode === 404) return await createIssue(attempt);
  if (moved.type !== 'sent') return moved;
  const body = jiraDocument(composeAlert(message, context));
  const comment = await call(attempt, `issue/${encodeURIComponent(key)}/comment`, { body });
  return named(answerOutcome(comment, context.nowMs, COMMENTED), key);
}

/** By the first transition that leads to such a status. Where the workflow has none, the issue stays where it is. */
async function moveTo(attempt: Attempt, key: string, where: 'done' | 'open' | 'same'): Promise<SendOutcome> {
  const { nowMs } = attempt.context;
  const path = `issue/${encodeURIComponent(key)}`;
  const status = await call(attempt, `${path}?fields=status`);
  const seen = answerOutcome(status, nowMs, DONE);
  if (seen.type !== 'sent') return seen;
  const isDone = categoryOf(objectIn(objectIn(answerOf(status), 'fields'), 'status')) === 'done';
  if (where === 'same' || isDone === (where === 'done')) return seen;
  const listed = await call(attempt, `${path}/transitions`);
  const outcome = answerOutcome(listed, nowMs, LISTED);
  if (outcome.type !== 'sent') return outcome;
  const transition = listIn(listed, 'transitions').find(
    (one) => (categoryOf(objectIn(one, 'to')) === 'done') === (where === 'done'),
  );
  const id = textIn(transition, 'id');
  if (id === undefined) return outcome;
  return answerOutcome(await call(attempt, `${path}/transitions`, { transition: { id } }), nowMs, DONE);
}

/** `new`, `indeterminate` or `done`: statuses have names that each project chooses, but these categories. */
function categoryOf(status: ReturnType<typeof objectIn>): string | undefined {
  return textIn(objectIn(status, 'statusCategory'), 'key');
}

/** A POST where there is something to say, a GET where not. */
async function call({ settings, context }: Attempt, path: string, body?: object): Promise<PostResult> {
  const [name = '', query] = path.split('?');
  const url = urlUnder(settings.apiUrl ?? `https://${settings.domain}`, `rest/api/3/${name}`);
  return postJson({
    url: query === undefined ? url : `${url}?${query}`,
    method: body ? 'POST' : 'GET',
    body: body ? JSON.stringify(body) : '',
    headers: { authorization: `Basic ${loginOf(settings)}` },
    ...boundsOf(context),
  });
}

function loginOf({ email, apiToken }: JiraSettings): string {
  return basicLogin(email, apiToken);
}

/** One label for an incident on a channel: equal for all of its alerts and all of their attempts. */
function labelOf({ key, openingKey }: SendContext): string {
  return `upwatch-${createHash('sha256')
    .update(openingKey ?? key)
    .digest('hex')
    .slice(0, 20)}`;
}

function named(outcome: SendOutcome, externalId: string): SendOutcome {
  return outcome.type === 'sent' ? { ...outcome, externalId } : outcome;
}

function answerOf(result: PostResult) {
  return result.type === 'answer' ? jsonAnswerOf(result.body) : undefined;
}

function listIn(result: PostResult, field: string): readonly JsonAnswer[] {
  const list = answerOf(result)?.[field];
  if (!Array.isArray(list)) return [];
  return list.map((one: unknown) => objectIn({ one }, 'one')).filter((one) => one !== undefined);
}

/** `{"errorMessages":["…"],"errors":{"issuetype":"…"}}` */
function errorIn(answer: JsonAnswer): string | undefined {
  const messages = Array.isArray(answer['errorMessages']) ? answer['errorMessages'] : [];
  const fields = Object.entries(objectIn(answer, 'errors') ?? {}).map(([name, said]) => `${name}: ${String(said)}`);
  return [...messages.filter((one) => typeof one === 'string'), ...fields].join('; ') || undefined;
}
