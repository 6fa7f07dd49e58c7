/**
 * The invariants of groups: one is told of where so many of its members are down as it says, once, to those whom it
 * concerns; its members are not told of while it stands for them, and go by what it says.
 */
import assert from 'node:assert/strict';
import type { Delivery, GroupThreshold, Incident } from '@upwatch/core';
import type { GroupCommit } from '../../packages/server/src/stores/port.ts';
import type { Besides } from './besides.ts';
import { type Calm, hasEscalated } from './calm-checker.ts';
import type { Step } from './checker.ts';
import type { Group } from './groups.ts';
import { toldOfGroup } from './routes.ts';
import { isJudgement } from './severity.ts';
import { HOUR, MINUTE } from './world.ts';

/** A window that begins or ends is known everywhere so long after. */
const KNOWN_AFTER_MS = 2 * MINUTE;
/** What was decided is kept so long after, where it is kept at all. */
const KEPT_AFTER_MS = 2000;

/** What is known of a group, by the true clock. */
interface Stand {
  /** Whether so many members may be down that it is, since when, but for a moment between two ticks, and when last. */
  isReached: boolean;
  reachedSinceMs: number;
  reachedAtMs: number;
  /** Since when they must be. */
  certainSinceMs?: number | undefined;
  /** Since when its incident stands. */
  speaksSinceMs?: number | undefined;
  lastId?: string;
}

export class GroupChecker {
  readonly #besides: Besides;
  readonly #stands: ReadonlyMap<string, Stand>;
  /** By monitor, when its verdict changed last, by the true clock. */
  readonly #changedAtMs = new Map<string, number>();

  constructor(besides: Besides) {
    this.#besides = besides;
    const never = { isReached: false, reachedSinceMs: -Infinity, reachedAtMs: -Infinity };
    this.#stands = new Map(besides.world.groups.map(({ content }) => [content.id, { ...never }]));
  }

  /** Something was kept of a monitor, which may be a member. */
  memberCommitted(step: Step): void {
    const { target, before, commit } = step;
    if (commit.state.verdict !== before.state?.verdict)
      this.#changedAtMs.set(target.id, this.#besides.world.agenda.nowMs);
    for (const group of this.#groupsOf(target.id)) {
      this.#follow(group);
      if (commit.deliveries.some(isOpening)) this.#isNotSpokenFor(group, step);
    }
  }

  /** Something was kept of a group. @param before the row that it writes, as it was */
  committed({ groupId, state, incident: row, deliveries, updates }: GroupCommit, before: Incident | undefined): void {
    const { stories, world, tables, count } = this.#besides;
    const group = world.groups.find(({ content }) => content.id === groupId)!;
    for (const delivery of deliveries) stories.isOfKept(delivery);
    const stand = this.#follow(group);
    const openings = deliveries.filter(isOpening);
    const hasOpened = row?.status === 'CONFIRMED' && before?.status !== 'CONFIRMED';
    const hasEnded = row?.status === 'RESOLVED' && before?.status === 'CONFIRMED';
    this.#hasOne(group, state.incident?.id, stand, row);
    if (hasOpened) this.#opensRightly(group, stand, row, before, openings);
    else if (openings.length > 0 && !isJudgement({ updates }))
      stories.escalatesRightly(tables.incidents.get(state.incident!.id), openings, world.wall());
    if (!hasEnded) return;
    stand.speaksSinceMs = undefined;
    stories.tellsEnd(row, deliveries);
    this.#endsRightly(group, stand, row);
    count('group end told');
  }

  checkCalm(calm: Calm): void {
    for (const group of this.#besides.world.groups) {
      const { id, name } = group.content;
      const stand = this.#follow(group);
      const state = this.#besides.tables.groupStates.get(id) ?? {};
      assert.deepEqual(calm.server.groups.get(id)?.state, state, 'I1: what is shown of a group is kept');
      const isTold = state.incident !== undefined || state.isClosedByHand === true;
      if (stand.certainSinceMs !== undefined) assert.ok(isTold, `G2: ${name} is down, and nobody is told`);
      if (!stand.isReached) assert.ok(!state.incident, `G6: ${name} is well, and said to be down`);
      const row = this.#besides.tables.incidents.get(state.incident?.id ?? '');
      if (row && !this.#hasJumped(HOUR))
        for (const dispatch of state.incident!.dispatches ?? []) hasEscalated(dispatch, row, calm);
      this.#isFollowed(group);
    }
  }

  #groupsOf(monitorId: string): readonly Group[] {
    return this.#besides.world.groups.filter(({ memberIds }) => memberIds.includes(monitorId));
  }

