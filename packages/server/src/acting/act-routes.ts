/** Where the links of alerts lead: a GET shows, whoever follows it and however often; a POST acts. */
import { type Incident, timeOf } from '@upwatch/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../api/deps.ts';
import { updateIncident } from '../api/incident-changes.ts';
import { oneLine } from '../channels/plain-text.ts';
import { type Channel, StoreRefusal } from '../stores/port.ts';
import { ACT_PREFIX, type Link } from './links.ts';
import { actPage, COMMENT_MAX, NAME_MAX, nextMorning, type Outcome, plainPage } from './page.ts';
import { PAGE_POLICY } from './page-style.ts';

const BODY_BYTES_MAX = 16 * 1024;
const SNOOZE_MS_MAX = 7 * 86_400_000;

interface ActRoute {
  readonly Params: { readonly token: string };
}

/** A link that holds, and what it leads to. */
interface Found {
  readonly link: Link;
  readonly incident: Incident;
  readonly channel: Channel;
}

/** What a person filled in. */
interface Form {
  readonly action: string;
  readonly name: string;
  readonly comment: string;
}

const UNKNOWN = [
  'This link leads nowhere',
  'It is not one of ours, or what it was about is gone. Take the newest message, or open Upwatch.',
] as const;
const EXPIRED = ['This link has expired', 'It worked for a week. Open Upwatch to see how things stand.'] as const;
const FAILED = ['That did not work', 'Nothing may have been changed. Go back and try once more.'] as const;

export function actRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core, clock } = deps;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_BYTES_MAX },
    async (_request: FastifyRequest, text: string) => new URLSearchParams(text),
  );
  app.setErrorHandler((error: unknown, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) request.log.error({ err: error }, 'a link could not be acted on');
    return answer(reply.code(status), plainPage(...FAILED));
  });

  async function found(token: string): Promise<Found | undefined> {
    const link = deps.links?.read(token);
    if (!link) return undefined;
    const [incident, channel] = await Promise.all([
      core.incidents.get(link.incidentId),
      core.channels.get(link.channelId),
    ]);
    // A channel that was deleted takes its links with it.
    return incident && channel && { link, incident, channel };
  }

  async function shown({ link, incident }: Found, outcome?: Outcome, form?: Form): Promise<string> {
    const { monitorId } = incident;
    const monitor = monitorId === undefined ? undefined : await core.monitors.get(monitorId);
    const nowMs = clock.wall();
    return actPage({
      incident,
      monitorName: monitor?.name,
      nowMs,
      morningMs: nextMorning(nowMs),
      expiresAtMs: link.expiresAtMs,
      ...(outcome && { outcome }),
      // What was kept is not to be sent once more.
      ...(form && { name: form.name, comment: outcome?.isGood === false ? form.comment : '' }),
    });
  }

  async function whole(request: FastifyRequest<ActRoute>, reply: FastifyReply): Promise<Found | undefined> {
    const one = await found(request.params.token);
    const isOver = one && one.link.expiresAtMs <= clock.wall();
    if (one && !isOver) return one;
    answer(reply.code(isOver ? 410 : 404), isOver ? plainPage(...EXPIRED) : plainPage(...UNKNOWN));
    return undefined;
  }

  const options = { schema: { hide: true }, exposeHeadRoute: true };
  app.get<ActRoute>(`${ACT_PREFIX}:token`, options, async (request, reply) => {
    const one = await whole(request, reply);
    return one ? answer(reply, await shown(one)) : reply;
  });
  app.post<ActRoute>(`${ACT_PREFIX}:token`, { schema: { hide: true } }, async (request, reply) => {
    const one = await whole(request, reply);
    if (!one) return reply;
    const form = formOf(request.body);
    const { outcome, status = 200 } = await act(one, form, deps);
    const incident = (await core.incidents.get(one.incident.id)) ?? one.incident;
    return answer(reply.code(status), await shown({ ...one, incident }, outcome, form));
  });
}

function answer(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': PAGE_POLICY,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    })
    .send(page);
}

function statusOf(error: unknown): number {
  const { statusCode } = error as { readonly statusCode?: number };
  if (statusCode !== undefined) return statusCode;
  return error instanceof StoreRefusal ? 503 : 500;
}

function formOf(body: unknown): Form {
  const given = body instanceof URLSearchParams ? body : new URLSearchParams();
  const text = (name: string): string => (given.get(name) ?? '').toWellFormed().replaceAll('\r\n', '\n').trim();
  return { action: text('do'), name: oneLine(text('name')).slice(0, NAME_MAX), comment: text('comment') };
}

