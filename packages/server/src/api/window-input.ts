/** From what a request, or the config file, says of a maintenance window to a window. */
import { isOnAll, repeatProblem, timeZoneProblem } from '@upwatch/core/maintenance';
import type { z } from 'zod';
import type { CoreStore, KeptWindow, WindowContent } from '../stores/port.ts';
import { isGiven } from './is-given.ts';
import { shownEnd } from './present/maintenance.ts';
import { isoTime } from './present/time.ts';
import { invalid } from './problem.ts';
import type { windowBody, windowChange } from './schemas/maintenance.ts';

export type WindowBody = z.output<ReturnType<typeof windowBody>>;
export type WindowChangeBody = z.output<ReturnType<typeof windowChange>>;

/** What a body says beside the times. */
type Settings = Omit<WindowChangeBody, 'startsAt' | 'endsAt'>;

const LENGTH_MAX_MS = 366 * 86_400_000;
/** Rules are worked out in years of four digits. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** @throws Problem VALIDATION_FAILED naming the field */
export function windowFrom(body: WindowBody, context: { readonly id: string; readonly nowMs: number }): WindowContent {
  const startsAtMs = body.startsAt ?? context.nowMs;
  const blank: WindowContent = {
    id: context.id,
    startsAtMs,
    endsAtMs: endOf(body, startsAtMs),
    timeZone: 'UTC',
    monitorIds: [],
    tagIds: [],
    resourceGroupIds: [],
    suppressAlerts: true,
    pauseChecks: false,
    endedEarlyAtMs: [],
    managedBy: 'API',
  };
  return checked(merged(blank, body));
}

/** @throws Problem VALIDATION_FAILED naming the field */
export function changedWindow(current: KeptWindow, body: WindowChangeBody): WindowContent {
  const { createdAtMs: _, updatedAtMs: __, deletedAtMs: ___, ...content } = current;
  const next = merged({ ...content, startsAtMs: body.startsAt, endsAtMs: body.endsAt }, body);
  const { startsAtMs, endsAtMs, endedEarlyAtMs } = current;
  // Times that were ended early are those of the rule as it was.
  const isSame = isSameTimes(next, { ...content, endsAtMs: shownEnd(content) });
  // A rule that would be refused by now stands in the way of no other change.
  if (isSame) return { ...next, startsAtMs, endsAtMs, endedEarlyAtMs };
  return checked({ ...next, endedEarlyAtMs: [] });
}

/** @throws Problem VALIDATION_FAILED for a monitor, a group or a tag that is not there, so that a slip does not mute nothing */
export async function refuseUnknownTargets(
  window: WindowContent,
  core: Pick<CoreStore, 'monitors' | 'tags' | 'resourceGroups'>,
  before?: WindowContent,
): Promise<void> {
  // What was there when it was named may be gone by now.
  const isNew = (known: readonly string[] | undefined) => (id: string) => !known?.includes(id);
  for (const id of window.monitorIds.filter(isNew(before?.monitorIds))) {
    if (!(await core.monitors.get(id))) throw unknownTarget('monitorIds', 'monitors', id);
  }
  for (const id of window.resourceGroupIds.filter(isNew(before?.resourceGroupIds))) {
    if (!(await core.resourceGroups.get(id))) throw unknownTarget('resourceGroupIds', 'resource groups', id);
  }
  const named = window.tagIds.filter(isNew(before?.tagIds));
  const tags = new Set((await core.tags.byIds(named)).map(({ id }) => id));
  for (const id of named) if (!tags.has(id)) throw unknownTarget('tagIds', 'tags', id);
}

function unknownTarget(field: string, kind: string, id: string) {
  return invalid(field, `${field} must be ids of ${kind} that exist, got "${id}"`);
}

function endOf({ endsAt, durationSeconds }: WindowBody, startsAtMs: number): number {
  if (isGiven(durationSeconds) === (endsAt !== undefined)) {
    const got = endsAt === undefined ? 'neither' : 'both';
    throw invalid('endsAt', `endsAt must be given, or durationSeconds in its place, got ${got}`);
  }
  return endsAt ?? startsAtMs + 1000 * (durationSeconds ?? 0);
}

