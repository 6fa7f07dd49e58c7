/** Liveness: faults have stopped long enough ago, so all is seen as it is, and all is told that was to be told. */
import assert from 'node:assert/strict';
import { type Delivery, type Dispatch, type Incident, type Outcome, uptimePercent } from '@upwatch/core';
import type { MemoryTables } from './memory-tables.ts';
import type { NoticeChecker } from './notice-checker.ts';
import type { Probes } from './probes.ts';
import { slowVerdictOf } from './response-times.ts';
import type { Server } from './server.ts';
import type { TellingChecker } from './telling-checker.ts';
import { HOUR, MINUTE, type Target, type World } from './world.ts';

/** What is told together is waited for, at most so long. */
const STORM_MAX_MS = 10 * MINUTE;
/** Why an alert was cancelled that somebody has taken on. */
const TAKEN: ReadonlySet<string> = new Set(['it was acknowledged', 'it was cancelled while it was being sent']);
/** An alert is tried for a day, by a clock that may have jumped. */
const GIVEN_UP_AFTER_MS = 24 * HOUR;

export interface Calm {
  readonly world: World;
  readonly tables: MemoryTables;
  readonly telling: TellingChecker;
  readonly notices: NoticeChecker;
  readonly server: Server;
  readonly probes: Probes;
}

export function checkCalm(calm: Calm): void {
  const { world, tables, server } = calm;
  const open = [...tables.open].map((id) => tables.deliveries.get(id)!);
  // What was made before the clock was set back has waited long enough, too.
  const isOverdue = (atMs: number): boolean => atMs < world.wall() - STORM_MAX_MS || atMs > world.wall();
  const overdue = open.filter(({ createdAtMs, notBeforeMs }) =>
    notBeforeMs === undefined
      ? isOverdue(createdAtMs)
      : Math.max(createdAtMs, notBeforeMs) < world.wall() - STORM_MAX_MS,
  );
  assert.deepEqual(
    overdue.map(({ key, status }) => `${key} ${status}`),
    [],
    'the outbox is empty',
  );
  for (const delivery of tables.deliveries.values()) if (!tables.open.has(delivery.id)) hasEndedRightly(delivery, calm);
  for (const target of world.targets) {
    assert.deepEqual(server.recorder.stateOf(target.id), tables.states.get(target.id), 'I1: what is shown is kept');
    isSeenAsItIs(target, calm);
    isTold(target, calm);
    isNoticed(target, calm);
  }
}

/** I3: whatever was to be told reached its channel, or there is a reason why not. */
function hasEndedRightly(delivery: Delivery, { world, tables, telling }: Calm): void {
  const { id, key, status, incidentId, channelId, sequence, attemptCount, errorMessage, kind, dispatchId } = delivery;
  const hasArrived = telling.told.has(id);
  if (status === 'DELIVERED') return assert.ok(hasArrived, `I3: ${key} is said to be delivered, and reached nobody`);
  if (status === 'FAILED') {
    const isGivenUp =
      errorMessage?.startsWith('given up') &&
      (delivery.lastAttemptAtMs ?? 0) > delivery.createdAtMs + GIVEN_UP_AFTER_MS - HOUR;
    const isRefused = errorMessage?.startsWith('the provider answered');
    const hasJumped = world.lastJumpMs > -Infinity;
    return assert.ok(
      attemptCount > 0 && (isRefused || isGivenUp || hasJumped),
      `I3: ${key} has failed: ${errorMessage}`,
    );
  }
  // What a person has tried again may come to another end than what stands for it, or follows from it.
  const isTriedAgain = world.drawn.retryByHand > 0;
  const later = tables
    .ofIncident(incidentId)
    .filter((alert) => alert.channelId === channelId && alert.sequence > sequence);
  const isStoodFor = later.some((alert) => telling.told.has(alert.id) || alert.status === 'FAILED' || isTriedAgain);
  const isTaken = dispatchId !== undefined && TAKEN.has(errorMessage ?? '');
  const isOver = later.some((alert) => alert.kind === 'INCIDENT_RESOLVED') && delivery.notBeforeMs !== undefined;
  const isEndOfUntold = kind === 'INCIDENT_RESOLVED' && (isTriedAgain || !isOpeningDelivered(delivery, tables));
  assert.ok(
    hasArrived || isStoodFor || isTaken || isOver || isEndOfUntold,
    `I3: ${key} reached nobody: ${errorMessage}`,
  );
}

