/**
 * Maintenance windows as announced work of the pages that announce them. A change of a window is followed in the transaction
 * that makes it; what time, a page or a monitor changes, at the next round, which does nothing where nothing is to be done:
 * whenever the server ends, it goes on where it was.
 */
import { planWork, type WorkSpan, type WorkStep } from '@upwatch/core';
import type { KeptWindow, PageOptions } from '../port.ts';
import type { CoreContext } from './context.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';
import { readWindow } from './maintenance.ts';
import { affectedBy, rememberedTimes, type TimesOf, watchedComponents } from './page-work-facts.ts';
import { callOff, endWork, insertWork, moveWork, type PageWork, titleOf, wordWork } from './page-work-writing.ts';
import { json, parsed } from './rows.ts';

type Query = CoreDatabase['query'];

/** Something to do on a page about a window. */
interface Planned {
  readonly work: PageWork;
  readonly step: WorkStep | { readonly type: 'word'; readonly id: string };
}

export interface PageWorks {
  /** Follows all windows. Called about twice a minute. */
  readonly tend: (nowMs: number) => Promise<void>;
  /** Follows one that the transaction has just changed, or taken away. */
  readonly follow: (tx: CoreTransaction, windowId: string, nowMs: number) => Promise<void>;
}

export function pageWorks(context: CoreContext): PageWorks {
  const { query, write } = context.database;
  const timesOf = rememberedTimes();
  const carryOut = async (tx: CoreTransaction, nowMs: number, windowId?: string): Promise<void> => {
    for (const planned of await planOf(tx, timesOf, nowMs, windowId)) await take(context, tx, planned, nowMs);
  };
  return {
    tend: async (wallMs) => {
      const nowMs = Math.floor(wallMs);
      // Nearly always nothing is to be done: then nobody waits for a writer.
      if ((await planOf(query, timesOf, nowMs)).length > 0) await write((tx) => carryOut(tx, nowMs));
      await write((tx) => dropPast(tx, nowMs));
    },
    follow: (tx, windowId, nowMs) => carryOut(tx, nowMs, windowId),
  };
}

async function planOf(query: Query, timesOf: TimesOf, nowMs: number, windowId?: string): Promise<readonly Planned[]> {
  const announced = await announcedWorks(query, windowId);
  const withWork = new Set(announced.map((one) => one.page_id));
  const pages = (await query.selectFrom('status_pages').select(['id', 'options']).orderBy('id').execute())
    .map(({ id, options }) => ({ id, options: parsed<PageOptions>(options) }))
    .filter(({ id, options }) => options.announcesMaintenance || withWork.has(id));
  if (pages.length === 0) return [];
  const windows = await standingWindows(query, windowId);
  const watched = await watchedComponents(
    query,
    pages.map(({ id }) => id),
  );
  const byPage = Map.groupBy(announced, (one) => one.page_id);
  return pages.flatMap((page) => {
    const byWindow = Map.groupBy(byPage.get(page.id) ?? [], (one) => one.window_id);
    const gone = [...byWindow.keys()].filter((id) => !windows.has(id));
    return [...windows.keys(), ...gone].flatMap((id) => {
      const [window, rows] = [windows.get(id), byWindow.get(id) ?? []];
      const times = window ? timesOf(window, nowMs) : [];
      // What cannot be followed is left as it is.
      if (!times || (times.length === 0 && rows.length === 0)) return [];
      const affected = window ? affectedBy(window, watched.get(page.id) ?? []) : [];
      const work = { pageId: page.id, windowId: id, options: page.options, affected };
      return planOn(work, { times: affected.length > 0 ? times : [], rows, nowMs });
    });
  });
}

interface Standing {
  readonly times: readonly WorkSpan[];
  readonly rows: readonly AnnouncedRow[];
  readonly nowMs: number;
}

function planOn(work: PageWork, { times, rows, nowMs }: Standing): readonly Planned[] {
  const open = rows.flatMap((row) => (row.id === null ? [] : [{ ...row, id: row.id }]));
  const spanOf = (row: AnnouncedRow): WorkSpan => ({ fromMs: row.from_ms, untilMs: row.until_ms });
  const steps = planWork({
    times,
    open: open.map((row) => ({ id: row.id, ...spanOf(row) })),
    done: rows.filter(({ id }) => id === null).map(spanOf),
    isAnnouncing: work.options.announcesMaintenance === true,
    nowMs,
  });
  const over = new Set(steps.map((step) => (step.type === 'end' || step.type === 'call-off' ? step.work.id : '')));
  const reworded = open.filter((row) => !over.has(row.id) && row.is_edited === 0 && !isWorded(row, work));
  return [
    ...steps.map((step) => ({ work, step })),
    ...reworded.map(({ id }) => ({ work, step: { type: 'word', id } as const })),
  ];
}

/** Names of components, and the language of a page, change. */
function isWorded(row: AnnouncedRow, work: PageWork): boolean {
  return row.affected === json(work.affected) && row.title === titleOf(work);
}

interface AnnouncedRow {
  readonly page_id: string;
  readonly window_id: string;
  readonly from_ms: number;
  readonly until_ms: number;
  /** Of what readers see and is not over; null where there is none any more. */
  readonly id: string | null;
  readonly title: string | null;
  readonly affected: string | null;
  readonly is_edited: number | null;
}

async function announcedWorks(query: Query, windowId: string | undefined): Promise<readonly AnnouncedRow[]> {
  const rows = query
    .selectFrom('page_works as w')
    .leftJoin('status_page_incidents as i', (join) =>
      join
        .onRef('i.id', '=', 'w.page_incident_id')
        .on('i.resolved_at_ms', 'is', null)
        .on('i.dismissed_at_ms', 'is', null),
    )
    .select(['w.page_id', 'w.window_id', 'w.from_ms', 'w.until_ms', 'i.id', 'i.title', 'i.affected', 'i.is_edited']);
  return (windowId === undefined ? rows : rows.where('w.window_id', '=', windowId)).execute();
}

async function standingWindows(query: Query, windowId: string | undefined): Promise<ReadonlyMap<string, KeptWindow>> {
  let rows = query.selectFrom('maintenance_windows').selectAll().where('deleted_at_ms', 'is', null);
  if (windowId !== undefined) rows = rows.where('id', '=', windowId);
  return new Map((await rows.orderBy('id').execute()).map((row) => [row.id, readWindow(row)]));
}

async function take(context: CoreContext, tx: CoreTransaction, planned: Planned, nowMs: number): Promise<void> {
  const { work, step } = planned;
  const by = { work, nowMs, newId: context.newId };
  switch (step.type) {
    case 'announce':
      return insertWork(tx, step.span, by);
    case 'move':
      return moveWork(tx, step, by);
    case 'end':
      return endWork(tx, step.work, step.atMs, by);
    case 'call-off':
      return callOff(tx, step.work, by);
    case 'word':
      return wordWork(tx, step.id, by);
    case 'remember':
      await tx
        .updateTable('page_works')
        .set({ until_ms: step.untilMs })
        .where('page_id', '=', work.pageId)
        .where('window_id', '=', work.windowId)
        .where('from_ms', '=', step.fromMs)
        .execute();
  }
}

/** What is over is not announced again anyhow. */
async function dropPast(tx: CoreTransaction, nowMs: number): Promise<void> {
  const open = tx.selectFrom('status_page_incidents').select('id').where('resolved_at_ms', 'is', null);
  await tx
    .deleteFrom('page_works')
    .where('until_ms', '<=', nowMs)
    .where((where) => where.or([where('page_incident_id', 'is', null), where('page_incident_id', 'not in', open)]))
    .execute();
}
