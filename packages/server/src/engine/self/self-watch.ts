/**
 * Watches Upwatch itself: whether it can look, keep and tell. What is wrong for a while is told once to every channel,
 * and once when it is over; where the begin could not be sent, the end tells of both.
 */
import { type Clock, type Delivery, selfNotices, type SelfTrouble, type SelfTroubleSpan } from '@upwatch/core';
import type { DoubtReport } from '@upwatch/probe';
import type { CoreStore } from '../../stores/port.ts';
import { ClockWatch } from '../recording/clock-watch.ts';

/** What is over before that is told to nobody, milliseconds. */
const TELL_AFTER_MS = 10_000;
/** The store and the outbox are asked so often, milliseconds. */
const CHECK_MS = 5_000;
/** An alert that is due and has not been tried for so long shows that nobody sends. */
const OUTBOX_STUCK_MS = 120_000;
/** Without another look that lacked them for so long, there are enough file descriptors again, milliseconds. */
const SCARCE_MS = 60_000;
/** Nothing can be kept with less, bytes. */
const DISK_FULL_BYTES = 1_048_576;

export interface SelfWatchOptions {
  readonly core: Pick<CoreStore, 'health' | 'outbox'>;
  readonly clock: Clock;
  readonly region: string;
  readonly newId: () => string;
  readonly channels: () => readonly { readonly id: string }[];
  /** Room on the disk of the data directory, bytes; undefined where the system does not say. */
  readonly freeBytes: () => Promise<number | undefined>;
  /** Something is waiting, or was cancelled. */
  readonly wakeDispatcher: () => void;
  readonly onTrouble: (error: Error) => void;
}

/** What is wrong now. */
interface SelfProblem {
  readonly trouble: SelfTrouble;
  readonly sinceMs: number;
  readonly detail?: string;
}

/** What is known of Upwatch itself without asking anybody. */
export interface SelfView {
  readonly problems: readonly SelfProblem[];
  readonly isWritable: boolean;
  readonly freeBytes: number | undefined;
  /** When and by how much the wall clock was last set, and how often. */
  readonly clock: { readonly jumps: number; readonly lastJumpAtMs?: number; readonly lastJumpMs?: number };
}

interface Standing {
  readonly span: SelfTroubleSpan;
  /** What told its begin; undefined until it is told. */
  told: readonly Delivery[] | undefined;
}

export class SelfWatch {
  readonly #options: SelfWatchOptions;
  readonly #clockWatch: ClockWatch;
  readonly #standing = new Map<SelfTrouble, Standing>();
  /** Ended, and the end is to be told. */
  readonly #ended: Standing[] = [];
  #checkedMs = -Infinity;
  #work: Promise<void> | undefined;
  #isWritable = true;
  #scarceMs = -Infinity;
  #freeBytes: number | undefined;
  #clock: SelfView['clock'] = { jumps: 0 };

  constructor(options: SelfWatchOptions) {
    this.#options = options;
    this.#clockWatch = new ClockWatch(options.clock);
  }

  /** The probe doubts its own network, or does no more. */
  doubt({ isInDoubt, reason }: DoubtReport): void {
    this.note('network', isInDoubt, reason);
  }

  /** A look failed for want of file descriptors, ports or memory. */
  scarce(): void {
    this.#scarceMs = this.#options.clock.monotonic();
    this.note('file_descriptors', true);
  }

  /** Something is wrong, or is so no more. */
  note(trouble: SelfTrouble, isWrong: boolean, detail?: string): void {
    const standing = this.#standing.get(trouble);
    if (isWrong === (standing !== undefined)) return;
    const nowMs = Math.floor(this.#options.clock.wall());
    if (!standing) {
      const span = { trouble, id: this.#options.newId(), sinceMs: nowMs, ...(detail !== undefined && { detail }) };
      this.#standing.set(trouble, { span, told: undefined });
      return;
    }
    this.#standing.delete(trouble);
    if (standing.told) this.#ended.push({ ...standing, span: { ...standing.span, untilMs: nowMs } });
  }

  view(): SelfView {
    return {
      problems: [...this.#standing.values()].map(({ span: { trouble, sinceMs, detail } }) => ({
        trouble,
        sinceMs,
        ...(detail !== undefined && { detail }),
      })),
      isWritable: this.#isWritable,
      freeBytes: this.#freeBytes,
      clock: this.#clock,
    };
  }