function isOpeningDelivered({ incidentId, channelId, sequence }: Delivery, tables: MemoryTables): boolean {
  const before = tables.ofIncident(incidentId).filter((one) => one.channelId === channelId && one.sequence < sequence);
  const round = before.slice(before.findLastIndex(({ kind }) => kind === 'INCIDENT_RESOLVED') + 1);
  return round.some(({ status }) => status === 'DELIVERED');
}

function isSeenAsItIs(target: Target, { world, tables, server, probes }: Calm): void {
  const state = tables.states.get(target.id)!;
  const { regions } = world;
  if (server.isPaused(target)) return;
  if (target.job) {
    const { [regions[0]!]: known } = state.regions;
    return assert.equal(known?.verdict, target.final[regions[0]!], `${target.name} is not seen as it is`);
  }
  const waitsUntilMs = state.incident?.status === 'TRIGGERED' ? (state.incident.waitsUntilMs ?? 0) : Infinity;
  assert.ok(world.wall() <= waitsUntilMs + MINUTE, `${target.id} waits for ever to be confirmed`);
  for (const region of regions) {
    const known = state.regions[region];
    const aheadMs = (known?.lastSlotMs ?? -Infinity) - world.wall();
    const isBlind = aheadMs > MINUTE ? `: blind since the clock was set back, for ${aheadMs} ms more` : '';
    const what = `${target.id} in ${region} is not seen as it is${isBlind}`;
    assert.equal(known?.verdict, finalVerdictOf(target, region), what);
  }
  const finals = regions.map((region) => finalVerdictOf(target, region));
  const down = finals.filter((outcome) => outcome === 'down').length;
  const bad = finals.filter((outcome) => outcome !== 'up').length;
  const isPossible = possibleVerdict(
    state.verdict,
    down,
    bad,
    target,
    regions.length,
    state.incident?.flapping !== undefined,
  );
  assert.ok(isPossible, `${target.id} is ${state.verdict}, with ${down} down and ${bad} bad regions`);
  const ageMs = world.agenda.nowMs - probes.newestAtMs(target);
  assert.ok(ageMs < 3 * target.intervalMs + 30_000, `I6: ${target.id} has not been looked at for ${ageMs} ms`);
  const newestSlotMs = server.recorder.newestOf(target.id)?.newestSlotMs ?? -Infinity;
  const knownAgeMs = world.wall() - newestSlotMs;
  assert.ok(knownAgeMs < 3 * target.intervalMs + 30_000, `I6: nothing new is known of ${target.id}`);
  assert.ok(knownAgeMs > -MINUTE, `${target.id} is blind: its newest look is ${-knownAgeMs} ms ahead of the clock`);
  const counts = { up: 0, degraded: 0, down: 0, unknown: 0 };
  for (const outcome of finals) counts[outcome]++;
  const uptime = uptimePercent(counts);
  assert.ok(uptime === null || (uptime >= 0 && uptime <= 100), 'I7');
}

/** What a region has to see once the faults have stopped: the worse of what the target does and how slowly. */
function finalVerdictOf(target: Target, region: string): Outcome {
  const own = target.final[region]!;
  const slow = slowVerdictOf(target);
  return own === 'down' || slow === 'up' || (own === 'degraded' && slow !== 'down') ? own : slow;
}

/** What there is to tell of a certificate is told, unless it may not be, or nobody sees it. */
function isNoticed(target: Target, calm: Calm): void {
  const { world, server, notices } = calm;
  notices.isKept(target);
  const isSeen = world.regions.some((region) => target.final[region] !== 'down');
  if (isSeen && !server.isPaused(target) && !isHeldNow(target, calm)) notices.isAllTold(target);
}

