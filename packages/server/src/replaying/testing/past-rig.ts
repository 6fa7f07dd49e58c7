/** A real recorder over real stores, fed by hand: what it lived through can be replayed from what the stores keep. */
import { join } from 'node:path';
import {
  failure,
  type Hold,
  LookRows,
  type LookKind,
  type Monitor,
  type Observation,
  type Outcome,
  type Policy,
  resolveManually,
} from '@upwatch/core';
import { pino } from 'pino';
import { Recorder } from '../../engine/recording/recorder.ts';
import { makeIds } from '../../ids.ts';
import { LiveBus } from '../../live.ts';
import type { CoreStore, HistoryStore, Span } from '../../stores/port.ts';
import { openHistoryStore } from '../../stores/sqlite/history/history-store.ts';
import { temporaryDirectory, temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newChannel, newMonitor, OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';

export interface SeenLook {
  readonly region: string;
  readonly slotMs: number;
  readonly outcome: Outcome;
  readonly kind?: LookKind;
  readonly totalMs?: number;
  /** How long after its end the look is reported. @default 0 */
  readonly delayMs?: number;
}

/** Seven minutes of every twenty-one, nobody may be told. */
export function heldAt(nowMs: number): Hold | undefined {
  const isHeld = Math.floor(nowMs / 420_000) % 3 === 0;
  return isHeld ? { because: 'maintenance', what: 'maintenance' } : undefined;
}

export class PastRig implements AsyncDisposable {
  nowMs = T0;
  /** Confirming looks that were asked for and not made yet. */
  readonly wanted: { readonly region: string; readonly slotMs: number }[] = [];
  readonly troubles: Error[] = [];
  monitor!: Monitor;
  core: CoreStore;
  readonly history: HistoryStore;
  readonly #clock = { wall: () => this.nowMs, monotonic: () => this.nowMs - this.#setByMs };
  #setByMs = 0;
  #latestMs = T0;
  readonly #opened: Awaited<ReturnType<typeof temporaryStore>>;
  readonly #directory = temporaryDirectory();
  #recorder: Recorder;
  #isDead = false;

  static async start(regions: readonly string[], policy: Policy): Promise<PastRig> {
    // The rig's own clock needs the rig: the store asks for the time later than it is opened.
    const clock: { wall: () => number; monotonic: () => number } = { wall: () => T0, monotonic: () => 0 };
    const rig = new PastRig(await temporaryStore({ clock }));
    clock.wall = () => rig.nowMs;
    clock.monotonic = () => rig.nowMs - rig.#setByMs;
    await rig.core.channels.create(newChannel(1), OPERATOR);
    await rig.core.channels.create(newChannel(2), OPERATOR);
    rig.monitor = await rig.core.monitors.create(newMonitor(1, { regions, policy }), [], OPERATOR);
    await rig.#recorder.start();
    return rig;
  }

  private constructor(opened: Awaited<ReturnType<typeof temporaryStore>>) {
    this.#opened = opened;
    this.core = opened.store;
    this.history = openHistoryStore({
      file: join(this.#directory.path, 'history.db'),
      clock: this.#clock,
      log: pino({ level: 'silent' }),
      retention: { rawDays: 7, rollupDays: 400 },
    });
    this.#recorder = this.#record();
  }

  #record(): Recorder {
    const { core, history } = this;
    return new Recorder({
      store: {
        ...core,
        commit: async (commits) => {
          if (this.#isDead) throw new Error('the process is gone');
          await core.commit(commits);
        },
      },
      history,
      live: new LiveBus(() => undefined),
      clock: this.#clock,
      newId: makeIds(this.#clock),
      engineVersion: '0.1.0',
      channels: () => [{ id: newChannel(1).id }, { id: newChannel(2).id }],
      holdOf: (_monitor, nowMs) => heldAt(nowMs),
      wakeDispatcher: () => undefined,
      onConfirm: (_, slotMs, regions) => {
        for (const region of regions) this.wanted.push({ region, slotMs: slotMs + 1 });
      },
      onTrouble: (error) => this.troubles.push(error),
    });
  }

  /** From the beginning to the latest that the clock has shown. */
  get span(): Span {
    return { fromMs: T0, toMs: Math.max(this.#latestMs, this.nowMs) + 1 };
  }

  get channelIds(): readonly string[] {
    return [newChannel(1).id, newChannel(2).id];
  }

  /** Time goes on to the end of the look, and it is reported. */
  feed({ region, slotMs, outcome, kind = 'scheduled', totalMs = 5.4321, delayMs = 0 }: SeenLook): void {
    const observation = this.#observation({ region, slotMs, outcome, kind, totalMs });
    this.nowMs = Math.max(this.nowMs, slotMs + Math.ceil(totalMs) + 1 + delayMs);
    const rows = new LookRows(1);
    rows.push({
      monitorKey: this.monitor.key,
      slotMs,
      latenessMs: 1,
      kind,
      outcome,
      attempts: 1,
      phases: { totalMs },
      statusCode: outcome === 'down' ? 503 : 200,
      bodyBytes: 2,
      ...(observation.failure && { failureCode: observation.failure.code }),
    });
    this.#recorder.take({ region, rows, observations: outcome === 'up' ? [] : [observation] });
  }

  #observation(look: Required<Omit<SeenLook, 'delayMs'>>): Observation {
    const { region, slotMs, outcome, kind, totalMs } = look;
    return {
      ...{ monitorId: sampleId(1), region, slotMs, kind, generation: this.monitor.generation },
      startedAtMs: slotMs + 1,
      latenessMs: 1,
      phases: { totalMs },
      attempts: [],
      facts: { statusCode: outcome === 'down' ? 503 : 200 },
      assertions:
        outcome === 'degraded' ? [{ type: 'response_time', severity: 'warn', passed: false, message: 'slow' }] : [],
      ...(outcome === 'down' && { failure: failure('status.unexpected', `expected 2xx, got ${500 + (slotMs % 7)}`) }),
      ...(outcome === 'unknown' && { failure: failure('probe.overloaded') }),
    };
  }

  tick(): void {
    this.#recorder.tick();
  }

  async onDisk(): Promise<void> {
    await this.#recorder.idle(5000);
  }

  async resolve(): Promise<void> {
    await this.#recorder.amend(
      sampleId(1),
      ({ state, incident, telling }) => incident && resolveManually({ ...telling, state, incident }),
      OPERATOR,
    );
  }

  /** Somebody sets the wall clock, which no time takes. */
  setClock(byMs: number): void {
    this.#latestMs = Math.max(this.#latestMs, this.nowMs);
    this.nowMs += byMs;
    this.#setByMs += byMs;
  }

  async configure(given: Partial<Pick<Monitor, 'policy' | 'isEnabled'>>): Promise<void> {
    await this.onDisk();
    const change = (current: Monitor) => ({ ...current, ...given });
    this.monitor = await this.core.monitors.update(sampleId(1), change, [], OPERATOR);
    this.#recorder.setMonitor(this.monitor);
  }

  /** The process ends without a word, and another goes on with what is on disk. */
  async crash(): Promise<void> {
    this.#isDead = true;
    await this.#recorder.close();
    this.#isDead = false;
    this.wanted.length = 0;
    this.core = await this.#opened.reopen();
    this.#recorder = this.#record();
    await this.#recorder.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#recorder.close();
    await this.history.close();
    this.#directory[Symbol.dispose]();
    await this.#opened[Symbol.asyncDispose]();
  }
}
