import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { TagRequest } from '../../stores/port.ts';
import { StoreRefusal } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { changeMonitor, deleteMonitor } from '../monitor-changes.ts';
import { newTagsOf } from '../monitor-input.ts';
import { invalid, Problem } from '../problem.ts';
import { bulkBody, bulkResult } from '../schemas/monitors.ts';
import { single } from '../schemas/paging.ts';
import { operation } from './operation.ts';

type Bulk = z.output<typeof bulkBody>;

/** One action on many monitors: each is done by itself, and what could not be done is said. */
export function monitorBulkRoutes(app: Api, context: RouteContext): void {
  app.post(
    '/monitors/bulk',
    {
      schema: {
        ...operation({
          operationId: 'bulkMonitorAction',
          summary: 'Do one thing to many monitors',
          tags: ['Monitors'],
        }),
        body: bulkBody,
        response: { 200: single(bulkResult) },
      },
    },
    async (request) => {
      const { body } = request;
      refuseWithoutTags(body);
      const newTags = newTagsOf({ newTags: body.newTags });
      const succeeded: string[] = [];
      const failed: { monitorId: string; reason: string }[] = [];
      for (const monitorId of new Set(body.monitorIds)) {
        try {
          await act(monitorId, body, newTags, request, context);
          succeeded.push(monitorId);
        } catch (error) {
          failed.push({ monitorId, reason: reasonOf(error) });
        }
      }
      return { data: { succeeded, failed } };
    },
  );
}

function refuseWithoutTags({ action, tagIds, newTags }: Bulk): void {
  const hasTags = (tagIds?.length ?? 0) > 0 || (action === 'ADD_TAG' && (newTags?.length ?? 0) > 0);
  if (action.endsWith('_TAG') && !hasTags) throw invalid('tagIds', `tagIds must not be empty for ${action}`);
}

async function act(
  monitorId: string,
  { action, tagIds }: Bulk,
  newTags: readonly TagRequest[],
  request: FastifyRequest,
  context: RouteContext,
): Promise<void> {
  const ids = new Set(tagIds);
  switch (action) {
    case 'PAUSE':
    case 'RESUME':
      await changeMonitor(monitorId, () => ({ isEnabled: action === 'RESUME' }), request, context);
      return;
    case 'DELETE':
      await deleteMonitor(monitorId, request, context);
      return;
    case 'ADD_TAG': {
      const add = (current: { readonly tagIds: readonly string[] }) => ({
        tagIds: [...new Set([...current.tagIds, ...ids])],
      });
      await changeMonitor(monitorId, add, request, context, newTags);
      return;
    }
    case 'REMOVE_TAG': {
      const remove = (current: { readonly tagIds: readonly string[] }) => ({
        tagIds: current.tagIds.filter((id) => !ids.has(id)),
      });
      await changeMonitor(monitorId, remove, request, context);
    }
  }
}

/** An expected refusal is part of the answer; anything else is a fault, and ends the request. */
function reasonOf(error: unknown): string {
  const isExpected = error instanceof Problem || (error instanceof StoreRefusal && error.code !== 'disk_full');
  if (isExpected) return error.message;
  throw error;
}
