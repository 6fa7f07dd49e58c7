/** What people do to what a status page tells of: each act is a pure step from one incident to the next. */
import type { z } from 'zod';
import type {
  AffectedComponent,
  PageComponent,
  PageIncident,
  PageIncidentChange,
  PageIncidentStatus,
} from '../stores/port.ts';
import { STATUS_PAGE_LIMITS } from '../stores/port.ts';
import { chosen } from './chosen.ts';
import { isGiven } from './is-given.ts';
import { isoTime } from './present/time.ts';
import { invalid, Problem } from './problem.ts';
import type {
  pageIncidentBody,
  pageIncidentChange,
  pageIncidentUpdateBody,
  publishBody,
} from './schemas/status-page-incidents.ts';

type Incident = PageIncidentChange['incident'];
type Asked = z.output<ReturnType<typeof pageIncidentChange>>['affectedComponents'];

/** What a step is taken with. */
export interface PageStep {
  readonly nowMs: number;
  readonly newId: () => string;
  /** Of the page: whatever an incident says is of one of them. */
  readonly components: readonly Pick<PageComponent, 'id' | 'name'>[];
}

/** @throws Problem VALIDATION_FAILED naming the field */
export function openedPageIncident(
  pageId: string,
  body: z.output<ReturnType<typeof pageIncidentBody>>,
  step: PageStep,
): PageIncidentChange {
  const { nowMs, newId } = step;
  const scheduled = scheduledFrom(body);
  const affected = affectedFrom(body.affectedComponents, step) ?? [];
  const status = body.status ?? 'INVESTIGATING';
  const startedAtMs = scheduled?.fromMs ?? nowMs;
  const incident: Incident = {
    id: newId(),
    pageId,
    title: body.title,
    status,
    impact: body.impact,
    ...(scheduled && { scheduled }),
    isAutoResolved: body.autoResolve ?? scheduled !== undefined,
    ...(isGiven(body.incidentId) && { incidentId: body.incidentId }),
    startedAtMs,
    ...(body.draft !== true && { publishedAtMs: nowMs }),
    ...(status === 'RESOLVED' && { resolvedAtMs: nowMs }),
    affected,
    story: affected.length > 0 ? [{ atMs: startedAtMs, affected }] : [],
  };
  return { incident, update: lineOf(body, status, step) };
}

function scheduledFrom(body: z.output<ReturnType<typeof pageIncidentBody>>): PageIncident['scheduled'] {
  const { scheduled, scheduledFor, scheduledUntil } = body;
  for (const [field, value] of Object.entries({ scheduledFor, scheduledUntil })) {
    if (scheduled === true && !isGiven(value)) throw invalid(field, `${field} is required when scheduled is true`);
    if (scheduled !== true && isGiven(value)) {
      throw invalid(field, `${field} must not be given unless scheduled is true, got ${isoTime(value)}`);
    }
  }
  if (!isGiven(scheduledFor) || !isGiven(scheduledUntil)) return undefined;
  if (scheduledUntil <= scheduledFor) {
    const [until, from] = [isoTime(scheduledUntil), isoTime(scheduledFor)];
    throw invalid('scheduledUntil', `scheduledUntil must be after scheduledFor, got ${until} and ${from}`);
  }
  return { fromMs: scheduledFor, untilMs: scheduledUntil };
}

/** What the body leaves out stays. */
export function changedPageIncident(
  current: PageIncident,
  body: z.output<ReturnType<typeof pageIncidentChange>>,
  step: PageStep,
): PageIncidentChange {
  const { postmortemBody, postmortemUrl, postmortemTitle, postmortemAtMs, ...rest } = current;
  const said = {
    ...chosen('postmortemBody', body.postmortemBody, postmortemBody),
    ...chosen('postmortemUrl', body.postmortemUrl, postmortemUrl),
  };
  const isSaid = said.postmortemBody !== undefined || said.postmortemUrl !== undefined;
  const postmortem = {
    ...said,
    ...chosen('postmortemTitle', body.postmortemTitle, postmortemTitle),
    ...(isSaid && { postmortemAtMs: postmortemAtMs ?? step.nowMs }),
  };
  const named = { ...rest, ...postmortem, title: body.title ?? current.title, impact: body.impact ?? current.impact };
  return { incident: moved(named, body.status ?? current.status, body.affectedComponents, step) };
}