  /** To be called about once a second. @returns when what it began is done; never rejects */
  tick(): Promise<void> {
    this.#followClock();
    if (this.#options.clock.monotonic() - this.#scarceMs >= SCARCE_MS) this.note('file_descriptors', false);
    this.#work ??= this.#tick()
      .catch((cause: unknown) => this.#options.onTrouble(new Error('Upwatch could not watch itself', { cause })))
      .finally(() => (this.#work = undefined));
    return this.#work;
  }

  #followClock(): void {
    const { clock } = this.#options;
    const byMs = this.#clockWatch.takeJumpMs();
    if (byMs !== 0) {
      this.#clock = { jumps: this.#clock.jumps + 1, lastJumpAtMs: clock.wall(), lastJumpMs: Math.round(byMs) };
    }
  }

  async #tick(): Promise<void> {
    const { clock } = this.#options;
    if (clock.monotonic() - this.#checkedMs >= CHECK_MS) {
      this.#checkedMs = clock.monotonic();
      await this.#check();
    }
    // What cannot be written now is tried again with the next tick.
    if (this.#isWritable) await this.#tell();
  }

  async #check(): Promise<void> {
    const { core, clock, freeBytes } = this.#options;
    const [{ isWritable, reason }, free] = await Promise.all([core.health(), freeBytes()]);
    this.#isWritable = isWritable;
    this.#freeBytes = free;
    const isFull = free !== undefined && free < DISK_FULL_BYTES;
    this.note('disk_full', isFull, isFull ? `${free} bytes are left` : undefined);
    this.note('store', !isWritable && !isFull, reason);
    const lateMs = await overdueMs(core, clock.wall());
    this.note('outbox', lateMs > OUTBOX_STUCK_MS, `the oldest has been due for ${Math.round(lateMs / 1000)} s`);
  }

  async #tell(): Promise<void> {
    const nowMs = Math.floor(this.#options.clock.wall());
    for (const standing of this.#standing.values()) {
      // Set back, the clock says less than nothing: it is told now rather than never.
      const lastedMs = Math.abs(nowMs - standing.span.sinceMs);
      if (!standing.told && lastedMs >= TELL_AFTER_MS) standing.told = await this.#commit(standing.span);
    }
    for (const ended of [...this.#ended]) {
      await this.#tellEnd(ended);
      this.#ended.splice(this.#ended.indexOf(ended), 1);
    }
  }

  /** A begin that has not arrived is not sent any more: the end says it all. */
  async #tellEnd({ span, told }: Standing): Promise<void> {
    const { outbox } = this.#options.core;
    const untold = new Set<string>();
    for (const { id, channelId } of told ?? []) {
      const newest = await outbox.get(id);
      if (!newest || (newest.status !== 'PENDING' && newest.status !== 'RETRY_PENDING')) continue;
      await outbox.cancel(id, 'it was over before it could be told');
      untold.add(channelId);
    }
    const channels = (told ?? []).map(({ channelId }) => ({ id: channelId }));
    const isUntold = ({ id }: { readonly id: string }): boolean => untold.has(id);
    await this.#commit(span, channels.filter(isUntold), true);
    await this.#commit(
      span,
      channels.filter((one) => !isUntold(one)),
    );
  }

  async #commit(span: SelfTroubleSpan, channels = this.#options.channels(), isStory = false) {
    const { core, region, newId, clock, wakeDispatcher } = this.#options;
    const nowMs = Math.floor(clock.wall());
    const deliveries = selfNotices(span, { region, channels, nowMs, newId }, isStory);
    if (deliveries.length === 0) return deliveries;
    await core.outbox.add(deliveries);
    wakeDispatcher();
    return deliveries;
  }
}

/** For how long the oldest alert has been due without an attempt, milliseconds. */
async function overdueMs({ outbox }: Pick<CoreStore, 'outbox'>, nowMs: number): Promise<number> {
  const [oldest] = await outbox.open(1);
  if (!oldest) return 0;
  const { nextRetryAtMs, lastAttemptAtMs, createdAtMs, notBeforeMs = 0 } = oldest;
  return nowMs - Math.max(notBeforeMs, nextRetryAtMs ?? lastAttemptAtMs ?? createdAtMs);
}