/** Between the numbers that open and that end an incident, either verdict may stand. */
function possibleVerdict(
  verdict: string,
  down: number,
  bad: number,
  { policy }: Target,
  count: number,
  isFlapping: boolean,
): boolean {
  const majority = Math.floor(count / 2) + 1;
  const needFailing = Math.min(Math.max(policy.confirmation.minRegionsFailing, majority), count);
  const needPassing = Math.min(policy.recovery.minRegionsPassing, count);
  if (verdict === 'down') return down >= needFailing || count - down < needPassing;
  if (verdict === 'degraded') return (down < needFailing || isFlapping) && bad > 0;
  return bad === 0;
}

/** What stands is told, or is held for a reason; each step whose time has come was told, unless somebody has it. */
function isTold(target: Target, calm: Calm): void {
  const { world, tables } = calm;
  const tie = tables.states.get(target.id)?.incident;
  if (tie?.status !== 'CONFIRMED' || world.agenda.nowMs - world.lastJumpMs < HOUR) return;
  if (tie.held) {
    return assert.ok(isHeldNow(target, calm), `I3: ${tie.id} is held for ever by ${tie.held.because}`);
  }
  const row = tables.incidents.get(tie.id)!;
  // Telling goes on when what it depends on is up again.
  if (isHeldNow(target, calm)) return;
  for (const dispatch of tie.dispatches ?? []) hasEscalated(dispatch, row, calm);
}

function isHeldNow(target: Target, { world, tables, server }: Calm): boolean {
  const parent = target.parent && tables.states.get(target.parent.id);
  const isBehind = parent?.verdict === 'down' || parent?.verdict === 'degraded' || parent?.incident !== undefined;
  const monitor = server.recorder.monitorOf(target.id)!;
  if (isSpokenForNow(target, world, tables)) return true;
  return isBehind || server.maintenance.holdOf(monitor, world.wall()) !== undefined;
}

/** A group stands for its members while it is down, also where a person has ended that. */
function isSpokenForNow({ id }: Target, { groups }: World, { groupStates }: MemoryTables): boolean {
  const speaking = groups.filter(({ content }) => content.suppressesMembers && content.threshold);
  return speaking.some(({ content, memberIds }) => {
    const { incident, isClosedByHand } = groupStates.get(content.id) ?? {};
    return memberIds.includes(id) && (incident !== undefined || isClosedByHand === true);
  });
}

/** Each step whose time has come was told, unless somebody has it. */
export function hasEscalated(
  { id, nextStepAtMs, fires, fellBackAtSteps, policyId, acknowledgedAtMs, status }: Dispatch,
  row: Incident,
  calm: Calm,
): void {
  const { world, tables } = calm;
  const { snoozedUntilMs = Infinity } = row.acknowledgement ?? {};
  const isTaken = row.acknowledgement && snoozedUntilMs > world.wall();
  if (!isTaken)
    assert.ok(
      (nextStepAtMs ?? Infinity) > world.wall() - MINUTE,
      `I3: a step of ${row.id} is due and is not told: ${status}`,
    );
  const { fallbackChannelIds } = tables.policies.get(policyId)!;
  if (!fallbackChannelIds || acknowledgedAtMs !== undefined) return;
  for (const { stepNumber } of fires) {
    const ofStep = tables
      .ofIncident(row.id)
      .filter(
        (alert) => alert.dispatchId === id && alert.stepNumber === stepNumber && alert.kind !== 'INCIDENT_RESOLVED',
      );
    const newest = Math.max(...ofStep.map(({ sequence }) => sequence));
    const last = ofStep.filter(({ sequence }) => sequence === newest);
    const hasFailed = last.length > 0 && last.every(({ status }) => status === 'FAILED');
    assert.ok(
      !hasFailed || fellBackAtSteps.includes(stepNumber),
      `A07: step ${stepNumber} of ${row.id} reached nobody`,
    );
  }
}
