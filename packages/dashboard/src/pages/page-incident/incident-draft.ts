/** What is written of an incident or of announced work, before readers see it, and what it becomes. */
import type { CreateStatusPageIncidentRequest, StatusPageIncident } from '@upwatch/sdk';
import type { ComponentStatus, Impact, PageIncidentStatus } from '../status-pages/page-words.ts';
import { localInput } from '../policies/local-input.ts';

/** How components stand while it is open; of those that are not in it, nothing is said. */
export type Affected = Readonly<Record<string, ComponentStatus>>;

export interface IncidentDraft {
  readonly title: string;
  readonly status: PageIncidentStatus;
  readonly impact: Impact;
  readonly body: string;
  readonly affected: Affected;
  readonly isTold: boolean;
  readonly isDraft: boolean;
  /** Of announced work alone, as `datetime-local` fields have them. */
  readonly work: { readonly from: string; readonly to: string; readonly endsItself: boolean } | undefined;
}

const HOUR_MS = 3_600_000;

/** @param kind `work` is announced from the next full hour, for one hour */
export function newIncidentDraft(kind: 'incident' | 'work', now: number): IncidentDraft {
  const fromMs = Math.ceil(now / HOUR_MS) * HOUR_MS;
  return {
    ...{ title: '', status: 'INVESTIGATING', body: '', affected: {}, isTold: true, isDraft: false },
    impact: kind === 'work' ? 'NONE' : 'MINOR',
    work:
      kind === 'work' ? { from: localInput(fromMs), to: localInput(fromMs + HOUR_MS), endsItself: true } : undefined,
  };
}

export function openingBody(draft: IncidentDraft): CreateStatusPageIncidentRequest {
  const { title, status, impact, body, affected, isTold, isDraft, work } = draft;
  return {
    ...{ title: title.trim(), status, impact, body, draft: isDraft, notifySubscribers: isTold },
    affectedComponents: affectedList(affected),
    ...(work && {
      scheduled: true,
      scheduledFor: new Date(work.from).toISOString(),
      scheduledUntil: new Date(work.to).toISOString(),
      autoResolve: work.endsItself,
    }),
  };
}

/** Whether there is enough of it to be drawn. */
export function isDrawable({ title, body, work }: IncidentDraft): boolean {
  const isTimed = work === undefined || Date.parse(work.from) < Date.parse(work.to);
  return title.trim() !== '' && body.trim() !== '' && isTimed;
}

export function affectedOf({ affectedComponents }: Pick<StatusPageIncident, 'affectedComponents'>): Affected {
  return Object.fromEntries(
    affectedComponents.map(({ statusPageComponentId, componentStatus }) => [statusPageComponentId, componentStatus]),
  );
}

export function affectedList(affected: Affected): readonly { componentId: string; status: ComponentStatus }[] {
  return Object.entries(affected).map(([componentId, status]) => ({ componentId, status }));
}

/** @param status undefined: nothing is said of it any more */
export function withAffected(affected: Affected, id: string, status: ComponentStatus | undefined): Affected {
  const { [id]: _, ...others } = affected;
  return status === undefined ? others : { ...others, [id]: status };
}

const STEPS: readonly PageIncidentStatus[] = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'];

/** What is most likely said next. */
export function nextStatus(status: PageIncidentStatus): PageIncidentStatus {
  return STEPS[STEPS.indexOf(status) + 1] ?? status;
}
