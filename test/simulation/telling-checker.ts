/** The invariants of telling (I3, I4): what is put into the outbox, and what the far ends get. */
import assert from 'node:assert/strict';
import type { Delivery, DeliveryStatus, NotificationPolicy } from '@upwatch/core';
import type { Checker, Step } from './checker.ts';
import type { Limited, Received } from './far-ends.ts';
import type { MemoryTables } from './memory-tables.ts';
import { toldAtOnce } from './routes.ts';
import { isJudgement } from './severity.ts';
import type { Stories } from './stories.ts';
import type { Together } from './together.ts';
import { MINUTE, type Target, type World } from './world.ts';

/** A send that has begun may last so long. */
const SEND_MAX_MS = 35_000;

/** A message may arrive so long after the process that sent it has died. */
const ON_ITS_WAY_MS = 1000;

/** How an alert ends that nobody knows to have arrived. */
const ENDED_UNKNOWN: ReadonlySet<DeliveryStatus> = new Set(['FAILED', 'CANCELLED']);

/** A window that was made this moment is not known everywhere yet. */
const KNOWN_AFTER_MS = 2000;

/** What follows in a story waits so long for what was told to be written down. */
const UNWRITTEN_MS = 5 * MINUTE;

/** An alert that a far end got, by the true clock. */
interface Last {
  readonly alert: Delivery;
  readonly atMs: number;
}

/** How often a far end got an alert, by itself or in a digest. */
interface Told {
  readonly firstAtMs: number;
  readonly by: Received[];
}

export class TellingChecker {
  readonly #world: World;
  readonly #tables: MemoryTables;
  readonly #policies: readonly NotificationPolicy[];
  readonly #checker: Checker;
  readonly #together: Together;
  readonly #stories: Stories;
  /** By alert. */
  readonly told = new Map<string, Told>();
  /** By incident and channel, what came last. */
  readonly #last = new Map<string, Last>();
  /** By channel, the newest. */
  readonly #limited = new Map<string, Limited>();
  /** By incident, when somebody took it on, by the true clock. */
  readonly #takenAtMs = new Map<string, number>();

  constructor(given: {
    readonly world: World;
    readonly tables: MemoryTables;
    readonly policies: readonly NotificationPolicy[];
    readonly checker: Checker;
    readonly together: Together;
    readonly stories: Stories;
  }) {
    this.#world = given.world;
    this.#tables = given.tables;
    this.#policies = given.policies;
    this.#checker = given.checker;
    this.#together = given.together;
    this.#stories = given.stories;
  }

  committed(step: Step): void {
    const { target, before, commit, decidedAtMs } = step;
    const { incident: row, deliveries } = commit;
    const tie = commit.state.incident;
    const openings = deliveries.filter(({ kind }) => kind !== 'INCIDENT_RESOLVED');
    for (const delivery of deliveries) this.#stories.isOfKept(delivery);
    const id = tie?.id ?? row?.id;
    for (const { incidentId, policyName } of tie?.dispatches ?? [])
      assert.equal(incidentId, tie!.id, `"${policyName}" works on another incident`);
    if (row?.acknowledgement && row.acknowledgement.atMs !== before.row?.acknowledgement?.atMs)
      this.#takenAtMs.set(row.id, this.#world.agenda.nowMs);
    // Told as the severity that it has is: severity.ts.
    if (isJudgement(commit)) return;
    const kind = openingKind(step);
    if (kind && !tie?.held) this.#tellsAll(target, kind, step, openings);
    else if (kind || tie?.held) this.#isRightlyHeld(step, openings);
    else if (openings.length > 0)
      this.#stories.escalatesRightly(this.#tables.incidents.get(id ?? ''), openings, decidedAtMs);
    if (row?.status === 'RESOLVED' && before.row?.status === 'CONFIRMED') this.#stories.tellsEnd(row, deliveries);
  }

