/**
 * What a page announces of a maintenance window. One time of it at once: the one that lasts, or the next. What was announced
 * follows the window, and what a person took away, or said to be over, is not announced again.
 */

/** From inclusive, to exclusive, epoch milliseconds. */
export interface WorkSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What stands on the page and is not over. */
export interface AnnouncedWork extends WorkSpan {
  readonly id: string;
}

/** What is known of one window on one page. */
export interface WorkFacts {
  /** When it lasts now and when it lasts next, oldest first; none where it is on nothing that the page shows. */
  readonly times: readonly WorkSpan[];
  readonly open: readonly AnnouncedWork[];
  /** Times that were announced, and are over for readers or were taken away from them. */
  readonly done: readonly WorkSpan[];
  /** Whether the page announces by itself. What it announced before is followed all the same. */
  readonly isAnnouncing: boolean;
  readonly nowMs: number;
}

/** What is to be done about it. */
export type WorkStep =
  | { readonly type: 'announce'; readonly span: WorkSpan }
  | { readonly type: 'move'; readonly work: AnnouncedWork; readonly span: WorkSpan }
  | { readonly type: 'end'; readonly work: AnnouncedWork; readonly atMs: number }
  | { readonly type: 'call-off'; readonly work: AnnouncedWork }
  /** A time that is not announced again lasts until then. */
  | { readonly type: 'remember'; readonly fromMs: number; readonly untilMs: number };

/** Brings what is announced to what is so. Nothing is left to do where that was done. */
export function planWork(facts: WorkFacts): readonly WorkStep[] {
  const { times, nowMs } = facts;
  const done = facts.done.filter(({ untilMs }) => untilMs > nowMs).map((one) => remembered(one, times));
  const taken = done.map(({ span }) => span);
  const steps: WorkStep[] = done.flatMap(({ step }) => step ?? []);
  let isOpen = false;
  for (const work of facts.open.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const { span, step } = followed(work, { times, taken, nowMs });
    if (step) steps.push(step);
    if (!span) continue;
    isOpen = true;
    taken.push(span);
  }
  const span = isOpen || !facts.isAnnouncing ? undefined : firstFree(times, taken);
  return span ? [...steps, { type: 'announce', span }] : steps;
}

/** Whoever makes a time longer that is not announced any more does not have it announced thereby. */
function remembered(span: WorkSpan, times: readonly WorkSpan[]): { span: WorkSpan; step?: WorkStep } {
  const now = times.find((time) => overlap(time, span));
  if (!now || now.untilMs === span.untilMs) return { span };
  const { fromMs } = span;
  return { span: { fromMs, untilMs: now.untilMs }, step: { type: 'remember', fromMs, untilMs: now.untilMs } };
}

interface Standing extends Pick<WorkFacts, 'times' | 'nowMs'> {
  readonly taken: readonly WorkSpan[];
}

/** @returns when it is after the step; no time where it is over */
function followed(work: AnnouncedWork, { times, taken, nowMs }: Standing): { span?: WorkSpan; step?: WorkStep } {
  const { fromMs, untilMs } = work;
  if (untilMs <= nowMs) return { step: { type: 'end', work, atMs: untilMs } };
  const hasBegun = fromMs <= nowMs;
  const time = hasBegun ? times.find((one) => one.fromMs <= nowMs && one.untilMs > nowMs) : firstFree(times, taken);
  if (!time) return { step: hasBegun ? { type: 'end', work, atMs: nowMs } : { type: 'call-off', work } };
  // What readers saw begin began then.
  const span = hasBegun ? { fromMs, untilMs: time.untilMs } : time;
  const isSame = span.fromMs === fromMs && span.untilMs === untilMs;
  return isSame ? { span } : { span, step: { type: 'move', work, span } };
}

function firstFree(times: readonly WorkSpan[], taken: readonly WorkSpan[]): WorkSpan | undefined {
  return times.find((time) => !taken.some((one) => overlap(time, one)));
}

function overlap(a: WorkSpan, b: WorkSpan): boolean {
  return a.fromMs < b.untilMs && b.fromMs < a.untilMs;
}
