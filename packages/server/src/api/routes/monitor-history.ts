/**
 * The past of a monitor that was seen elsewhere, before it was looked at here. It is history alone: nothing is decided
 * by it, so it makes no incident and tells nobody.
 */
import { type ImportedTotals, importedRegion, importedRows, importSourceOf, totalsOfImported } from '@upwatch/core';
import type { Past } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { existingMonitor } from '../monitor-views.ts';
import { isoTime, isoTimeOrNull } from '../present/time.ts';
import { Problem } from '../problem.ts';
import { historyDto, historyParams, type PastBody, pastBody, pastTakenDto } from '../schemas/history.ts';
import { single } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

export function monitorHistoryRoutes(app: Api, context: RouteContext): void {
  const { history } = context.deps;
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Results'] });

  app.get(
    '/monitors/:id/history',
    {
      schema: {
        ...describe(
          'getMonitorHistory',
          'Show from when on there is history of a monitor, and what was imported of it',
        ),
        params: idParams,
        response: { 200: single(historyDto) },
      },
    },
    async ({ params }) => {
      const monitor = await existingMonitor(params.id, context);
      const { ownFromMs, keptFromMs, imported } = await history.extent(monitor.key);
      const data = {
        monitorId: monitor.id,
        ownFrom: isoTimeOrNull(ownFromMs),
        keptFrom: isoTime(keptFromMs),
        imported: imported.map(({ region, fromMs, toMs }) => {
          return { source: importSourceOf(region) ?? region, from: isoTime(fromMs), to: isoTime(toMs) };
        }),
      };
      return { data };
    },
  );

  app.put(
    '/monitors/:id/history/:source',
    {
      schema: {
        ...describe('importMonitorHistory', 'Bring what another monitor saw, before this one was looked at here'),
        params: historyParams,
        body: pastBody,
        response: { 200: single(pastTakenDto) },
      },
    },
    async ({ params, body }) => {
      const monitor = await existingMonitor(params.id, context);
      const taken = await history.takeInPast(monitor.key, importedRegion(params.source), pastOf(monitor.key, body));
      if (!taken) throw new Problem('CONFLICT', 'history has as many regions and sources as it can number');
      return { data: taken };
    },
  );
}

function pastOf(monitorKey: number, { looks, hours, days }: PastBody): Past {
  const past = looks.map(({ at, outcome, latencyMs }) => ({ atMs: at, outcome, latencyMs: latencyMs ?? undefined }));
  return { looks: importedRows(monitorKey, past), hours: hours.map(totalsAt), days: days.map(totalsAt) };
}

function totalsAt({ from, latency, ...looks }: PastBody['hours'][number]) {
  const given: ImportedTotals = { looks, latency: latency ?? undefined };
  return { atMs: from, totals: totalsOfImported(given) };
}
