/** Changes to monitors: stored first, then told to the engine and to whoever watches. */
import type { Monitor } from '@upwatch/core';
import type { FastifyRequest } from 'fastify';
import { isPassive } from '../engine/looking-places.ts';
import type { NewMonitor, TagRequest } from '../stores/port.ts';
import type { RouteContext } from './api-instance.ts';
import { actorOf } from './caller.ts';
import { withoutCounters } from './monitor-input.ts';
import { existingMonitor } from './monitor-views.ts';
import { Problem } from './problem.ts';
import { pingTokenOf } from './routes/heartbeats.ts';

/** What changes of a monitor; the rest stays. */
export type MonitorPatch = (current: Monitor) => Partial<NewMonitor>;

export async function createMonitor(
  monitor: NewMonitor,
  newTags: readonly TagRequest[],
  request: FastifyRequest,
  { deps }: RouteContext,
  pingToken?: string,
): Promise<Monitor> {
  if (pingToken !== undefined) refuseTaken(pingToken, deps);
  const created = await deps.core.monitors.create(monitor, newTags, actorOf(request));
  if (isPassive(created.type, deps))
    await (pingToken === undefined ? deps.beats.tokenOf(created) : deps.beats.setToken(created, pingToken));
  deps.engine.monitorChanged(created);
  return created;
}

function refuseTaken(pingToken: string, { beats }: RouteContext['deps']): void {
  if (beats.isTokenTaken(pingToken)) throw new Problem('CONFLICT', 'pingToken must not be that of another monitor');
}

/** Puts another in the place of a monitor, and has its job report by another token from then on. */
export async function replaceWithToken(
  id: string,
  change: (current: Monitor) => NewMonitor,
  { pingToken, newTags }: { readonly pingToken?: string | null | undefined; readonly newTags: readonly TagRequest[] },
  request: FastifyRequest,
  context: RouteContext,
): Promise<Monitor> {
  const { deps } = context;
  const before = await existingMonitor(id, context);
  const token = pingTokenOf({ type: before.type, pingToken }, deps);
  const isNew = token !== undefined && token !== deps.beats.knownTokenOf(id);
  if (isNew) refuseTaken(token, deps);
  const changed = await replaceMonitor(id, change, request, context, newTags);
  if (isNew) await deps.beats.setToken(changed, token);
  return changed;
}

/** Applies a patch to the monitor of a path. */
export async function changeMonitor(
  id: string,
  patch: MonitorPatch,
  request: FastifyRequest,
  context: RouteContext,
  newTags: readonly TagRequest[] = [],
): Promise<Monitor> {
  const change = (current: Monitor): NewMonitor => ({ ...withoutCounters(current), ...patch(current) });
  return replaceMonitor(id, change, request, context, newTags);
}

/** Puts another in the place of the monitor of a path. */
export async function replaceMonitor(
  id: string,
  change: (current: Monitor) => NewMonitor,
  request: FastifyRequest,
  context: RouteContext,
  newTags: readonly TagRequest[] = [],
): Promise<Monitor> {
  const { deps } = context;
  const before = await existingMonitor(id, context);
  const changed = await deps.core.monitors.update(id, change, newTags, actorOf(request));
  if (changed.generation === before.generation) return changed;
  deps.engine.monitorChanged(changed);
  return changed;
}

export async function deleteMonitor(id: string, request: FastifyRequest, context: RouteContext): Promise<void> {
  const { deps } = context;
  const monitor = await existingMonitor(id, context);
  await deps.core.monitors.delete(id, actorOf(request));
  deps.engine.monitorDeleted(monitor);
}
