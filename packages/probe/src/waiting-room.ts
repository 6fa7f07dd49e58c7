/** Where looks wait that are due but not admitted yet: by host where the host is busy, else by lane, first come first. */
import type { Admission, AdmissionControl, Candidate } from './admission.ts';

export class WaitingRoom<T extends Candidate> {
  readonly #admission: AdmissionControl;
  readonly #lanes = { normal: new Set<T>(), slow: new Set<T>() };
  readonly #hosts = new Map<string, Set<T>>();
  #size = 0;

  constructor(admission: AdmissionControl) {
    this.#admission = admission;
  }

  get size(): number {
    return this.#size;
  }

  /** @param why what `admit` answered */
  add(candidate: T, why: Exclude<Admission, 'admitted'>): void {
    this.#roomFor(candidate, why).add(candidate);
    this.#size++;
  }

  delete(candidate: T): void {
    for (const room of [this.#lanes.normal, this.#lanes.slow, this.#hosts.get(candidate.host)]) {
      if (room?.delete(candidate)) this.#size--;
    }
    if (this.#hosts.get(candidate.host)?.size === 0) this.#hosts.delete(candidate.host);
  }

  /** Those that may go now that `host` has a place again; each is admitted when it is given out. */
  *admitted(host: string): Generator<T> {
    yield* this.#drain(this.#hosts.get(host));
    yield* this.#drain(this.#lanes.normal);
    yield* this.#drain(this.#lanes.slow);
  }

  /** Tries every host again: a host whose own looks have all ended has nobody to call its waiting ones. */
  *admittedAnywhere(): Generator<T> {
    for (const room of [...this.#hosts.values()]) yield* this.#drain(room);
    yield* this.#drain(this.#lanes.normal);
    yield* this.#drain(this.#lanes.slow);
  }

  *all(): Generator<T> {
    yield* this.#lanes.normal;
    yield* this.#lanes.slow;
    for (const room of this.#hosts.values()) yield* room;
  }

  #roomFor(candidate: T, why: Exclude<Admission, 'admitted'>): Set<T> {
    if (why !== 'host_full') return candidate.isSlow ? this.#lanes.slow : this.#lanes.normal;
    const room = this.#hosts.get(candidate.host) ?? new Set<T>();
    this.#hosts.set(candidate.host, room);
    return room;
  }

  *#drain(room: Set<T> | undefined): Generator<T> {
    if (!room) return;
    for (const candidate of room) {
      const answer = this.#admission.admit(candidate);
      if (answer === 'full' || answer === 'lane_full') return;
      if (answer === 'admitted') {
        this.delete(candidate);
        yield candidate;
      } else if (room !== this.#hosts.get(candidate.host)) {
        this.delete(candidate);
        this.add(candidate, answer);
      } else return;
    }
  }
}