/** Another line of its timeline; one that is over may be opened again by it. */
export function updatedPageIncident(
  current: PageIncident,
  body: z.output<typeof pageIncidentUpdateBody>,
  step: PageStep,
): PageIncidentChange {
  const incident = moved(current, body.status, body.affectedComponents, step);
  return { incident, update: lineOf(body, body.status, step), action: 'update_added' };
}

/** @throws Problem CONFLICT when it is published already */
export function publishedPageIncident(
  current: PageIncident,
  body: z.output<typeof publishBody>,
  step: PageStep,
): PageIncidentChange {
  refusePublished(current, 'it was published already');
  const { title, impact, status = null, affectedComponents } = body ?? {};
  const named = { ...current, title: title ?? current.title, impact: impact ?? current.impact };
  const incident = moved(named, status ?? current.status, affectedComponents, step);
  // Nobody has read a word of a draft: what it says holds from its beginning.
  const story = incident.affected.length > 0 ? [{ atMs: incident.startedAtMs, affected: incident.affected }] : [];
  const text = body?.body ?? '';
  const line = text === '' ? undefined : lineOf({ ...body, body: text }, incident.status, step);
  return {
    incident: { ...incident, story, publishedAtMs: step.nowMs },
    ...(line && { update: line }),
    isQuiet: body?.notifySubscribers === false,
    action: 'published',
  };
}

/** @throws Problem CONFLICT when it is published already */
export function dismissedPageIncident(current: PageIncident): PageIncidentChange {
  refusePublished(current, 'it is published: resolve it, or delete it');
  return { incident: current, action: 'dismissed' };
}

function refusePublished({ publishedAtMs }: PageIncident, why: string): void {
  if (publishedAtMs !== undefined) throw new Problem('CONFLICT', why);
}

function moved(current: Incident, status: PageIncidentStatus, asked: Asked, step: PageStep): Incident {
  const { resolvedAtMs, ...rest } = current;
  const affected = affectedFrom(asked, step) ?? current.affected;
  const isOver = status === 'RESOLVED';
  const isSaid = asked !== undefined && asked !== null;
  const story = isSaid ? [...current.story, { atMs: step.nowMs, affected }] : current.story;
  return {
    ...rest,
    status,
    affected,
    story: story.slice(-STATUS_PAGE_LIMITS.storyOfIncident),
    ...(isOver && { resolvedAtMs: resolvedAtMs ?? step.nowMs }),
  };
}

function affectedFrom(asked: Asked, { components }: PageStep): readonly AffectedComponent[] | undefined {
  if (!isGiven(asked)) return undefined;
  const names = new Map(components.map(({ id, name }) => [id, name]));
  const seen = new Set<string>();
  return asked.map(({ componentId, status }, place) => {
    const name = names.get(componentId);
    const field = `affectedComponents[${place}].componentId`;
    if (name === undefined) throw invalid(field, `${field} must be a component of this page, got ${componentId}`);
    if (seen.has(componentId)) throw invalid(field, `${field} must be named once, got ${componentId} again`);
    seen.add(componentId);
    return { componentId, name, status };
  });
}

function lineOf(
  { body, notifySubscribers }: { readonly body: string; readonly notifySubscribers?: boolean | null | undefined },
  status: PageIncidentStatus,
  { nowMs, newId }: PageStep,
): NonNullable<PageIncidentChange['update']> {
  const told = notifySubscribers ?? true;
  return { id: newId(), status, body, createdBy: 'USER', notifySubscribers: told, createdAtMs: nowMs };
}