  /** I2: one incident at a time, and a new one when the last cannot come back any more. */
  #hasOne({ content: { name } }: Group, tiedId: string | undefined, stand: Stand, row: Incident | undefined): void {
    const { tables } = this.#besides;
    const last = tables.incidents.get(stand.lastId ?? '');
    if (row && row.id !== stand.lastId) {
      assert.ok(last?.status !== 'CONFIRMED', `I2: two incidents of ${name} are open`);
      const isCooling = last?.cooldownUntilMs !== undefined && row.createdAtMs < last.cooldownUntilMs;
      assert.ok(!isCooling || this.#hasJumped(6 * HOUR), `G5: ${name} has a new incident in the cooldown of the last`);
      stand.lastId = row.id;
    }
    const newest = tables.incidents.get(stand.lastId ?? '');
    const openId = newest?.status === 'CONFIRMED' ? newest.id : undefined;
    assert.equal(tiedId, openId, `I2: ${name} is tied to the incident that is open`);
    if (row?.resolvedAtMs !== undefined) assert.ok(row.resolvedAtMs >= row.startedAtMs, 'I2: end ≥ start');
  }

  #opensRightly(
    group: Group,
    stand: Stand,
    row: Incident,
    before: Incident | undefined,
    openings: readonly Delivery[],
  ): void {
    const { world, count } = this.#besides;
    const { name, confirmationDelaySeconds = 0 } = group.content;
    const { nowMs } = world.agenda;
    stand.speaksSinceMs = nowMs;
    const words = this.#inWords(group);
    assert.ok(stand.reachedAtMs >= nowMs - KEPT_AFTER_MS, `G1: ${name} is said to be down: ${words}`);
    const waitedMs = nowMs - stand.reachedSinceMs;
    // A recovery while the disk was full is not kept.
    const { maintenance, diskFull } = world.drawn;
    const isKnown = stand.isReached && maintenance + diskFull === 0 && !this.#hasJumped(HOUR);
    if (isKnown) assert.ok(waitedMs >= 1000 * confirmationDelaySeconds, `G3: ${name} is told after ${waitedMs} ms`);
    this.#isToldTo(group, before ? 'INCIDENT_REOPENED' : 'INCIDENT_CREATED', openings);
    count(before ? 'group reopened' : 'group told');
    assert.equal(row.severity, 'DOWN', `${name} is down`);
  }

  /** I3 and I4 of the opening. */
  #isToldTo(group: Group, kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED', openings: readonly Delivery[]): void {
    const { world, policies } = this.#besides;
    const members = world.targets.filter(({ id }) => group.memberIds.includes(id));
    // Of members that come and go just now it is not known which of them were meant.
    const { certain, possible } = toldOfGroup(group, kind, members, policies, (id) => this.#isDownSince(id));
    const told = new Set(openings.map(({ channelId }) => channelId));
    for (const channelId of certain)
      assert.ok(told.has(channelId), `I3: ${channelId} is not told of ${group.content.name}, which has opened`);
    for (const channelId of told)
      assert.ok(
        possible.has(channelId),
        `G7: ${channelId} is told of ${group.content.name}, which does not concern it`,
      );
  }

  #endsRightly({ content: { name } }: Group, { certainSinceMs }: Stand, { resolutionReason }: Incident): void {
    if (resolutionReason !== 'AUTO_RECOVERED' || certainSinceMs === undefined) return;
    const standsMs = this.#besides.world.agenda.nowMs - certainSinceMs;
    assert.ok(standsMs < KEPT_AFTER_MS, `G6: ${name} is said to be well, and was down for ${standsMs} ms`);
  }

  /** What a group is told of its members are not. */
  #isNotSpokenFor(group: Group, { target, decidedAtMs }: Step): void {
    const { world } = this.#besides;
    const { speaksSinceMs } = this.#stands.get(group.content.id)!;
    if (!group.content.suppressesMembers || speaksSinceMs === undefined || this.#hasJumped(HOUR)) return;
    const decidedMs = world.agenda.nowMs - (world.wall() - decidedAtMs);
    const spokeMs = decidedMs - speaksSinceMs;
    assert.ok(spokeMs < 1000, `G4: ${target.id} is told of, although ${group.content.name} speaks for it`);
  }

  /** D1: members go by what their group says. */
  #isFollowed({ content, followerIds }: Group): void {
    const { tables } = this.#besides;
    const { defaultRetryStrategy } = tables.groups.get(content.id)!;
    for (const id of followerIds) {
      const { count } = tables.monitors.get(id)!.policy.triggerRules[0]!;
      const expected = defaultRetryStrategy!.maxRetries + 1;
      assert.equal(count, expected, `D1: ${id} may fail ${count} times, its group says ${expected}`);
    }
  }

  /** How a group stands by what is kept of its members, noted. */
  #follow(group: Group): Stand {
    const stand = this.#stands.get(group.content.id)!;
    const { nowMs } = this.#besides.world.agenda;
    const { threshold } = this.#besides.tables.groups.get(group.content.id) ?? group.content;
    const { mostFailing, fewestCounted, fewestFailing, mostCounted } = this.#numbersOf(group);
    const isPossible = threshold !== undefined && isReached(threshold, mostFailing, fewestCounted);
    const isCertain = threshold !== undefined && isReached(threshold, fewestFailing, mostCounted);
    // It was so until now, whatever it is from here on.
    const isOngoing = stand.isReached || nowMs - stand.reachedAtMs < KEPT_AFTER_MS;
    if (stand.isReached || isPossible) stand.reachedAtMs = nowMs;
    if (isPossible && !isOngoing) stand.reachedSinceMs = nowMs;
    stand.isReached = isPossible;
    stand.certainSinceMs = isCertain ? (stand.certainSinceMs ?? nowMs) : undefined;
    return stand;
  }

  /** Members that are under maintenance just about now count or not. */
  #numbersOf({ memberIds }: Group) {
    const certain = memberIds.filter((id) => !this.#mayBeMaintained(id));
    const maybe = memberIds.filter((id) => this.#mayBeMaintained(id));
    const down = (ids: readonly string[]): number => ids.filter((id) => this.#isDown(id)).length;
    return {
      mostFailing: down(memberIds),
      fewestCounted: certain.length + down(maybe),
      fewestFailing: down(certain),
      mostCounted: certain.length + maybe.length - down(maybe),
    };
  }

  /** Undefined for one that has just come or gone. */
  #isDownSince(monitorId: string): boolean | undefined {
    const ageMs = this.#besides.world.agenda.nowMs - (this.#changedAtMs.get(monitorId) ?? -Infinity);
    return ageMs < KEPT_AFTER_MS ? undefined : this.#isDown(monitorId);
  }

  #isDown(monitorId: string): boolean {
    return this.#besides.tables.states.get(monitorId)?.verdict === 'down';
  }

  #mayBeMaintained(monitorId: string): boolean {
    const wallMs = this.#besides.world.wall();
    return this.#besides.tables.windowsOn(monitorId).some(({ startsAtMs, endsAtMs }) => {
      return startsAtMs - KNOWN_AFTER_MS <= wallMs && wallMs <= endsAtMs + KNOWN_AFTER_MS;
    });
  }

  #inWords(group: Group): string {
    const { mostFailing, fewestCounted } = this.#numbersOf(group);
    return `${mostFailing} of ${fewestCounted} members, asked ${JSON.stringify(group.content.threshold)}`;
  }

  #hasJumped(withinMs: number): boolean {
    const { agenda, lastJumpMs } = this.#besides.world;
    return agenda.nowMs - lastJumpMs < withinMs;
  }
}

/** Said here anew, so as not to believe `core`. */
function isReached({ type, value }: GroupThreshold, failing: number, counted: number): boolean {
  if (failing === 0) return false;
  return type === 'COUNT' ? failing >= value : failing * 100 >= value * counted;
}

function isOpening({ kind }: Delivery): boolean {
  return kind !== 'INCIDENT_RESOLVED' && kind !== 'NOTICE';
}
