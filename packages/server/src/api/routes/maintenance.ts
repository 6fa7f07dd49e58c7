import { isActive, occurrencesBetween } from '@upwatch/core/maintenance';
import { type KeptWindow, StoreRefusal, type WindowContent } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { existingMonitor } from '../monitor-views.ts';
import { isWindowShown, presentWindow, windowStanding } from '../present/maintenance.ts';
import { invalid, notFound } from '../problem.ts';
import { isoTime } from '../present/time.ts';
import {
  occurrenceDto,
  OCCURRENCES_MAX,
  occurrencesQuery,
  WINDOW_FILTERS,
  windowBody,
  windowChange,
  windowDto,
  windowQuery,
} from '../schemas/maintenance.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import { changedWindow, refuseUnknownTargets, windowFrom } from '../window-input.ts';
import { idParams, nothing, operation } from './operation.ts';

/** Ends of single times that are remembered of a window that repeats. */
const ENDED_EARLY_MAX = 100;

/** Maintenance windows: list, make, show, change, end, delete. */
export function maintenanceRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const { core, clock, maintenance } = deps;
  const one = single(windowDto(dialect));
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Maintenance windows'] });
  const nowMs = (): number => Math.floor(clock.wall());
  const show = (window: KeptWindow) => presentWindow(window, nowMs());

  async function existing(id: string): Promise<KeptWindow> {
    const window = await core.maintenance.get(id);
    if (!window || !isWindowShown(window, dialect)) throw notFound('maintenance window', id);
    return window;
  }

  app.get(
    '/maintenance-windows',
    {
      schema: {
        ...describe('listMaintenanceWindows', 'List maintenance windows'),
        querystring: windowQuery,
        response: { 200: table(windowDto(dialect)) },
      },
    },
    async ({ query }) => {
      const filter = filterOf(query.filter);
      const monitor = query.monitorId === undefined ? undefined : await existingMonitor(query.monitorId, context);
      const shown = (await core.maintenance.all()).filter(
        (window) =>
          isWindowShown(window, dialect) &&
          (!monitor || maintenance.isOn(window, monitor)) &&
          (!filter || windowStanding(window, nowMs()).status === filter),
      );
      return wholeTable(shown.map(show));
    },
  );

  app.post(
    '/maintenance-windows',
    {
      schema: {
        ...describe('createMaintenanceWindow', 'Announce maintenance, or begin it now'),
        body: windowBody(dialect),
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const window = windowFrom(request.body, { id: deps.newId(), nowMs: nowMs() });
      await refuseUnknownTargets(window, core);
      return reply.code(201).send({ data: show(await core.maintenance.create(window, actorOf(request))) });
    },
  );

  if (dialect === 'full') occurrenceRoute(app, context);

  app.get(
    '/maintenance-windows/:id',
    {
      schema: {
        ...describe('getMaintenanceWindow', 'Show a maintenance window'),
        params: idParams,
        response: { 200: one },
      },
    },
    async (request) => ({ data: show(await existing(request.params.id)) }),
  );

  app.put(
    '/maintenance-windows/:id',
    {
      schema: {
        ...describe('updateMaintenanceWindow', 'Change a maintenance window'),
        params: idParams,
        body: windowChange(dialect),
        response: { 200: one },
      },
    },
    async (request) => {
      const current = await existing(request.params.id);
      await refuseUnknownTargets(changedWindow(current, request.body), core, current);
      const change = (now: KeptWindow): WindowContent => changedWindow(now, request.body);
      return { data: show(await core.maintenance.update(current.id, change, actorOf(request))) };
    },
  );

  app.delete(
    '/maintenance-windows/:id',
    {
      schema: {
        ...describe('deleteMaintenanceWindow', 'Delete a maintenance window; what was maintenance stays so'),
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { id } = await existing(request.params.id);
      await core.maintenance.delete(id, actorOf(request));
      return reply.code(204).send();
    },
  );

  if (dialect === 'compat') return;
  app.post(
    '/maintenance-windows/:id/end',
    {
      schema: {
        ...describe('endMaintenanceWindow', 'End maintenance now; one that repeats comes again'),
        params: idParams,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id } = await existing(request.params.id);
      return { data: show(await core.maintenance.update(id, (now) => endedAt(now, nowMs()), actorOf(request))) };
    },
  );
}

/** A calendar: windows that repeat are worked out here, so that nobody who shows one has to. The contract has none. */
function occurrenceRoute(app: Api, context: RouteContext): void {
  const { core, maintenance } = context.deps;
  app.get(
    '/maintenance-windows/occurrences',
    {
      schema: {
        ...operation({
          operationId: 'listMaintenanceOccurrences',
          summary: 'List when maintenance is in a span of time, of all windows or of those on a monitor',
          tags: ['Maintenance windows'],
        }),
        querystring: occurrencesQuery,
        response: { 200: table(occurrenceDto) },
      },
    },
    async ({ query: { from, to, monitorId } }) => {
      const monitor = monitorId === undefined ? undefined : await existingMonitor(monitorId, context);
      const windows = (await core.maintenance.all()).filter((window) => !monitor || maintenance.isOn(window, monitor));
      const found = windows.flatMap((window) =>
        occurrencesBetween(window, from, to).map(({ startMs, endMs }) => ({ windowId: window.id, startMs, endMs })),
      );
      const shown = found.toSorted((a, b) => a.startMs - b.startMs).slice(0, OCCURRENCES_MAX);
      return wholeTable(
        shown.map(({ windowId, startMs, endMs }) => ({ windowId, startsAt: isoTime(startMs), endsAt: isoTime(endMs) })),
      );
    },
  );
}

function filterOf(text: string | undefined): (typeof WINDOW_FILTERS)[number] | undefined {
  const filter = WINDOW_FILTERS.find((one) => one === text?.toLowerCase());
  if (text !== undefined && filter === undefined) {
    throw invalid('filter', `filter must be one of ${WINDOW_FILTERS.join(', ')}, got "${text}"`);
  }
  return filter;
}

function endedAt(window: KeptWindow, nowMs: number): WindowContent {
  if (!isActive(window, nowMs)) throw new StoreRefusal('conflict', 'the maintenance does not last now');
  // It has lasted for a moment at least.
  const endMs = Math.max(nowMs, window.startsAtMs + 1);
  return { ...window, endedEarlyAtMs: [...window.endedEarlyAtMs, endMs].slice(-ENDED_EARLY_MAX) };
}
