/** Monitors and groups of Uptime Kuma. */
import { type DraftObject, flagOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import type { KumaData } from './kuma-data.ts';
import type { Kind } from './kind.ts';
import { isUpsideDown, KINDS } from './monitor-kinds.ts';
import { type Family, familyOf } from './monitor-family.ts';
import { incidentPolicyOf, type Repeating } from './telling.ts';

export interface MonitorNames {
  /** Of monitors and of the monitors in groups, by id. */
  readonly named: (id: number) => readonly string[];
  /** What a component of a status page shows; undefined for what is not imported. */
  readonly shownAs: (id: number) => DraftObject | undefined;
  readonly repeats: readonly Repeating[];
}

interface Known {
  readonly tagsOf: (monitorId: number) => readonly string[];
  readonly channelsOf: (monitorId: number) => readonly string[];
}

const FREQUENCY_MAX_SECONDS = 86_400;

export function importMonitors(data: KumaData, gathering: Gathering, known: Known): MonitorNames {
  const family = familyOf(data.monitors);
  const names = new Map<number, string>();
  const groups = new Map<number, string>();
  const repeats: Repeating[] = [];
  for (const row of data.monitors) {
    if (textOf(row, 'type') === 'group') continue;
    const made = importMonitor(row, { gathering, family, ...known });
    if (!made) continue;
    names.set(idOf(row), made.name);
    if (made.repeats) repeats.push(made.repeats);
  }
  for (const row of data.monitors) {
    if (textOf(row, 'type') === 'group')
      groups.set(idOf(row), importGroup(row, { gathering, family, names, ...known }));
  }
  return {
    repeats,
    named: (id) => (family.isGroup(id) ? family.within(id) : [id]).flatMap((one) => names.get(one) ?? []),
    shownAs: (id) => {
      const [monitor, resourceGroup] = [names.get(id), groups.get(id)];
      return monitor !== undefined ? { monitor } : resourceGroup !== undefined ? { resourceGroup } : undefined;
    },
  };
}

interface Context extends Known {
  readonly gathering: Gathering;
  readonly family: Family;
}

function importMonitor(row: Row, { gathering, family, tagsOf, channelsOf }: Context) {
  const id = idOf(row);
  const type = textOf(row, 'type') ?? 'unknown';
  const label = textOf(row, 'name') ?? `monitor ${id}`;
  const kind = KINDS[type]?.(row) ?? { lacks: 'Upwatch has no such check' };
  if ('lacks' in kind) {
    gathering.leftOut(`monitor "${label}"`, type, kind.lacks);
    return undefined;
  }
  const name = gathering.name('monitors', label, `monitor:${id}`);
  const where = `monitor "${name}"`;
  for (const [what, why] of kind.lost ?? []) gathering.lost(where, what, why);
  for (const [what, why] of kind.changed ?? []) gathering.changed(where, what, why);
  sayOthers(row, where, gathering);
  const pausedBecause = isUpsideDown(row)
    ? 'it is upside down (up when it fails), which Upwatch cannot say'
    : kind.pausedBecause;
  const channels = channelsOf(id);
  const repeats = repeatsOf(row, name, channels);
  const tags = tagsOf(id);
  const body: DraftObject = {
    name,
    type: kind.type,
    config: kind.config,
    ...paceOf(row, kind, where, gathering),
    enabled: pausedBecause === undefined && (flagOf(row, 'active') ?? true) && !family.isPausedAbove(id),
    ...(kind.assertions && { assertions: kind.assertions }),
    ...kind.extra,
    ...(tags.length > 0 && { tags }),
    alertChannels: repeats ? [] : channels,
  };
  const thing = { section: 'monitors', ref: `monitor:${id}`, name, from: type, body } as const;
  gathering.add({ ...thing, ...(pausedBecause !== undefined && { pausedBecause }) });
  return { name, repeats };
}

/** How often, and how many failures count. What reports by itself has its pace in its settings. */
function paceOf(row: Row, kind: Kind, where: string, gathering: Gathering): DraftObject {
  if (kind.isPassive) return {};
  const interval = Math.round(numberOf(row, 'interval') ?? 60);
  const frequencySeconds = Math.min(FREQUENCY_MAX_SECONDS, Math.max(1, interval));
  if (interval > FREQUENCY_MAX_SECONDS) gathering.changed(where, 'interval', 'is a day, the longest there is');
  const retryInterval = numberOf(row, 'retry_interval') || interval;
  if ((numberOf(row, 'maxretries') ?? 0) > 0 && retryInterval !== interval) {
    gathering.changed(where, 'retry_interval', 'a failure is confirmed at once, then at the usual pace');
  }
  return { frequencySeconds, incidentPolicy: incidentPolicyOf(row, frequencySeconds) };
}

/** Set, and without a place of ours whatever the type. */
function sayOthers(row: Row, where: string, gathering: Gathering): void {
  if (textOf(row, 'description') !== undefined) {
    gathering.lost(where, 'description', 'monitors of Upwatch have no description');
  }
  if (flagOf(row, 'save_response')) gathering.lost(where, 'save_response', 'answers are kept of failures alone');
  if (flagOf(row, 'retry_only_on_status_code_failure')) {
    gathering.lost(where, 'retry_only_on_status_code_failure', 'every failure is confirmed alike');
  }
}

function repeatsOf(row: Row, name: string, channels: readonly string[]): Repeating | undefined {
  const beats = numberOf(row, 'resend_interval') ?? 0;
  if (beats <= 0 || channels.length === 0) return undefined;
  return { monitor: name, channels, seconds: beats * Math.max(1, numberOf(row, 'interval') ?? 60) };
}

function importGroup(
  row: Row,
  { gathering, family, names, channelsOf }: Context & { names: ReadonlyMap<number, string> },
): string {
  const id = idOf(row);
  const name = gathering.name('resourceGroups', textOf(row, 'name') ?? `group ${id}`, `group:${id}`);
  const where = `group "${name}"`;
  const members = family.within(id).flatMap((one) => names.get(one) ?? []);
  const channels = channelsOf(id);
  const description = textOf(row, 'description');
  if (family.hasGroups(id))
    gathering.changed(where, 'parent', 'groups hold monitors alone: those of inner groups are in both');
  if (isUpsideDown(row)) gathering.lost(where, 'upside_down', 'a group is down when its members are');
  gathering.add({
    section: 'resourceGroups',
    ref: `group:${id}`,
    name,
    from: 'group',
    body: {
      name,
      ...(description !== undefined && { description }),
      monitors: members,
      // One that tells nobody needs no verdict of its own.
      ...(channels.length > 0 && { healthThresholdType: 'COUNT', healthThresholdValue: 1, alertChannels: channels }),
    },
  });
  return name;
}

function idOf(row: Row): number {
  return numberOf(row, 'id') ?? -1;
}
