/** `maintenance` of `upwatch.yml`: windows by name, on monitors, tags and groups by name. */
import { isDeepStrictEqual } from 'node:util';
import type { ApiErrorEntry } from '@upwatch/core';
import { isOnAll } from '@upwatch/core/maintenance';
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { windowWarnings } from '../api/present/maintenance.ts';
import { isoTime } from '../api/present/time.ts';
import { invalid, Problem } from '../api/problem.ts';
import { windowBody } from '../api/schemas/maintenance.ts';
import { nameOf as nameSchema, timeMs } from '../api/schemas/values.ts';
import { type WindowBody, windowFrom } from '../api/window-input.ts';
import type { KeptWindow, WindowContent } from '../stores/port.ts';
import { apart } from './declared-policies.ts';
import { type Content, type DeclaredThing, type Names, named, type Path, said, type Section } from './section.ts';

const names = z.array(z.string().min(1).max(255)).max(200);
const naming = { monitors: names.optional(), tags: names.optional(), resourceGroups: names.optional() };
const extras = z.looseObject({ name: nameSchema(100), startsAt: z.string(), ...naming });
/** As the file calls one that has no name. */
const NAMELESS = /^window [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface Entry {
  readonly name: string;
  readonly body: WindowBody;
  readonly monitors: readonly string[];
  readonly tags: readonly string[];
  readonly resourceGroups: readonly string[];
}

export const maintenanceSection: Section = {
  kind: 'maintenance',
  key: 'maintenance',
  article: 'a maintenance window',
  schema: () => windowBody('full').extend({ name: nameSchema(100), startsAt: timeMs, ...naming }),
  read: (value, at) => {
    const own = parseOrFaults(extras, value, at);
    if ('faults' in own) return own;
    const { monitors = [], tags = [], resourceGroups = [], ...rest } = own.value;
    const body = parseOrFaults(windowBody('full'), rest, at);
    if ('faults' in body) return body;
    const faults = faultsOf(body.value, own.value, `${String(at[0])}[${String(at[1])}]`);
    if (faults.length > 0) return { faults };
    return { thing: thingOf({ name: rest.name, body: body.value, monitors, tags, resourceGroups }, at) };
  },
  named: ({ windows }) => windows.map(withName),
  current: ({ windows }, known) =>
    windows.map((one) => ({ kind: 'maintenance', ...withName(one), ...contentOf(one, known) })),
  remove: (id, { core, actor }) => core.maintenance.delete(id, actor),
};

function withName({ id, name = `window ${id}` }: KeptWindow) {
  return { id, name };
}

function thingOf(entry: Entry, at: Path): DeclaredThing {
  const { name, body } = entry;
  return {
    ...{ kind: 'maintenance', name, at },
    references: [
      ...named('monitor', entry.monitors, [...at, 'monitors']),
      ...named('tag', entry.tags, [...at, 'tags']).map((one) => ({ ...one, isMade: true as const })),
      ...named('resourceGroup', entry.resourceGroups, [...at, 'resourceGroups']),
    ],
    check: () => void windowFrom(body, { id: '', nowMs: 0 }),
    warnings: ({ nowMs }) =>
      windowWarnings(windowFrom(body, { id: '', nowMs: 0 }), nowMs).map((message) => ({
        field: 'repeatRule',
        message,
      })),
    content: (known) => contentOf(windowOf(entry, '', known), known),
    make: async (hands) => {
      for (const tag of entry.tags) await hands.tagIdOf(tag);
      return (await hands.core.maintenance.create(windowOf(entry, hands.newId(), hands), hands.actor)).id;
    },
    change: async (id, hands) => {
      for (const tag of entry.tags) await hands.tagIdOf(tag);
      const next = windowOf(entry, id, hands);
      await hands.core.maintenance.update(id, (old) => withEnds(next, old), hands.actor);
    },
  };
}

/** Times that a person ended early stay ended while the rule is the same; what has no name keeps none. */
function withEnds(next: WindowContent, old: KeptWindow): WindowContent {
  const times = ({ startsAtMs, endsAtMs, repeatRule, timeZone }: WindowContent): unknown[] => [
    ...[startsAtMs, endsAtMs, repeatRule, timeZone],
  ];
  const { name, ...rest } = next;
  const isNameless = old.name === undefined && name !== undefined && NAMELESS.test(name);
  const whole = isNameless ? rest : next;
  return isDeepStrictEqual(times(old), times(next)) ? { ...whole, endedEarlyAtMs: old.endedEarlyAtMs } : whole;
}

function windowOf(
  { body, monitors, tags, resourceGroups }: Entry,
  id: string,
  { idOf }: Pick<Names, 'idOf'>,
): WindowContent {
  // It says when it starts: now is not asked for.
  const given = windowFrom(body, { id, nowMs: 0 });
  const both = (ids: readonly string[], own: readonly string[]): readonly string[] => [...new Set([...ids, ...own])];
  return {
    ...given,
    monitorIds: both(
      given.monitorIds,
      monitors.map((name) => idOf('monitor', name)),
    ),
    tagIds: both(
      given.tagIds,
      tags.map((name) => idOf('tag', name)),
    ),
    resourceGroupIds: both(
      given.resourceGroupIds,
      resourceGroups.map((name) => idOf('resourceGroup', name)),
    ),
    managedBy: 'CLI',
  };
}

/** As the file would say it. An id that nothing has any more stays: a window on nothing would be one on everything. */
function contentOf(window: WindowContent, { nameOf }: Names): Content {
  const [monitors, monitorIds] = apart(window.monitorIds, (id) => nameOf('monitor', id));
  const [tags, tagIds] = apart(window.tagIds, (id) => nameOf('tag', id));
  const [resourceGroups, resourceGroupIds] = apart(window.resourceGroupIds, (id) => nameOf('resourceGroup', id));
  const fields = said({
    startsAt: isoTime(window.startsAtMs),
    endsAt: isoTime(window.endsAtMs),
    repeatRule: window.repeatRule,
    timeZone: window.timeZone,
    reason: window.reason,
    ...{ monitors, monitorIds, tags, tagIds, resourceGroups, resourceGroupIds },
    ...(isOnAll(window) && { allMonitors: true }),
    suppressAlerts: window.suppressAlerts,
    pauseChecks: window.pauseChecks,
  });
  return { fields };
}

/** What only shows when the window is made: its rule, its zone, its order. */
function faultsOf(body: WindowBody, names: z.output<typeof extras>, place: string): readonly ApiErrorEntry[] {
  try {
    const { monitors, tags, resourceGroups } = names;
    const targets = windowFrom(body, { id: '', nowMs: 0 });
    const empty = Object.entries({ monitors, tags, resourceGroups }).find(([, list]) => list?.length === 0);
    const isNamed = [monitors, tags, resourceGroups].some((list) => (list ?? []).length > 0);
    if (isNamed && body.allMonitors) {
      throw invalid('allMonitors', 'allMonitors must be left out where targets are named, got true');
    }
    if (empty && !isNamed && !body.allMonitors && isOnAll(targets)) {
      throw invalid(empty[0], `${empty[0]} must name at least one; for every monitor say allMonitors: true, got []`);
    }
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.errors.map(({ code, field, message }) => ({
      ...{ code, field: `${place}.${field}`, message: `${place}.${message}` },
    }));
  }
}