  #tellsAll(
    target: Target,
    kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
    step: Step,
    openings: readonly Delivery[],
  ): void {
    const { state } = step.commit;
    const { severityByHand, severity: seen } = state.incident!;
    const severity = severityByHand ?? (seen === 'down' ? 'DOWN' : 'DEGRADED');
    const expected = toldAtOnce(target, severity, kind, this.#policies);
    const told = new Set(openings.map(({ channelId }) => channelId));
    for (const channelId of expected)
      assert.ok(
        told.has(channelId),
        `I3: ${channelId} is not told of ${state.incident!.id}, which has opened: ${openings.map(({ key }) => key).join()}`,
      );
    // One that was kept and could not be read back for a lock is not followed until the next is read.
    const isFollowed = this.#world.drawn.busy === 0;
    const isHeld = isFollowed && this.#isMaintained(target, step.decidedAtMs, KNOWN_AFTER_MS);
    assert.ok(!isHeld, `${state.incident!.id} is told in maintenance`);
    this.#checker.count('opening told');
  }

  #isRightlyHeld({ target, commit, before, decidedAtMs }: Step, openings: readonly Delivery[]): void {
    const { held, id } = commit.state.incident ?? {};
    assert.deepEqual(openings, [], `${id} is held and told`);
    if (!held || before.state?.incident?.held) return;
    const isBehind = target.parent !== undefined || this.#world.isSpokenFor(target);
    const isRight = held.because === 'maintenance' ? this.#isMaintained(target, decidedAtMs, 0) : isBehind;
    assert.ok(isRight, `${id} is held by ${held.because}, and there is none`);
  }

  /** @param knownForMs how long a window has been there at least */
  #isMaintained({ id }: Target, wallMs: number, knownForMs: number): boolean {
    return this.#tables
      .windowsOn(id)
      .some(
        (window) =>
          window.suppressAlerts &&
          window.startsAtMs <= wallMs &&
          wallMs < window.endsAtMs &&
          window.createdAtMs <= wallMs - knownForMs,
      );
  }

  /** Before a message goes out. */
  sending(key: string): void {
    this.#together.sending(key);
    const channelId = key.slice(key.lastIndexOf(':') + 1);
    const limited = this.#limited.get(channelId);
    const { nowMs } = this.#world.agenda;
    if (!limited || this.#world.crashesSince(limited.atMs) > 0 || this.#world.lastJumpMs >= limited.atMs) return;
    const waitedMs = nowMs - limited.atMs;
    assert.ok(
      waitedMs >= limited.waitMs,
      `A02: ${key} goes out ${waitedMs} ms after "come again in ${limited.waitMs} ms"`,
    );
  }

  limited(limited: Limited): void {
    this.#limited.set(limited.channelId, limited);
  }

  /** A far end got a message. */
  received(received: Received): void {
    const members = this.membersOf(received);
    assert.ok(members.length > 0, `I3: ${received.key} is in no outbox`);
    const { digest } = received.message;
    for (const member of members) this.#stories.isOfKept(member);
    const incidents = new Set(members.map(({ incidentId }) => incidentId));
    if (digest) {
      assert.equal(incidents.size, digest.total, `I3: ${received.key} names others than it tells of`);
      this.#checker.count('digest received');
    }
    for (const [incidentId, alerts] of Map.groupBy(members, (member) => member.incidentId))
      this.#inOrder(incidentId, alerts, received);
    for (const member of members) this.#notTooOften(member, received);
  }

  /** The alerts that a message tells: the one of its key, or those that it names. */
  membersOf({ key, message }: Received): readonly Delivery[] {
    const { digest } = message;
    if (!digest) {
      const alert = this.#tables.deliveries.get(this.#tables.keys.get(key) ?? '');
      return alert ? [alert] : [];
    }
    const candidates = this.#together.of(key).map((id) => this.#tables.deliveries.get(id)!);
    // Of many it names the first only.
    if (digest.headlines.length < digest.total) return candidates;
    const named = candidates.filter((alert) => digest.headlines.includes(alert.message.headline));
    return candidates.filter((alert) =>
      named.some(({ incidentId, sequence }) => incidentId === alert.incidentId && sequence >= alert.sequence),
    );
  }

  /** I4: no end without its beginning, nothing after what came later, nothing after somebody has taken it on. */
  #inOrder(incidentId: string, alerts: readonly Delivery[], received: Received): void {
    const { channelId, tellsWholeStory } = received;
    const place = `${incidentId} ${channelId}`;
    const last = this.#last.get(place);
    const inOrder = alerts.toSorted((a, b) => a.sequence - b.sequence);
    const newest = inOrder.at(-1)!;
    const isInOrder = !last || last.alert.sequence <= newest.sequence || this.#mayComeAfter(newest, last);
    assert.ok(isInOrder, `I4: ${newest.key} came after ${last?.alert.key}`);
    this.#last.set(place, { alert: newest, atMs: received.atMs });
    for (const alert of inOrder) if (alert.kind !== 'INCIDENT_RESOLVED') this.#mayBeTold(alert);
    if (newest.kind !== 'INCIDENT_RESOLVED') return;
    // Within one message it is one story, of which the newest is what it says.
    const isStory = tellsWholeStory || inOrder.some(({ kind }) => kind !== 'INCIDENT_RESOLVED');
    const isBegun = last && (last.alert.kind !== 'INCIDENT_RESOLVED' || last.alert.sequence >= newest.sequence);
    assert.ok(isStory || isBegun, `I4: ${newest.key} ends what was not told`);
  }

  /** Whether an alert may come although a later one of its story has come before. */
  #mayComeAfter({ id }: Delivery, last: Last): boolean {
    const { agenda, lastJumpMs } = this.#world;
    // What a clock that is set back makes young again is told by itself again, where it is not known to have arrived.
    if (agenda.nowMs - lastJumpMs < 24 * 60 * MINUTE) return true;
    // What arrived, was not answered so that we could know, and failed in the end is not known to have arrived.
    if (ENDED_UNKNOWN.has(this.#tables.deliveries.get(last.alert.id)!.status)) return true;
    // What could not be written down for minutes is told again after a crash, and what was told after it too.
    const { firstAtMs = Infinity } = this.told.get(id) ?? {};
    return last.atMs - firstAtMs >= UNWRITTEN_MS && this.#world.crashesSince(firstAtMs) > 0;
  }

  #mayBeTold({ id, key, incidentId, dispatchId, notBeforeMs, createdAtMs }: Delivery): void {
    if (this.#world.agenda.nowMs - this.#world.lastJumpMs < 24 * 60 * MINUTE) return;
    const wallMs = this.#world.wall();
    assert.ok(
      notBeforeMs === undefined || wallMs >= notBeforeMs,
      `A16: ${key} did not wait for the end of quiet hours`,
    );
    const row = this.#tables.incidents.get(incidentId);
    const takenAtMs = this.#takenAtMs.get(incidentId) ?? Infinity;
    const isTaken = row?.acknowledgement && dispatchId !== undefined && createdAtMs <= row.acknowledgement.atMs;
    const isLate = isTaken && this.#world.agenda.nowMs - takenAtMs > SEND_MAX_MS;
    // Who has it tried again wants it told.
    const isAsked = this.#tables.triedAgain.has(id);
    assert.ok(
      !isLate || isAsked || row.acknowledgement?.snoozedUntilMs !== undefined,
      `A12: ${key} came long after somebody took it on`,
    );
  }

  /** I3: once; again only where we died since, or could not know that it had arrived. */
  #notTooOften({ id, key }: Delivery, received: Received): void {
    const told = this.told.get(id) ?? { firstAtMs: received.atMs, by: [] };
    this.told.set(id, told);
    const inDoubt = told.by.filter((one) => one.isInDoubt).length;
    const allowed = 1 + inDoubt + this.#world.crashesSince(told.firstAtMs - ON_ITS_WAY_MS);
    told.by.push(received);
    const { length: times } = told.by;
    assert.ok(
      times <= allowed,
      `I3: ${key} came ${times} times, of which ${inDoubt} were in doubt: ${told.by.map((one) => `${one.key} at ${one.atMs}`).join(', ')}`,
    );
  }
}

/** What a commit opens, if it does. */
function openingKind({ before, commit }: Step): 'INCIDENT_CREATED' | 'INCIDENT_REOPENED' | undefined {
  const { incident: row, state } = commit;
  const { incident: tie } = state;
  if (tie?.status !== 'CONFIRMED') return undefined;
  const was = before.state?.incident;
  // What was told as down in this round is not told so again.
  const isWorse =
    was?.status === 'CONFIRMED' && !was.held && was.id === tie.id && !was.isToldAsDown && tie.isToldAsDown;
  if (isWorse) return 'INCIDENT_CREATED';
  if (row?.status === 'CONFIRMED' && before.row?.status !== 'CONFIRMED')
    return before.row?.status === 'RESOLVED' ? 'INCIDENT_REOPENED' : 'INCIDENT_CREATED';
  const held = before.state?.incident?.held;
  return held && !tie.held && before.state?.incident?.id === tie.id ? held.kind : undefined;
}
