/**
 * The jobs as they run: each says that it begins, that it ended well or that it failed, or nothing, and says it again until
 * it is answered. What is made of that is measured against what they really did.
 */
import assert from 'node:assert/strict';
import type { Signal } from '@upwatch/core/heartbeat';
import { StoreRefusal } from '../../packages/server/src/stores/port.ts';
import type { Besides } from './besides.ts';
import type { Step } from './checker.ts';
import type { JobPlan } from './job-plan.ts';
import type { RealLook } from './probes.ts';
import { HOUR, MINUTE, type Target } from './world.ts';

/** Whoever is not answered in this time asks again. */
const ANSWER_MAX_MS = 10_000;
const TRIES_MAX = 20;
/** What is decided waits so long at most, and for as long beside as the disk is full. */
const KEPT_AFTER_MS = 15 * MINUTE;
/** A second's tick, and the way of a signal. */
const SLACK_MS = 3000;

/** What is known of a job, by the true clock. */
interface Running {
  readonly target: Target;
  readonly plan: JobPlan;
  /** When the last end that was answered was sent. */
  heardAtMs?: number;
  /** Since when one is owed that runs by the calendar. */
  owedSinceMs?: number | undefined;
  /** Runs that may be known to have begun, and when at the earliest: it may have been said twice, and heard once. */
  readonly runs: Map<string, number>;
  /** When it was bad last, by what it said or did not say. */
  badAtMs: number;
  runCount: number;
}

type Said = Omit<Signal, 'atMs'>;

export class Jobs {
  readonly #besides: Besides;
  readonly #running = new Map<Target, Running>();
  #said = 0;
  #clockEpoch = 0;
  /** When the clock was set last while nobody ran who would see it. */
  #unseenJumpMs = -Infinity;

  constructor(besides: Besides) {
    this.#besides = besides;
  }

  start(): void {
    const { world, realLooks, random } = this.#besides;
    for (const target of world.targets) {
      const { job: plan } = target;
      if (!plan) continue;
      realLooks.set(`${target.id} ${world.regions[0]}`, []);
      const running: Running = { target, plan, runs: new Map(), badAtMs: -Infinity, runCount: 0 };
      this.#running.set(target, running);
      if (!plan.isByCalendar) this.#inTurn(running, random.int(0, plan.everyMs));
    }
    this.relay();
  }