/** What the body names; `null` takes away what may be absent. */
function merged(current: WindowContent, body: Settings): WindowContent {
  const { name, reason, repeatRule, ...rest } = current;
  const texts = {
    name: body.name === undefined ? name : body.name,
    reason: body.reason === undefined ? reason : body.reason,
    repeatRule: body.repeatRule === undefined ? repeatRule : body.repeatRule,
  };
  return {
    ...rest,
    ...targetsOf(body),
    ...(isGiven(texts.name) && { name: texts.name }),
    ...(isGiven(texts.reason) && { reason: texts.reason }),
    ...(isGiven(texts.repeatRule) && { repeatRule: texts.repeatRule }),
    timeZone: body.timeZone ?? current.timeZone,
    suppressAlerts: body.suppressAlerts ?? current.suppressAlerts,
    pauseChecks: body.pauseChecks ?? current.pauseChecks,
    managedBy: body.managedBy ?? current.managedBy,
  };
}

/** Who names one kind of targets names all of them: the others are gone. */
function targetsOf(body: Settings) {
  const { monitorId, monitorIds, tagIds, resourceGroupIds, allMonitors } = body;
  const isNamed = [monitorId, monitorIds, tagIds, resourceGroupIds, allMonitors].some((one) => one !== undefined);
  if (!isNamed) return {};
  if (isGiven(monitorId) && isGiven(monitorIds)) {
    throw invalid('monitorId', 'monitorId must be absent where monitorIds are given, got both');
  }
  const targets = {
    monitorIds: unique(isGiven(monitorId) ? [monitorId] : monitorIds),
    tagIds: unique(tagIds),
    resourceGroupIds: unique(resourceGroupIds),
  };
  refuseUnclearTargets(body, targets);
  return targets;
}

/**
 * On everything is what somebody says by `allMonitors`, or in the contract's way by naming nothing; a selection that
 * came out empty is not that.
 * @param targets those that the body names
 */
function refuseUnclearTargets(
  { allMonitors, ...lists }: Pick<Settings, 'allMonitors' | 'monitorIds' | 'tagIds' | 'resourceGroupIds'>,
  targets: Parameters<typeof isOnAll>[0],
): void {
  const isAll = isOnAll(targets);
  if (isGiven(allMonitors) && allMonitors !== isAll) {
    const expected = isAll ? 'true where no monitor, tag or group is named' : 'left out where targets are named';
    throw invalid('allMonitors', `allMonitors must be ${expected}, got ${allMonitors}`);
  }
  const empty = (['monitorIds', 'tagIds', 'resourceGroupIds'] as const).find((field) => lists[field]?.length === 0);
  if (!isAll || allMonitors || empty === undefined) return;
  const wanted = 'name at least one; for every monitor say allMonitors: true';
  throw invalid(empty, `${empty} must ${wanted}, got []`);
}

function unique(ids: readonly string[] | null | undefined): readonly string[] {
  return [...new Set(ids)];
}

function isSameTimes(a: WindowContent, b: WindowContent): boolean {
  const isSame = a.startsAtMs === b.startsAtMs && a.endsAtMs === b.endsAtMs;
  return isSame && a.repeatRule === b.repeatRule && a.timeZone === b.timeZone;
}

function checked(window: WindowContent): WindowContent {
  const { startsAtMs, endsAtMs, timeZone, repeatRule } = window;
  if (!(startsAtMs >= EARLIEST_MS && startsAtMs < LATEST_MS)) {
    throw invalid('startsAt', `startsAt must lie in the years 2000 to 2199, got ${isoTime(startsAtMs)}`);
  }
  if (endsAtMs <= startsAtMs) {
    throw invalid('endsAt', `endsAt must be after startsAt ${isoTime(startsAtMs)}, got ${isoTime(endsAtMs)}`);
  }
  if (endsAtMs - startsAtMs > LENGTH_MAX_MS) {
    throw invalid('endsAt', `endsAt must be at most 366 days after startsAt, got ${isoTime(endsAtMs)}`);
  }
  const zoneProblem = timeZoneProblem(timeZone);
  if (zoneProblem !== undefined) throw invalid('timeZone', `timeZone ${zoneProblem}`);
  const problem = repeatRule === undefined ? undefined : repeatProblem({ startsAtMs, endsAtMs, timeZone, repeatRule });
  if (problem !== undefined) throw invalid('repeatRule', `repeatRule ${problem}`);
  return window;
}
