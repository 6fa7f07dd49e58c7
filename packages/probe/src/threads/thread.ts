/** One looking thread, kept alive: started again when it dies or stands still, with the monitors it held. */
import { Worker } from 'node:worker_threads';
import { LookRows, type Observation } from '@upwatch/core';
import type { EgressPolicy } from '../egress.ts';
import type { Endpoint } from '../network/anchor-response.ts';
import type { Assignment, Probe, ProbeLimits, ProbeListener, ProbeStats } from '../port.ts';
import type { FromThread, ThreadSetup, ToThread } from './messages.ts';

/** A thread whose heart has not beaten for this long is ended and started again, milliseconds. */
const STANDSTILL_MS = 30_000;
const WATCH_MS = 5000;
const RESTART_FIRST_MS = 500;
const RESTART_MAX_MS = 30_000;
const CLOSE_MS = 3000;
/** An answer that has not come by then never will: a look's longest timeout is 300 s a try. */
const ANSWER_MS = 330_000;

interface Waiting {
  readonly resolve: (value: Observation | ProbeStats) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export interface ThreadOptions {
  readonly region: string;
  readonly limits: ProbeLimits;
  readonly anchors: readonly Endpoint[];
  readonly mayRunCommands: boolean;
  readonly egress: EgressPolicy;
  readonly listener: ProbeListener;
}

export class LookingThread {
  readonly #options: ThreadOptions;
  readonly #held = new Map<string, Assignment>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #watch: NodeJS.Timeout;
  #limits: ProbeLimits;
  #isLive = false;
  #isClosing = false;
  #worker: Worker;
  #beats = new Int32Array(new SharedArrayBuffer(4));
  #seenBeat = 0;
  #stoodStillMs = 0;
  #deaths = 0;
  #restart: NodeJS.Timeout | undefined;
  #nextId = 1;
  #onClosed: (() => void) | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#limits = options.limits;
    this.#worker = this.#start();
    this.#watch = setInterval(() => this.#checkHeart(), WATCH_MS);
    this.#watch.unref();
  }

  assign(changes: Parameters<Probe['assign']>[0]): void {
    for (const id of changes.remove) this.#held.delete(id);
    for (const assignment of changes.set) this.#held.set(assignment.monitorId, assignment);
    this.post({ type: 'assign', changes });
  }

  setLimits(limits: ProbeLimits): void {
    this.#limits = limits;
    this.post({ type: 'limits', limits });
  }

  setLive(isLive: boolean): void {
    this.#isLive = isLive;
    this.post({ type: 'live', isLive });
  }

  post(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  /** @throws Error when the thread dies or does not answer in time */
  ask(make: (id: number) => ToThread): Promise<Observation | ProbeStats> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(id)?.reject(new Error('the looking thread gave no answer')),
        ANSWER_MS,
      );
      timer.unref();
      this.#waiting.set(id, { resolve, reject, timer });
      this.post(make(id));
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#watch);
    clearTimeout(this.#restart);
    const closed = new Promise<void>((resolve) => {
      this.#onClosed = resolve;
      setTimeout(resolve, CLOSE_MS).unref();
    });
    this.post({ type: 'close' });
    await closed;
    await this.#worker.terminate();
    this.#rejectAll('the probe is closing');
  }

  #start(): Worker {
    const heartbeat = new SharedArrayBuffer(4);
    this.#beats = new Int32Array(heartbeat);
    this.#seenBeat = 0;
    this.#stoodStillMs = 0;
    const { region, anchors, mayRunCommands, egress } = this.#options;
    const setup: ThreadSetup = { region, limits: this.#limits, heartbeat, anchors, mayRunCommands, egress };
    // `.ts` where the source runs directly, `.js` where it was built: the same as this file.
    const file = new URL(`./worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    const worker = new Worker(file, { workerData: setup, name: 'upwatch-probe' });
    worker.on('message', (message: FromThread) => this.#hear(message));
    worker.on('error', (error: unknown) => this.#options.listener.onTrouble(asError(error)));
    worker.on('exit', () => this.#died(worker));
    return worker;
  }

  #hear(message: FromThread): void {
    const { listener, region } = this.#options;
    switch (message.type) {
      case 'batch': {
        const rows = new LookRows(message.capacity, message.buffer, message.length);
        const { observations, readings } = message;
        return listener.onBatch({ region, rows, observations, ...(readings && { readings }) });
      }
      case 'phase':
        return listener.onPhase(message.event);
      case 'trouble':
        return listener.onTrouble(new Error(message.message));
      case 'doubt':
        return listener.onDoubt?.(message.report);
      case 'looked':
        return this.#settle(message.id)?.resolve(message.observation);
      case 'stats':
        return this.#settle(message.id)?.resolve(message.stats);
      case 'closed':
        return this.#onClosed?.();
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #rejectAll(reason: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(reason));
  }

  #died(worker: Worker): void {
    if (worker !== this.#worker || this.#isClosing) return;
    this.#rejectAll('the looking thread ended');
    this.#options.listener.onDoubt?.({ isInDoubt: false });
    const waitMs = Math.min(RESTART_MAX_MS, RESTART_FIRST_MS * 2 ** this.#deaths++);
    this.#options.listener.onTrouble(new Error(`a looking thread ended; it is started again in ${waitMs} ms`));
    this.#restart = setTimeout(() => this.#revive(), waitMs);
  }

  #revive(): void {
    this.#worker = this.#start();
    this.post({ type: 'assign', changes: { set: [...this.#held.values()], remove: [] } });
    this.post({ type: 'live', isLive: this.#isLive });
  }

  #checkHeart(): void {
    const beat = Atomics.load(this.#beats, 0);
    if (beat !== this.#seenBeat) {
      this.#seenBeat = beat;
      this.#stoodStillMs = 0;
      // Alive for a while: a later death is a new story.
      if (beat > 60) this.#deaths = 0;
      return;
    }
    this.#stoodStillMs += WATCH_MS;
    if (this.#stoodStillMs < STANDSTILL_MS) return;
    this.#stoodStillMs = 0;
    this.#options.listener.onTrouble(
      new Error(`a looking thread has stood still for ${STANDSTILL_MS} ms; it is ended`),
    );
    void this.#worker.terminate();
  }
}

/** What a thread threw may be anything. */
function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
