/** Writes announced work of maintenance windows, as a person would announce it. */
import type { WorkSpan, WorkStep } from '@upwatch/core';
import type { MakeId } from '../../ids.ts';
import { type AffectedComponent, type PageIncidentStatus, type PageOptions, STATUS_PAGE_LIMITS } from '../port.ts';
import type { CoreTransaction } from './core-database.ts';
import { sentencesOf } from './page-sentences.ts';
import { json, parsed } from './rows.ts';
import { pageIncidentColumns, pageIncidentUpdateRow } from './status-page-incident-rows.ts';

const TITLE_MAX = 500;

/** A window on a page. */
export interface PageWork {
  readonly pageId: string;
  readonly windowId: string;
  readonly options: PageOptions;
  /** Named as readers know them, and nothing of the monitors. */
  readonly affected: readonly AffectedComponent[];
}

interface By {
  readonly work: PageWork;
  readonly nowMs: number;
  readonly newId: MakeId;
}

type Move = Extract<WorkStep, { type: 'move' }>;

export async function insertWork(tx: CoreTransaction, span: WorkSpan, by: By): Promise<void> {
  const { work, nowMs, newId } = by;
  const { pageId, windowId, affected } = work;
  const id = newId();
  const incident = {
    ...({ id, pageId, title: titleOf(work), status: 'INVESTIGATING', impact: 'NONE', isAutoResolved: true } as const),
    ...{ scheduled: span, startedAtMs: span.fromMs, publishedAtMs: nowMs },
    ...{ affected, story: [{ atMs: span.fromMs, affected }] },
  };
  const kept = { dismissed_at_ms: null, is_drafted: 0, is_edited: 0, is_quiet: 0, begun_at_ms: null } as const;
  const times = { created_at_ms: nowMs, updated_at_ms: nowMs };
  const row = { id, page_id: pageId, ...pageIncidentColumns(incident), ...kept, ...times };
  await tx.insertInto('status_page_incidents').values(row).execute();
  await say(tx, id, { status: 'INVESTIGATING', body: sentencesOf(work.options).workAnnounced, isTold: true }, by);
  const columns = { from_ms: span.fromMs, until_ms: span.untilMs, page_incident_id: id };
  await tx
    .insertInto('page_works')
    .values({ page_id: pageId, window_id: windowId, ...columns })
    .execute();
}

export async function moveWork(tx: CoreTransaction, { work: { id, fromMs }, span }: Move, by: By): Promise<void> {
  const { work, nowMs } = by;
  const changed = tx.updateTable('status_page_incidents').set({
    scheduled_from_ms: span.fromMs,
    scheduled_until_ms: span.untilMs,
    started_at_ms: span.fromMs,
    updated_at_ms: nowMs,
    // What has not begun stands as it will from its beginning on.
    ...(fromMs > nowMs && { story: json([{ atMs: span.fromMs, affected: work.affected }]) }),
  });
  const row = await changed.where('id', '=', id).returning('status').executeTakeFirstOrThrow();
  const status = row.status as PageIncidentStatus;
  // That it begins is told by itself.
  const isTold = fromMs <= nowMs || span.fromMs > nowMs;
  await say(tx, id, { status, body: sentencesOf(work.options).workMoved, isTold }, by);
  const columns = { from_ms: span.fromMs, until_ms: span.untilMs };
  await tx.updateTable('page_works').set(columns).where('page_incident_id', '=', id).execute();
}

export async function endWork(tx: CoreTransaction, { id }: { id: string }, atMs: number, by: By): Promise<void> {
  await over(tx, id, { atMs, body: sentencesOf(by.work.options).workDone }, by);
}

/** What does not take place may be put back, and is announced anew then. */
export async function callOff(tx: CoreTransaction, { id }: { id: string }, by: By): Promise<void> {
  await over(tx, id, { atMs: by.nowMs, body: sentencesOf(by.work.options).workCalledOff }, by);
}

async function over(
  tx: CoreTransaction,
  id: string,
  end: { readonly atMs: number; readonly body: string },
  by: By,
): Promise<void> {
  const columns = { status: 'RESOLVED', resolved_at_ms: end.atMs, updated_at_ms: by.nowMs };
  await tx.updateTable('status_page_incidents').set(columns).where('id', '=', id).execute();
  await say(tx, id, { status: 'RESOLVED', body: end.body, isTold: true }, by);
  await tx.deleteFrom('page_works').where('page_incident_id', '=', id).execute();
}

/** As its components stand on the page now. What a person set stays: see `is_edited`. */
export async function wordWork(tx: CoreTransaction, id: string, { work, nowMs }: By): Promise<void> {
  const { affected } = work;
  const rows = tx.selectFrom('status_page_incidents').select(['story', 'started_at_ms']).where('id', '=', id);
  const { story, started_at_ms: fromMs } = await rows.executeTakeFirstOrThrow();
  const before = fromMs > nowMs ? [] : parsed<readonly object[]>(story);
  const after = [...before, { atMs: Math.max(fromMs, nowMs), affected }].slice(-STATUS_PAGE_LIMITS.storyOfIncident);
  const columns = { title: titleOf(work), affected: json(affected), story: json(after), updated_at_ms: nowMs };
  await tx.updateTable('status_page_incidents').set(columns).where('id', '=', id).execute();
}

export function titleOf({ affected, options }: PageWork): string {
  const names = affected.map(({ name }) => name).join(', ');
  return `${sentencesOf(options).work}${names}`.slice(0, TITLE_MAX).toWellFormed();
}

async function say(
  tx: CoreTransaction,
  pageIncidentId: string,
  line: { readonly status: PageIncidentStatus; readonly body: string; readonly isTold: boolean },
  { nowMs, newId }: By,
): Promise<void> {
  const { status, body, isTold } = line;
  const own = { createdBy: 'SYSTEM', notifySubscribers: isTold, createdAtMs: nowMs } as const;
  const row = pageIncidentUpdateRow({ id: newId(), pageIncidentId, status, body, ...own });
  await tx.insertInto('status_page_incident_updates').values(row).execute();
}
