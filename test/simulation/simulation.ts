/** One run: a world, probes, people, far ends, and the real engine between them, in virtual time, from a seed. */
import { createHash } from 'node:crypto';
import type { CoreStore, GroupCommit } from '../../packages/server/src/stores/port.ts';
import { Agenda } from './agenda.ts';
import { checkCalm } from './calm-checker.ts';
import { Checker } from './checker.ts';
import { FarEnds, LONGEST_TROUBLE_MS } from './far-ends.ts';
import { faultyStore } from './faulty-store.ts';
import { furnish, type Furnished } from './furnish.ts';
import type { Flaw } from './flaws.ts';
import { memoryStore } from './memory-store.ts';
import { type Before, type CommitPart, MemoryTables } from './memory-tables.ts';
import { causesOf, type Run } from './outcome.ts';
import { startPeople } from './people.ts';
import { Names } from './names.ts';
import { NoticeChecker } from './notice-checker.ts';
import { Probes } from './probes.ts';
import { Random } from './random.ts';
import { BesideLooks } from './besides.ts';
import { groupPolicy } from './groups.ts';
import { drawPolicies } from './routes.ts';
import { drawScenes, generatorOf } from './scenes.ts';
import { Server } from './server.ts';
import { Stories } from './stories.ts';
import { TellingChecker } from './telling-checker.ts';
import { Together } from './together.ts';
import { HOUR, MINUTE, type Size, World } from './world.ts';

export interface RunOptions {
  readonly flaw?: Flaw;
  /** A store that has to answer as the one in memory does; made anew for each run, and closed with it. */
  readonly second?: (clock: World) => CoreStore;
}

/** Three of the longest intervals, an hour that a channel may ask for, and its longest back-off. */
const CALM_FOR_MS = 4 * 10 * MINUTE + LONGEST_TROUBLE_MS;

/** Runs one seed. Never throws for a broken invariant: it says so in what it gives back. */
export async function simulate(seed: number, size: Size, options: RunOptions = {}): Promise<Run> {
  const simulation = new Simulation(seed, size, options);
  await simulation.run();
  return simulation.outcome();
}

class Simulation {
  readonly #seed: number;
  readonly #options: RunOptions;
  readonly #world: World;
  readonly #tables = new MemoryTables((...kept) => this.#kept(...kept));
  readonly #together = new Together((id) => this.#tables.open.has(id));
  readonly #probes: Probes;
  readonly #farEnds: FarEnds;
  readonly #checker: Checker;
  readonly #telling: TellingChecker;
  readonly #notices: NoticeChecker;
  readonly #policies: ReturnType<typeof drawPolicies>;
  readonly #besides: BesideLooks;
  readonly #trace = createHash('sha256');
  readonly #lastHeardMs = new Map<string, number>();
  #server: Server | undefined;
  #second: CoreStore | undefined;
  #broken: string | undefined;
  #found = '';