interface Acted {
  readonly outcome: Outcome;
  readonly status?: number;
}

const refused = (title: string, text: string): Acted => ({ outcome: { isGood: false, title, text }, status: 400 });

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Does what the form says. What it says of somebody else, and of the end, is what is true then. */
async function act(one: Found, form: Form, deps: ApiDeps): Promise<Acted> {
  const { incident, channel } = one;
  const { action, comment } = form;
  if (comment.length > COMMENT_MAX)
    return refused('The comment is too long', `It may have ${COMMENT_MAX} characters, and has ${comment.length}.`);
  const by = form.name === '' ? `the link in ${channel.name}` : `${form.name} (link in ${channel.name})`;
  const body = comment === '' ? undefined : comment;
  if (incident.status === 'RESOLVED') return over(one, by, body, deps);
  try {
    if (action === 'comment') return await commentOn(incident, by, body, deps);
    if (action === 'resolve') {
      await deps.engine.resolveIncident(incident.id, body, by);
      return { outcome: { isGood: true, title: 'It is closed.', text: 'Those who were told of it are told so.' } };
    }
    return await takeOn(one, { action, by, body }, deps);
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'conflict') throw error;
    // It ended between our reading and our doing; or it cannot be done, and the refusal says why.
    const newest = await deps.core.incidents.get(incident.id);
    if (newest?.status === 'RESOLVED') return over(one, by, body, deps);
    return { ...refused('Nothing was done', sentence(error.message)), status: 409 };
  }
}

async function takeOn(
  { incident }: Found,
  { action, by, body }: { readonly action: string; readonly by: string; readonly body: string | undefined },
  deps: ApiDeps,
): Promise<Acted> {
  const nowMs = deps.clock.wall();
  const snoozedUntilMs = untilOf(action, nowMs);
  if (snoozedUntilMs === undefined && action !== 'acknowledge')
    return refused('Nothing was done', 'Choose one of the buttons below.');
  const isSnooze = snoozedUntilMs !== undefined;
  if (isSnooze && (snoozedUntilMs <= nowMs || snoozedUntilMs > nowMs + SNOOZE_MS_MAX))
    return refused('Nothing was done', 'That time is past. Choose another.');
  const how = { by, ...(body !== undefined && { body }), ...(isSnooze && { snoozedUntilMs }) };
  if (await deps.engine.acknowledgeIncident(incident.id, how)) {
    const outcome = isSnooze
      ? {
          title: `Quiet until ${timeOf(snoozedUntilMs, nowMs)}.`,
          text: 'If it still stands then, it is told as if nobody had it.',
        }
      : { title: 'You have it.', text: 'Nobody else is called. Those who were told of it are told when it is over.' };
    return { outcome: { isGood: true, ...outcome } };
  }
  const isKept = await keepComment(incident, by, body, deps);
  const text = isKept ? 'Your comment was added.' : 'Nothing was changed.';
  return { outcome: { isGood: isKept, title: 'Somebody has it already.', text } };
}

/** `snooze-60`, minutes from now, or `until-1795161600000`. */
function untilOf(action: string, nowMs: number): number | undefined {
  const [, kind, amount] = /^(snooze|until)-(\d{1,15})$/.exec(action) ?? [];
  if (kind === undefined) return undefined;
  return kind === 'until' ? Number(amount) : Math.floor(nowMs) + Number(amount) * 60_000;
}

async function commentOn(incident: Incident, by: string, body: string | undefined, deps: ApiDeps): Promise<Acted> {
  if (body === undefined) return refused('Nothing was done', 'Write a comment first.');
  await keepComment(incident, by, body, deps);
  return {
    outcome: { isGood: true, title: 'Your comment was added.', text: 'It stands in the story of the incident.' },
  };
}

async function over({ incident }: Found, by: string, body: string | undefined, deps: ApiDeps): Promise<Acted> {
  const newest = (await deps.core.incidents.get(incident.id)) ?? incident;
  const isKept = await keepComment(newest, by, body, deps);
  const text = isKept ? 'Your comment was added to its story.' : 'There was nothing left to do.';
  return { outcome: { isGood: true, title: 'It was over already.', text } };
}

/** The story names who said it: a comment has no field for that. */
async function keepComment(incident: Incident, by: string, body: string | undefined, deps: ApiDeps): Promise<boolean> {
  if (body === undefined) return false;
  await updateIncident(incident, { body: `${by}: ${body}`, notifySubscribers: false }, { name: by }, deps);
  return true;
}
