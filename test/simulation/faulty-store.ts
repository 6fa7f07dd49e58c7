/**
 * The store between the engine and its tables: each call takes time, may be refused, and may find the process dead
 * before or after it was done. Nothing of a call is done by halves, unless a flaw says so.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Commit, type CoreStore, StoreRefusal } from '../../packages/server/src/stores/port.ts';
import type { Flaw } from './flaws.ts';
import type { EngineStore } from './memory-store.ts';
import type { MemoryTables } from './memory-tables.ts';
import type { Together } from './together.ts';
import type { World } from './world.ts';

/** The process that asks. */
export interface Life {
  readonly isOver: boolean;
}

export interface FaultyStoreOptions {
  readonly world: World;
  readonly store: EngineStore;
  readonly tables: MemoryTables;
  /** A second store, of which everything is asked as well: the answers must be the same. */
  readonly second: CoreStore | undefined;
  /** A monitor is configured otherwise. */
  readonly onChanged: (monitorId: string) => void;
  readonly flaw: Flaw | undefined;
  readonly die: () => void;
  readonly onOutbox: () => void;
  /** Told of what is asked of the part of the store that keeps what is told together. */
  readonly together: Together;
  readonly onBroken: (error: unknown) => void;
}

const WRITES: ReadonlySet<string> = new Set([
  'commit',
  'create',
  'update',
  'delete',
  'setBroken',
  'record',
  'recordMany',
  'retry',
  'setStatus',
  'gather',
  'changeMany',
  'setToken',
  'addMember',
]);

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** The store as one life of the process sees it. */
export function faultyStore(options: FaultyStoreOptions, life: Life): CoreStore {
  options.together.begin();
  const wrap = (place: string, part: object): object =>
    Object.fromEntries(
      Object.entries(part as Record<string, Call>).map(([name, call]) => [
        name,
        (...args: readonly unknown[]) => ask(options, life, { place, name, args, call }),
      ]),
    );
  const wrapped = Object.entries(options.store).map(([place, part]) => [
    place,
    typeof part === 'function'
      ? (...args: readonly unknown[]) => ask(options, life, { place: '', name: place, args, call: part as Call })
      : wrap(place, part as object),
  ]);
  // The engine uses no other parts of the port; a call of one would be a TypeError, which no run survives.
  return Object.fromEntries(wrapped) as CoreStore;
}

interface Question {
  readonly place: string;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly call: Call;
}

function ask(options: FaultyStoreOptions, life: Life, question: Question): Promise<unknown> {
  const { world, flaw, tables } = options;
  const { agenda, random } = world;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  if (life.isOver) return promise;
  if (flaw === 'tell-before-commit' && question.place === '' && question.name === 'commit') {
    for (const { deliveries } of question.args[0] as readonly Commit[]) deliveries.forEach((one) => tables.insert(one));
    options.onOutbox();
  }
  agenda.awaited(random.chance(0.9) ? random.int(0, 5) : random.int(5, 500), () => {
    if (life.isOver) return;
    const { faults } = world;
    if (random.chance(faults.crashBeforeStore)) return options.die();
    const refusal = refusalOf(world, question.name);
    if (refusal) {
      options.together.refused(question);
      return reject(refusal);
    }
    const isDying = random.chance(faults.crashAfterStore);
    perform(options, life, question).then((answer) => {
      if (isDying || life.isOver) return;
      options.together.answered(question, answer);
      resolve(answer);
    }, reject);
    if (isDying) options.die();
  });
  return promise;
}

function refusalOf(world: World, name: string): StoreRefusal | undefined {
  if (WRITES.has(name) && world.isIn(world.fullDisks)) return new StoreRefusal('disk_full', 'the disk is full');
  if (world.random.chance(world.faults.busy)) return new StoreRefusal('busy', 'another program holds the lock');
  return undefined;
}

async function perform(
  options: FaultyStoreOptions,
  life: Life,
  { place, name, args, call }: Question,
): Promise<unknown> {
  const { second, flaw } = options;
  const commits = name === 'commit' ? commitsOf(place, args[0]) : [];
  const made =
    flaw === 'no-transaction' && commits.length > 0
      ? inHalves(options, life, { place, name, args, call })
      : flaw === 'forget-write' && place === '' && options.world.random.chance(0.02)
        ? Promise.resolve(undefined)
        : call(...args);
  for (const id of changedBy(place, name, args)) options.onChanged(id);
  if (!second) return made;
  const answer = await made;
  const other = await callOf(second, place, name)(...args);
  if (!isSame(answer, other)) {
    const both = `${JSON.stringify(plain(answer))} and ${JSON.stringify(plain(other))}`;
    options.onBroken(new Error(`the stores differ in ${place}.${name}(${JSON.stringify(args)}): ${both}`));
  }
  return answer;
}

/** The monitors that a question changes. */
function changedBy(place: string, name: string, args: readonly unknown[]): readonly string[] {
  if (place !== 'monitors') return [];
  if (name === 'update') return [String(args[0])];
  // As the port has it: the engine makes none, so each names one.
  return name === 'changeMany' ? (args[0] as readonly { readonly id: string }[]).map(({ id }) => id) : [];
}

function commitsOf(place: string, given: unknown): readonly Commit[] {
  return place === '' ? (given as readonly Commit[]) : [given as Commit];
}

/** State first, and what is to be told of it later: a process that dies in between has told nobody. */
function inHalves(
  { world, tables }: FaultyStoreOptions,
  life: Life,
  { place, args, call }: Question,
): Promise<unknown> {
  const commits = commitsOf(place, args[0]);
  const halves = commits.map((commit) => ({ ...commit, deliveries: [] }));
  world.agenda.in(world.random.int(1, 50), () => {
    if (life.isOver) return;
    for (const { deliveries } of commits) deliveries.forEach((one) => tables.insert(one));
  });
  return call(place === '' ? halves : halves[0], ...args.slice(1));
}

/** A method by name: the second store has at least those of the first. */
function callOf(store: CoreStore, place: string, name: string): Call {
  const parts = store as unknown as Record<string, Record<string, Call>>;
  return place === '' ? (parts[name] as unknown as Call) : parts[place]![name]!.bind(parts[place]);
}

/** What was read must be equal, but for order where the port says none. */
function isSame(answer: unknown, other: unknown): boolean {
  return answer === undefined || isDeepStrictEqual(plain(answer), plain(other));
}

function plain(value: unknown): unknown {
  return value instanceof Map
    ? [...value].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    : JSON.parse(JSON.stringify(value ?? null));
}