  constructor(seed: number, size: Size, options: RunOptions) {
    this.#seed = seed;
    this.#options = options;
    const random = new Random(seed);
    const beside = generatorOf(seed);
    const world = new World(new Agenda(), random, { scenes: drawScenes(seed), ...size }, beside);
    this.#world = world;
    const drawn = drawPolicies(random, world.targets, world.wall());
    this.#policies = world.has('groups') ? [...drawn, groupPolicy(beside, world.wall())] : drawn;
    this.#probes = new Probes(world, {
      send: (message) => this.#server?.receive(message) ?? false,
      isPaused: (target) => this.#server?.isPaused(target) ?? false,
      names: world.has('names') ? new Names(world, beside, (what) => this.#checker.count(what)) : undefined,
    });
    this.#checker = new Checker(world, this.#tables, this.#probes.realLooks);
    this.#notices = new NoticeChecker(world, this.#tables, this.#policies);
    const stories = new Stories(this.#tables, (what) => this.#checker.count(what));
    this.#telling = new TellingChecker({
      world,
      tables: this.#tables,
      policies: this.#policies,
      checker: this.#checker,
      together: this.#together,
      stories,
    });
    this.#besides = new BesideLooks({
      world,
      tables: this.#tables,
      policies: this.#policies,
      stories,
      random: beside,
      realLooks: this.#probes.realLooks,
      server: () => this.#server,
      count: (what) => this.#checker.count(what),
      onBroken: (error) => this.#break(error),
    });
    this.#farEnds = new FarEnds({
      world,
      process: { now: () => (this.#server?.isOver ? undefined : this.#server), die: () => this.#die() },
      onReceived: (received) => {
        this.#trace.update(`${world.agenda.nowMs} ${received.key} ${received.message.headline}\n`);
        this.#guarded(() => this.#telling.received(received));
      },
      onLimited: (limited) => this.#telling.limited(limited),
      beforeSend: (key) => {
        if (options.flaw === 'mark-before-send') this.#mark(key);
        this.#guarded(() => this.#telling.sending(key));
      },
    });
  }

  async run(): Promise<void> {
    const { agenda, calmMs } = this.#world;
    this.#second = this.#options.second?.(this.#world);
    try {
      await this.#furnish(memoryStore(this.#tables, this.#world.wall));
      if (this.#second) await this.#furnish(this.#second);
      this.#probes.start();
      startPeople({
        world: this.#world,
        tables: this.#tables,
        farEnds: this.#farEnds,
        server: () => this.#server,
        onBroken: (error) => this.#break(error),
      });
      this.#besides.start();
      this.#start();
      this.#hourly();
      agenda.in(calmMs, () => this.#lastJump());
      await agenda.runUntil(calmMs + CALM_FOR_MS);
      if (this.#broken === undefined) this.#guarded(() => this.#checkCalm());
    } catch (error) {
      this.#break(error);
    } finally {
      this.#server!.isOver = true;
      await this.#second?.close();
    }
  }

  outcome(): Run {
    const { agenda, crashedAtMs } = this.#world;
    return {
      seed: this.#seed,
      steps: agenda.steps,
      looks: this.#probes.looks,
      crashes: crashedAtMs.length,
      seen: this.#checker.seen,
      messages: this.#farEnds.received.length,
      trace: this.#trace.digest('hex'),
      ...(this.#broken !== undefined && { broken: this.#broken, found: this.#found }),
    };
  }

  async #furnish(store: Furnished): Promise<void> {
    await furnish(store, this.#world, this.#policies);
  }

  #start(): void {
    const world = this.#world;
    const server = new Server(
      {
        world,
        farEnds: this.#farEnds,
        look: (target, region, slotMs) => this.#probes.confirm(target, region, slotMs),
        storeOf: (life) => this.#storeOf(life),
        onBroken: (error) => this.#break(error),
        die: () => this.#die(),
      },
      this.#lastHeardMs,
    );
    this.#server = server;
    this.#probes.begin();
    server.start().catch((error: unknown) => this.#break(error));
  }

  #storeOf(life: { readonly isOver: boolean }): CoreStore {
    return faultyStore(
      {
        world: this.#world,
        tables: this.#tables,
        store: memoryStore(this.#tables, this.#world.wall),
        second: this.#second,
        together: this.#together,
        flaw: this.#options.flaw,
        die: () => this.#die(),
        onOutbox: () => this.#server?.dispatcher.wake(),
        onBroken: (error) => this.#break(error),
        onChanged: (id) => {
          const target = this.#world.targets.find((one) => one.id === id);
          if (target) target.generation = this.#tables.monitors.get(id)!.generation;
        },
      },
      life,
    );
  }

  /** The process ends here and now, and another begins a moment later. */
  #die(): void {
    const world = this.#world;
    if (!this.#server || this.#server.isOver) return;
    this.#server.isOver = true;
    world.crashedAtMs.push(world.agenda.nowMs);
    // What is on its way to a channel is there or lost before the next process sends anything.
    world.agenda.awaited(world.random.int(1100, MINUTE), () => this.#start());
  }

  #hourly(): void {
    const { random, faults, agenda } = this.#world;
    if (random.chance(faults.clockJump)) agenda.in(random.int(0, HOUR - 1), () => this.#jump());
    agenda.in(HOUR, () => this.#hourly());
  }

  #jump(): void {
    this.#set(this.#world.random.pick([-2 * HOUR, -HOUR, -10_000, 5 * MINUTE, HOUR, 10 * 365 * 24 * HOUR]));
  }

  /** Somebody sets the wall clock, by which probes and jobs go. */
  #set(byMs: number): void {
    this.#world.jump(byMs);
    this.#probes.relay();
    this.#besides.jobs.relay();
  }

  /** The last fault: the clock is set back for long while nobody runs who would see it. */
  #lastJump(): void {
    if (this.#world.drawn.clockJump === 0) return;
    this.#die();
    this.#set(-24 * HOUR);
  }

  #kept(part: CommitPart, before: Before, group?: GroupCommit): void {
    this.#guarded(() => this.#besides.kept(part, before, group));
    const { monitorId, state, ...rest } = part;
    const target = this.#world.targets.find(({ id }) => id === monitorId);
    if (!target || !state || monitorId === undefined) return;
    const { nowMs } = this.#world.agenda;
    const told = rest.deliveries.map(({ key }) => key).join(' ');
    this.#trace.update(`${nowMs} ${target.id} ${state.verdict} ${rest.incident?.status} ${told}\n`);
    const notices = rest.deliveries.filter(({ kind }) => kind === 'NOTICE');
    const deliveries = rest.deliveries.filter(({ kind }) => kind !== 'NOTICE');
    const commit = { ...rest, deliveries, monitorId, state };
    const step = { target, commit, before, decidedAtMs: rest.forensics?.atMs ?? this.#world.wall() };
    this.#guarded(() => {
      this.#checker.committed(step);
      this.#telling.committed(step);
      for (const what of this.#notices.committed(target, notices)) this.#checker.count(what);
      this.#besides.committed(step);
    });
  }

  #checkCalm(): void {
    const { seen } = this.#checker;
    seen.set('crash', this.#world.crashedAtMs.length);
    const calm = {
      world: this.#world,
      tables: this.#tables,
      telling: this.#telling,
      notices: this.#notices,
      server: this.#server!,
      probes: this.#probes,
    };
    this.#besides.checkCalm(calm);
    checkCalm(calm);
  }

  #mark(key: string): void {
    for (const alert of this.#tables.deliveries.values())
      if (alert.key === key) this.#tables.put({ ...alert, status: 'DELIVERED' });
  }

  #guarded(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#break(error);
    }
  }

  #break(error: unknown): void {
    if (this.#broken !== undefined) return;
    const { agenda } = this.#world;
    this.#found = error instanceof Error ? error.message : String(error);
    this.#broken = `seed ${this.#seed}, step ${agenda.steps}, ${(agenda.nowMs / HOUR).toFixed(2)} h: ${causesOf(error)}`;
    agenda.stop();
  }
}
