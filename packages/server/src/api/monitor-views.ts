/** Shows monitors with their tags, reading the tags once for all of them. */
import type { Monitor } from '@upwatch/core';
import { placesOf, placeWarnings } from '../engine/looking-places.ts';
import type { RouteContext } from './api-instance.ts';
import { maintenanceNow } from './present/maintenance.ts';
import { isShown, presentMonitor, presentVersion, type MonitorView } from './present/monitor.ts';
import { pingUrl } from './ping-url.ts';
import { notFound } from './problem.ts';
import type { MonitorVersion } from '../stores/port.ts';

async function viewOf(monitors: readonly Monitor[], { deps, dialect }: RouteContext): Promise<MonitorView> {
  const ids = [...new Set(monitors.flatMap((monitor) => monitor.tagIds))];
  const tags = ids.length > 0 ? await deps.core.tags.byIds(ids) : [];
  const maintenanceOf = (monitor: Monitor) => maintenanceNow(monitor, deps);
  const pingUrlOf = (monitor: Monitor) => pingUrl(deps.beats.knownTokenOf(monitor.id), deps.config);
  const environmentOf = (id: string) => deps.references.environmentOf(id);
  return {
    dialect,
    engine: deps.engine,
    placesOf: (monitor) => placesOf(monitor, deps),
    warningsOf: (monitor) => placeWarnings(placesOf(monitor, deps).wanted, deps.config).map(({ message }) => message),
    maintenanceOf,
    environmentOf,
    pingUrlOf,
    tags: new Map(tags.map((tag) => [tag.id, tag])),
  };
}

/** Those that the dialect can show. */
export async function showMonitors(monitors: readonly Monitor[], context: RouteContext) {
  const shown = monitors.filter((monitor) => isShown(monitor, context.dialect));
  const view = await viewOf(shown, context);
  return shown.map((monitor) => presentMonitor(monitor, view));
}

export async function showMonitor(monitor: Monitor, context: RouteContext) {
  return presentMonitor(monitor, await viewOf([monitor], context));
}

export async function showVersions(versions: readonly MonitorVersion[], context: RouteContext) {
  const shown = versions.filter(({ snapshot }) => isShown(snapshot, context.dialect));
  const view = await viewOf(
    shown.map(({ snapshot }) => snapshot),
    context,
  );
  return shown.map((version) => presentVersion(version, view));
}

/** The monitor of a path. @throws Problem NOT_FOUND, also for one that the dialect cannot show */
export async function existingMonitor(id: string, { deps, dialect }: RouteContext): Promise<Monitor> {
  const monitor = await deps.core.monitors.get(id);
  if (!monitor || !isShown(monitor, dialect)) throw notFound('monitor', id);
  return monitor;
}
