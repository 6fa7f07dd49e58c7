/** How a person changes an incident: after what of its monitor waits for the disk, while its looks wait. */
import { type Actor, StoreRefusal } from '../../stores/port.ts';
import type { Decisions } from './decisions.ts';
import { forensicsOfPerson } from './forensics.ts';
import { publishKept } from './live-looks.ts';
import type { Remembered } from './monitor-memory.ts';
import type { Amend, RecorderOptions } from './recorder-options.ts';

/** An answer to a person is due within six seconds (row D11). */
const AMEND_PATIENCE_MS = 5_000;

export class Amending {
  readonly #decisions: Decisions;
  readonly #options: RecorderOptions;

  constructor(decisions: Decisions, options: RecorderOptions) {
    this.#decisions = decisions;
    this.#options = options;
  }

  /** A person changes an incident. What of its monitor waits for the disk goes first; its looks wait meanwhile. */
  async amend(monitorId: string, change: Amend, actor: Actor): Promise<void> {
    const known = this.#decisions.memory.byId(monitorId);
    if (!known) throw new StoreRefusal('not_found', `there is no monitor ${monitorId}`);
    if (known.parked) throw new StoreRefusal('busy', `an incident of "${known.monitor.name}" is being changed already`);
    known.parked = [];
    try {
      if (!(await this.#decisions.queue.settled(({ remembered }) => remembered === known, AMEND_PATIENCE_MS))) {
        throw new StoreRefusal('busy', 'the store cannot write now; try again in a few seconds');
      }
      await this.#now(known, change, actor);
    } finally {
      const parked = known.parked;
      known.parked = undefined;
      for (const look of parked) this.#decisions.guarded(known, () => this.#decisions.look(known, look));
    }
  }

  async #now(known: Remembered, change: Amend, actor: Actor): Promise<void> {
    const { store, clock, wakeDispatcher } = this.#options;
    const telling = this.#decisions.tellings.telling(known.monitor, clock.wall());
    const planned = change({ state: this.#decisions.memory.seenState(known), incident: known.incident, telling });
    // What has ended meanwhile is left alone.
    if (!planned || (!planned.incident && planned.updates.length === 0)) return;
    const monitorId = known.monitor.id;
    const forensics = forensicsOfPerson({
      ...this.#decisions.decidedNow(known),
      nowMs: telling.nowMs,
      previous: known.state,
      state: planned.state,
      before: known.incident,
      after: planned.incident,
      body: planned.updates.at(-1)?.body,
    });
    await store.incidents.commit({ ...planned, monitorId, forensics }, actor);
    const previous = known.keptState;
    this.#decisions.memory.decide(known, planned.state, planned.incident ?? known.incident);
    this.#decisions.keep(known, planned.state, known.incident);
    publishKept(this.#options.live, { ...planned, monitorId }, previous, undefined);
    if (planned.deliveries.length > 0 || planned.cancelDispatches) wakeDispatcher();
  }
}