  /** The wall clock has jumped: those that go by it are due at other times. */
  relay(): void {
    const { server, world } = this.#besides;
    const now = server();
    if (!now?.isReady || now.isOver) this.#unseenJumpMs = world.agenda.nowMs;
    const epoch = ++this.#clockEpoch;
    for (const running of this.#running.values()) if (running.plan.isByCalendar) this.#byCalendar(running, epoch);
  }

  /** A job is said to be down only where it failed, or where nothing came that should have. */
  committed({ target, before, commit }: Step): void {
    const running = this.#running.get(target);
    const [region] = this.#besides.world.regions;
    const verdict = commit.state.regions[region!]?.verdict;
    if (!running || verdict !== 'down' || before.state?.regions[region!]?.verdict === 'down') return;
    const { nowMs } = this.#besides.world.agenda;
    this.#noteMissing(running);
    const agoMs = this.#besides.world.writableSinceMs(running.badAtMs);
    const { heardAtMs = nowMs, owedSinceMs, plan } = running;
    // What was heard under another clock, whoever begins takes for as old as this one has it.
    if (heardAtMs < this.#unseenJumpMs) return;
    const words = `it was heard ${heardAtMs} and is owed since ${owedSinceMs}, at ${nowMs}: ${JSON.stringify({ ...plan, script: [] })}`;
    assert.ok(agoMs < KEPT_AFTER_MS, `J1: ${target.name} is said to be down, and is well: ${words}`);
    this.#besides.count('job down');
  }

  /** Runs one after the other, by a timer of its own. */
  #inTurn(running: Running, waitMs: number): void {
    this.#besides.world.agenda.in(waitMs, () => {
      this.#run(running);
      this.#inTurn(running, running.plan.everyMs);
    });
  }

  #byCalendar(running: Running, epoch: number): void {
    const { world } = this.#besides;
    const { everyMs } = running.plan;
    world.agenda.in(everyMs - (world.wall() % everyMs), () => {
      if (epoch !== this.#clockEpoch) return;
      running.owedSinceMs ??= world.agenda.nowMs;
      this.#run(running);
      this.#byCalendar(running, epoch);
    });
  }

  #run(running: Running): void {
    const { world, random, count } = this.#besides;
    const { script, graceMs, maxRunMs } = running.plan;
    const { nowMs } = world.agenda;
    const how = script.findLast(({ fromMs }) => fromMs <= nowMs)?.how ?? 'well';
    count(`job ${how}`);
    const number = ++running.runCount;
    const runId = number % 2 === 0 ? { runId: `run-${number}` } : {};
    const lateMs = Math.min(graceMs, 5 * MINUTE);
    const waitMs =
      how === 'late' ? random.int(0, lateMs / 2) : how === 'overdue' ? lateMs + random.int(1, 5) * MINUTE : 0;
    if (how === 'silent') return;
    if (maxRunMs !== undefined) this.#later(running, waitMs, { kind: 'start', ...runId });
    if (how === 'hangs') return;
    const tookMs = how === 'slow' ? maxRunMs! + random.int(1, 3) * MINUTE : random.int(1000, 20_000);
    const end: Said = how === 'fails' ? { kind: 'failure', exitCode: random.int(1, 3) } : { kind: 'success' };
    this.#later(running, waitMs + tookMs, { ...end, ...runId });
  }

  #later(running: Running, waitMs: number, said: Said): void {
    const payload = `signal ${++this.#said}`;
    this.#besides.world.agenda.awaited(waitMs, () => this.#say(running, { ...said, payload }, TRIES_MAX));
  }

  /** Says something, until it is answered. */
  #say(running: Running, said: Said, triesLeft: number): void {
    const { world, random, server, onBroken } = this.#besides;
    const again = (): void => {
      if (triesLeft > 1) world.agenda.awaited(random.int(2000, 10_000), () => this.#say(running, said, triesLeft - 1));
    };
    const now = server();
    if (!now?.isReady || now.isOver) return again();
    const sentAtMs = world.agenda.nowMs;
    this.#noteSaid(running, said);
    const giveUp = world.agenda.awaited(ANSWER_MAX_MS, again);
    now
      .hear(running.plan.token, said)
      .then(
        (isKnown) => {
          giveUp();
          assert.ok(isKnown, `I1: the token of ${running.target.name} is lost`);
          this.#isAnswered(running, said, sentAtMs);
        },
        (error: unknown) => {
          giveUp();
          if (error instanceof StoreRefusal) again();
          else onBroken(error);
        },
      )
      .catch(onBroken);
  }

  /** It was sent, and may be known from here on. */
  #noteSaid(running: Running, { kind, runId = '' }: Said): void {
    const { world, realLooks } = this.#besides;
    const { target, runs, plan } = running;
    const { nowMs } = world.agenda;
    this.#noteMissing(running);
    const beganMs = runs.get(runId) ?? nowMs;
    if (kind === 'start') return void runs.set(runId, beganMs);
    const { maxRunMs = Infinity } = plan;
    if (kind === 'failure' || nowMs - beganMs > maxRunMs - SLACK_MS) running.badAtMs = nowMs;
    // Of a run whose start was not heard it is not known how long it took.
    const outcome = kind === 'failure' ? 'down' : 'up';
    const { generation } = target;
    const look: RealLook = { slotMs: world.wall(), generation, outcome, tookMs: nowMs - beganMs, atMs: nowMs };
    const looks = realLooks.get(`${target.id} ${world.regions[0]}`)!;
    looks.push(look);
    if (looks.length > 200) looks.splice(0, 100);
  }

  #isAnswered(running: Running, said: Said, sentAtMs: number): void {
    const { tables, answered, count } = this.#besides;
    const { id, name } = running.target;
    const isKept = (): boolean => tables.signals.get(id)?.some(({ payload }) => payload === said.payload) === true;
    answered(() => assert.ok(isKept(), `I1: ${said.payload} of ${name} was answered, and is lost`));
    count('job heard');
    const { kind, runId = '' } = said;
    if (kind === 'start') return void running.runs.set(runId, sentAtMs);
    running.runs.delete(runId);
    running.heardAtMs = Math.max(sentAtMs, running.heardAtMs ?? -Infinity);
    if (running.owedSinceMs !== undefined && running.owedSinceMs <= sentAtMs) running.owedSinceMs = undefined;
    if (said.kind === 'failure') this.#isToBeKnown(running, sentAtMs);
  }

  /** That it has failed is known soon, unless it is heard of again, or somebody or something stands in the way. */
  #isToBeKnown({ target, ...running }: Running, sentAtMs: number): void {
    const { world, tables } = this.#besides;
    const { byHand, change, maintenance } = world.drawn;
    if (target.policy.triggerRules[0]!.count !== 1 || byHand + change + maintenance > 0) return;
    world.agenda.in(KEPT_AFTER_MS, () => {
      const isNewest = this.#running.get(target)!.heardAtMs === sentAtMs && running.plan.everyMs > KEPT_AFTER_MS;
      if (!isNewest || world.agenda.nowMs - world.lastJumpMs < HOUR) return;
      const verdict = tables.states.get(target.id)?.regions[world.regions[0]!]?.verdict;
      if (verdict !== 'down') this.#besides.onBroken(new Error(`J2: ${target.name} has failed, and is ${verdict}`));
    });
  }

  /** Notes that something is missing now, if it is. */
  #noteMissing(running: Running): void {
    const { nowMs } = this.#besides.world.agenda;
    if (this.#missingSinceMs(running) <= nowMs + SLACK_MS) running.badAtMs = nowMs;
  }

  /** Since when something is missing. Nothing is expected of a job before its first sign. */
  #missingSinceMs({ plan, heardAtMs, owedSinceMs, runs }: Running): number {
    const { everyMs, graceMs, isByCalendar, maxRunMs = Infinity } = plan;
    const endsMs = Math.min(...[...runs.values()].map((beganMs) => beganMs + maxRunMs));
    if (heardAtMs === undefined) return endsMs;
    const dueMs = isByCalendar ? (owedSinceMs ?? Infinity) : heardAtMs + everyMs;
    return Math.min(endsMs, dueMs + graceMs);
  }
}
