import type { Monitor } from '@upwatch/core';
import { z } from 'zod';
import type { Api, RouteContext } from '../api-instance.ts';
import { uptimeOf, summaryOf } from '../history-views.ts';
import { existingMonitor } from '../monitor-views.ts';
import { presentResult } from '../present/look.ts';
import { resultId, slotOfResultId } from '../present/result-id.ts';
import { invalid, notFound } from '../problem.ts';
import { single } from '../schemas/paging.ts';
import {
  resultDto,
  resultPage,
  resultsQuery,
  summaryDto,
  summaryQuery,
  uptimeDto,
  uptimeQuery,
} from '../schemas/results.ts';
import { id } from '../schemas/values.ts';
import { idParams, operation } from './operation.ts';

/** What was seen: single looks, summaries, uptime. */
export function resultRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Results'] });

  app.get(
    '/monitors/:id/results',
    {
      schema: {
        ...describe('listMonitorResults', "List a monitor's looks, newest first"),
        params: idParams,
        querystring: resultsQuery,
        response: { 200: resultPage(dialect) },
      },
    },
    async (request) => {
      const { from, to, cursor, limit, region, passed } = request.query;
      const monitor = await existingMonitor(request.params.id, context);
      const before = cursor === undefined ? undefined : readCursor(cursor);
      const looks = await deps.history.looks(monitor, {
        span: { ...(from !== undefined && { fromMs: from }), ...(to !== undefined && { toMs: to }) },
        ...(before && { before }),
        ...(region !== undefined && { region }),
        ...(passed !== undefined && { passed }),
        limit: limit + 1,
      });
      const page = looks.slice(0, limit);
      const last = page.at(-1);
      const hasMore = looks.length > limit;
      const nextCursor = hasMore && last ? writeCursor({ slotMs: last.row.slotMs, region: last.region }) : null;
      return { data: page.map((look) => presentResult(look, monitor.id)), nextCursor, hasMore };
    },
  );

  app.get(
    '/monitors/:id/results/summary',
    {
      schema: {
        ...describe('getMonitorResultSummary', 'Show how a monitor is and has been'),
        params: idParams,
        querystring: summaryQuery(dialect),
        response: { 200: summaryDto(dialect) },
      },
    },
    async (request) => summaryOf(await existingMonitor(request.params.id, context), request.query, deps),
  );

  app.get(
    '/monitors/:id/uptime',
    {
      schema: {
        ...describe('getMonitorUptime', "Show a monitor's uptime"),
        params: idParams,
        querystring: uptimeQuery,
        response: { 200: uptimeDto(dialect) },
      },
    },
    async (request) => uptimeOf(await existingMonitor(request.params.id, context), request.query, deps),
  );

  if (dialect === 'compat') return;
  app.get(
    '/monitors/:id/results/:resultId',
    {
      schema: {
        ...describe('getMonitorResult', 'Show one look'),
        params: z.object({ id, resultId: id }),
        response: { 200: single(resultDto(dialect)) },
      },
    },
    async (request) => {
      const monitor = await existingMonitor(request.params.id, context);
      const look = await lookById(monitor, request.params.resultId);
      if (!look) throw notFound('result', request.params.resultId);
      return { data: presentResult(look, monitor.id) };
    },
  );

  async function lookById(monitor: Monitor, wanted: string) {
    const slotMs = slotOfResultId(wanted);
    if (slotMs === undefined) return undefined;
    const looks = await deps.history.looks(monitor, { span: { fromMs: slotMs, toMs: slotMs + 1 }, limit: 200 });
    return looks.find(({ region, row }) => resultId({ monitorId: monitor.id, region, slotMs: row.slotMs }) === wanted);
  }
}

interface Cursor {
  readonly slotMs: number;
  readonly region: string;
}

function writeCursor({ slotMs, region }: Cursor): string {
  return Buffer.from(`${slotMs} ${region}`).toString('base64url');
}

function readCursor(text: string): Cursor {
  const match = /^(\d{1,15}) (.{1,100})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match) throw invalid('cursor', 'cursor must be the nextCursor of an earlier answer');
  return { slotMs: Number(match[1]), region: match[2]! };
}
