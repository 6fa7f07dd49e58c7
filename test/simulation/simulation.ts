/** One run: a world, probes, a recorder, a store and a dispatcher in virtual time, from a seed. */
import { Agenda } from './agenda.ts';
import { Checker } from './checker.ts';
import { Dispatcher } from './dispatcher.ts';
import { Probes, type Message } from './probes.ts';
import { Random } from './random.ts';
import { Crash, Recorder, type Flaw } from './recorder.ts';
import { Store } from './store.ts';
import { HOUR, MINUTE, World, type Size } from './world.ts';

/** How a run ended. */
export interface Run {
  readonly seed: number;
  readonly steps: number;
  readonly looks: number;
  readonly crashes: number;
  readonly seen: ReadonlyMap<string, number>;
  readonly alerts: number;
  /** The invariant that did not hold, and when. */
  readonly broken?: string;
}

/** Three of the longest intervals, and the longest wait between two attempts at an alert. */
const CALM_FOR_MS = 4 * 5 * MINUTE + 10 * MINUTE;

/** Runs one seed. Never throws for a broken invariant: it says so in what it gives back. */
export function simulate(seed: number, size: Size, flaw: Flaw = 'no-flaw'): Run {
  const random = new Random(seed);
  const agenda = new Agenda();
  const world = new World(agenda, random, size);
  const server = new Server(world, flaw);
  let broken: string | undefined;
  try {
    server.start();
    agenda.runUntil(world.calmMs + CALM_FOR_MS);
    server.checker.calm(server.dispatcher.sink);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    broken = `seed ${seed}, step ${agenda.steps}, ${(agenda.nowMs / HOUR).toFixed(2)} h: ${text}`;
  }
  const { seen } = server.checker;
  const { looks } = server.probes;
  const alerts = server.dispatcher.sink.length;
  return {
    seed,
    steps: agenda.steps,
    looks,
    crashes: world.crashes,
    seen,
    alerts,
    ...(broken !== undefined && { broken }),
  };
}

/** The server's process, which may die and comes back with what was committed. */
class Server {
  readonly probes: Probes;
  readonly dispatcher: Dispatcher;
  readonly checker: Checker;
  readonly #world: World;
  readonly #recorder: Recorder;
  #isDown = false;

  constructor(world: World, flaw: Flaw) {
    this.#world = world;
    const store = new Store();
    this.checker = new Checker(world, store);
    this.probes = new Probes(world, (message) => this.#receive(message));
    this.checker.knows(this.probes.realLooks);
    this.dispatcher = new Dispatcher({
      world,
      store,
      flaw,
      crash: () => this.#crash(),
      onReceived: (sink) => this.checker.received(sink),
    });
    this.#recorder = new Recorder({
      world,
      store,
      checker: this.checker,
      flaw,
      onCommitted: () => this.dispatcher.wake(),
      onConfirmWanted: (target, region, slotMs) => this.probes.confirm(target, region, slotMs),
    });
  }

  start(): void {
    this.probes.start();
    this.#every(HOUR, () => this.#hourly());
    this.#every(30_000, () => {
      for (const target of this.#world.targets) this.#alive(() => this.#recorder.tick(target));
    });
  }

  #hourly(): void {
    const { random, faults, targets, agenda } = this.#world;
    const someTime = (): number => random.int(0, HOUR - 1);
    if (random.chance(faults.clockJump)) agenda.in(someTime(), () => this.#jump());
    for (const target of targets) {
      if (random.chance(faults.change)) agenda.in(someTime(), () => this.#change(target));
      if (random.chance(faults.byHand)) agenda.in(someTime(), () => this.#alive(() => this.#recorder.resolve(target)));
    }
  }

  /** Half of the jumps are seen as such; the others fall into a restart, as it were. */
  #jump(): void {
    const { random } = this.#world;
    const byMs = random.pick([-2 * HOUR, -HOUR, -10_000, 5 * MINUTE, HOUR, 10 * 365 * 24 * HOUR]);
    this.#world.jump(byMs);
    if (random.chance(0.5)) this.#alive(() => this.#recorder.shift(byMs));
    this.probes.relay();
  }

  #change(target: World['targets'][number]): void {
    target.generation++;
    target.wrongGeneration = this.#world.random.chance(0.5) ? target.generation - 1 : 0;
  }

  #receive(message: Message): boolean {
    let isTaken = false;
    this.#alive(() => {
      isTaken = this.#recorder.receive(message);
    });
    return isTaken;
  }

  #alive(run: () => void): void {
    if (this.#isDown) return;
    try {
      run();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#crash();
    }
  }

  #crash(): void {
    this.#world.crashes++;
    this.#isDown = true;
    this.dispatcher.die();
    this.#world.agenda.in(this.#world.random.int(500, 60_000), () => {
      this.#isDown = false;
      this.#recorder.restart();
      this.dispatcher.restart();
    });
  }

  #every(intervalMs: number, run: () => void): void {
    this.#world.agenda.in(intervalMs, () => {
      run();
      this.#every(intervalMs, run);
    });
  }
}
