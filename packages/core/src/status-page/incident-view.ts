/** An incident of a status page as its readers see it. */
import type { ComponentStatus } from './component-status.ts';

/** Where it stands; `scheduled`, `in-progress` and `called-off` are of announced work alone. */
export type PageIncidentPhase = 'open' | 'scheduled' | 'in-progress' | 'called-off' | 'over';
/** What is said of it. */
export type PageIncidentWord = 'INVESTIGATING' | 'IDENTIFIED' | 'MONITORING' | 'RESOLVED';
/** How bad it is for readers, as people say. */
export type PageIncidentImpact = 'NONE' | 'MINOR' | 'MAJOR' | 'CRITICAL';

/** An incident as it is kept, with its timeline, oldest first. */
export interface PageIncidentStory {
  readonly id: string;
  readonly title: string;
  readonly status: PageIncidentWord;
  readonly impact: PageIncidentImpact;
  readonly scheduled?: { readonly fromMs: number; readonly untilMs: number };
  readonly startedAtMs: number;
  readonly resolvedAtMs?: number;
  readonly updatedAtMs: number;
  readonly postmortemBody?: string;
  readonly postmortemUrl?: string;
  readonly postmortemTitle?: string;
  /** When it was first given. */
  readonly postmortemAtMs?: number;
  readonly affected: readonly {
    readonly componentId: string;
    readonly name: string;
    readonly status: ComponentStatus;
  }[];
  readonly updates: readonly {
    readonly id: string;
    readonly status: PageIncidentWord;
    readonly body: string;
    readonly createdAtMs: number;
  }[];
}

/** A line of its timeline. */
export interface PageUpdateView {
  readonly id: string;
  readonly status: PageIncidentWord;
  /** Markdown. */
  readonly body: string;
  readonly atMs: number;
}

/** What is said of an incident after its end. */
export interface PostmortemView {
  readonly title?: string;
  /** Markdown. */
  readonly body?: string;
  readonly url?: string;
  readonly atMs: number;
}

/** What readers see of it. */
export interface PageIncidentView {
  readonly id: string;
  readonly title: string;
  readonly status: PageIncidentWord;
  readonly phase: PageIncidentPhase;
  readonly impact: PageIncidentImpact;
  readonly scheduled?: { readonly fromMs: number; readonly untilMs: number };
  readonly startedAtMs: number;
  readonly resolvedAtMs?: number;
  readonly updatedAtMs: number;
  readonly affected: readonly {
    readonly componentId: string;
    readonly name: string;
    readonly status: ComponentStatus;
  }[];
  /** Newest first. */
  readonly updates: readonly PageUpdateView[];
  /** What came of it, once it is over. */
  readonly postmortem?: PostmortemView;
}

/** Names each thing that readers see. */
export function incidentView(story: PageIncidentStory, nowMs: number): PageIncidentView {
  const { scheduled } = story;
  const postmortem = postmortemOf(story);
  return {
    id: story.id,
    title: story.title,
    status: story.status,
    phase: phaseOf(story, nowMs),
    impact: story.impact,
    ...(scheduled && { scheduled: { fromMs: scheduled.fromMs, untilMs: scheduled.untilMs } }),
    startedAtMs: story.startedAtMs,
    ...(story.resolvedAtMs !== undefined && { resolvedAtMs: story.resolvedAtMs }),
    updatedAtMs: story.updatedAtMs,
    affected: story.affected.map(({ componentId, name, status }) => ({ componentId, name, status })),
    updates: story.updates
      .toReversed()
      .map(({ id, status, body: text, createdAtMs }) => ({ id, status, body: text, atMs: createdAtMs })),
    ...(postmortem && { postmortem }),
  };
}

/** While it lasts nobody knows yet what came of it: what was written before its end waits for that. */
function postmortemOf(story: PageIncidentStory): PostmortemView | undefined {
  const { postmortemTitle: title, postmortemBody: body, postmortemUrl: url, status } = story;
  if (status !== 'RESOLVED' || (body === undefined && url === undefined)) return undefined;
  return {
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
    ...(url !== undefined && { url }),
    atMs: Math.max(story.postmortemAtMs ?? story.updatedAtMs, story.resolvedAtMs ?? 0),
  };
}

/** Whether work that is over, since this instant, never began. */
export function isCalledOff(scheduled: PageIncidentView['scheduled'], overAtMs: number | undefined): boolean {
  return scheduled !== undefined && overAtMs !== undefined && overAtMs < scheduled.fromMs;
}

function phaseOf({ status, scheduled, resolvedAtMs }: PageIncidentStory, nowMs: number): PageIncidentPhase {
  if (status === 'RESOLVED') return isCalledOff(scheduled, resolvedAtMs) ? 'called-off' : 'over';
  if (!scheduled) return 'open';
  if (nowMs < scheduled.fromMs) return 'scheduled';
  // Work that takes longer than announced goes on until somebody says that it is over, or it ends by itself.
  return 'in-progress';
}
