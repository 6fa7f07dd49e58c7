/**
 * Group commit: what looks change waits here, and everything that waits is written in one transaction. A write that
 * fails is tried again until it succeeds; it never becomes a verdict, and looking goes on meanwhile.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Commit, StoreRefusal } from '../../stores/port.ts';
import type { After } from '../dispatching/send.ts';

/** A commit on its way, with what its owner wants to remember until it is kept. */
export interface Waiting<T> {
  readonly commit: Commit;
  readonly owner: T;
}

export interface CommitQueueOptions<T> {
  readonly write: (commits: readonly Commit[]) => Promise<void>;
  /** Called in order, once the group is on disk. */
  readonly onKept: (group: readonly Waiting<T>[]) => void;
  /** The store will never take it: a fault of ours. It is given up, so that it does not stop the others. */
  readonly onRefused: (waiting: Waiting<T>, error: unknown) => void;
  /** The store cannot write now. Said once for each time that it stops writing. */
  readonly onTrouble: (error: Error) => void;
  /** Most that may wait. @default 50,000: the changes of 10,000 monitors over more than a minute */
  readonly waitingMax?: number;
  /** In whose time is waited. @default the system's timers, and between two groups one turn of the event loop */
  readonly after?: After;
}

/**
 * A transaction stops the event loop while it runs: 250 commits take about 35 ms, and between two groups the loop
 * goes round once.
 */
const GROUP_MAX = 250;
const WAITING_MAX = 50_000;
const FIRST_RETRY_MS = 50;
/** Full disks are emptied by people: ten seconds after that at the latest, everything is written. */
const LONGEST_RETRY_MS = 2_000;
/** How often `settled` looks. */
const LOOK_AGAIN_MS = 10;
/** How long `close` goes on trying. */
const CLOSE_PATIENCE_MS = 5_000;

export class CommitQueue<T> {
  readonly #options: CommitQueueOptions<T>;
  readonly #max: number;
  #waiting: Waiting<T>[] = [];
  #running: Promise<void> | undefined;
  #isWritable = true;
  #closing: AbortController | undefined;

  constructor(options: CommitQueueOptions<T>) {
    this.#options = options;
    this.#max = options.waitingMax ?? WAITING_MAX;
  }

  /** Whether the last write succeeded. */
  get isWritable(): boolean {
    return this.#isWritable;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Full of what must not be lost: whoever would add more has to leave its look undecided. */
  get isFull(): boolean {
    if (this.#waiting.length < this.#max) return false;
    this.#dropMereCounts();
    return this.#waiting.length >= this.#max;
  }

  push(waiting: Waiting<T>): void {
    this.#waiting.push(waiting);
    this.#running ??= this.#run();
  }

  /** Forgets what waits for an owner, also what is being tried again in vain. */
  drop(isOfOwner: (owner: T) => boolean): void {
    this.#waiting = this.#waiting.filter(({ owner }) => !isOfOwner(owner));
  }

  /**
   * Fulfils when nothing of an owner waits, or `ms` later at the latest; says which. Others may go on adding theirs,
   * as in a storm, when the queue is never empty.
   */
  async settled(isOfOwner: (owner: T) => boolean, ms: number): Promise<boolean> {
    for (let leftMs = ms; this.#waiting.some(({ owner }) => isOfOwner(owner)); leftMs -= LOOK_AGAIN_MS) {
      if (leftMs <= 0) return false;
      await this.#wait(LOOK_AGAIN_MS);
    }
    return true;
  }

  /** Fulfils when nothing waits, or `ms` later at the latest; says which. */
  async idle(ms: number): Promise<boolean> {
    if (!this.#running) return true;
    const isOver = new AbortController();
    const ended = this.#running.then(() => true);
    const late = this.#wait(ms, { signal: isOver.signal, ref: false }).then(() => false);
    const isIdle = await Promise.race([ended, late]);
    isOver.abort();
    return isIdle;
  }

  /** Writes what waits. @returns how many could not be written and are lost */
  async close(): Promise<number> {
    this.#closing ??= new AbortController();
    if (!(await this.idle(CLOSE_PATIENCE_MS))) {
      this.#closing.abort();
      await this.#running;
    }
    return this.#waiting.length;
  }

  async #run(): Promise<void> {
    // Whatever else came in the same turn of the loop goes into the same group.
    await this.#nextTurn();
    while (this.#waiting.length > 0 && !this.#closing?.signal.aborted) {
      const group = this.#waiting.slice(0, GROUP_MAX);
      await this.#write(group);
      await this.#nextTurn();
    }
    this.#running = undefined;
  }

  /** Ends when each of the group is kept or refused, or when closing ran out of patience. */
  async #write(group: readonly Waiting<T>[]): Promise<void> {
    for (let waitMs = FIRST_RETRY_MS; !this.#closing?.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
      // A monitor may have been deleted while the group waited for the disk.
      const present = group.filter((waiting) => this.#waiting.includes(waiting));
      const error = await this.#tryOnce(present);
      if (error === undefined) return this.#kept(present);
      if (!isPassing(error)) return this.#writeSingly(present);
      this.#stopped(error);
      await this.#wait(waitMs, { ...(this.#closing && { signal: this.#closing.signal }) });
    }
  }

  /** Fulfils when so much time has passed, or when the signal says so. */
  #wait(ms: number, until: { readonly signal?: AbortSignal; readonly ref?: boolean } = {}): Promise<void> {
    const { after } = this.#options;
    if (!after) return delay(ms, undefined, until).catch(() => undefined);
    return new Promise((resolve) => {
      const cancel = after(ms, resolve);
      until.signal?.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }

  #nextTurn(): Promise<void> {
    const { after } = this.#options;
    return new Promise((resolve) => {
      if (after) after(0, resolve);
      else setImmediate(resolve);
    });
  }

  async #tryOnce(group: readonly Waiting<T>[]): Promise<unknown> {
    try {
      if (group.length > 0) await this.#options.write(group.map(({ commit }) => commit));
      return undefined;
    } catch (error) {
      return error ?? new Error('the store failed without saying why');
    }
  }

  /** One of them is what the store will never take: it must not keep back the others. */
  async #writeSingly(group: readonly Waiting<T>[]): Promise<void> {
    for (const waiting of group) {
      if (!this.#waiting.includes(waiting)) continue;
      const error = await this.#tryOnce([waiting]);
      if (error === undefined) {
        this.#kept([waiting]);
      } else if (isPassing(error)) {
        return;
      } else {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        this.#options.onRefused(waiting, error);
      }
    }
  }

  #kept(group: readonly Waiting<T>[]): void {
    const kept = new Set(group);
    this.#waiting = this.#waiting.filter((waiting) => !kept.has(waiting));
    this.#isWritable = true;
    this.#options.onKept(group);
  }

  #stopped(error: unknown): void {
    if (!this.#isWritable) return;
    this.#isWritable = false;
    this.#options.onTrouble(error instanceof Error ? error : new Error(String(error)));
  }

  /** The oldest half of what only counts: a later commit of the same monitor says it again, and better. */
  #dropMereCounts(): void {
    let left = Math.ceil(this.#max / 2);
    this.#waiting = this.#waiting.filter(({ commit }) => {
      const { incident, certificates, updates, deliveries } = commit;
      const isMereCount = !incident && !certificates && updates.length === 0 && deliveries.length === 0;
      if (!isMereCount || left === 0) return true;
      left -= 1;
      return false;
    });
  }
}

/** A full disk or a lock passes; anything else fails again. */
function isPassing(error: unknown): boolean {
  return error instanceof StoreRefusal && (error.code === 'disk_full' || error.code === 'busy');
}
