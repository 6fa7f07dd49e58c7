/** Does what a plan says, step by step: what cannot be done is said, and the rest is done all the same. */
import { isChange, type Monitor, resourceKey, type Step } from '@upwatch/core';
import { Problem } from '../api/problem.ts';
import type { ServerConfig } from '../config.ts';
import { type Actor, type CoreStore, StoreRefusal } from '../stores/port.ts';
import type { Prepared } from './configuration-plan.ts';
import { managedNext, remember } from './managed.ts';
import { type Configured, type DeclaredThing, type Hands, MissingReference } from './section.ts';
import { sectionOf, SECTIONS } from './sections.ts';
import { readWorld } from './world.ts';

/** Who hears of monitors that were changed. */
export interface Listening {
  readonly monitorMade: (monitor: Monitor) => Promise<void>;
  readonly monitorChanged: (monitor: Monitor) => void;
  readonly monitorDeleted: (monitor: Monitor) => void;
  /** Keeps the token by which a monitor is reported to. */
  readonly setPingToken: (monitor: Monitor, token: string) => Promise<void>;
}

/** What carrying out takes. */
export interface CarryContext {
  readonly core: Configured & Pick<CoreStore, 'settings'>;
  readonly config: ServerConfig;
  readonly newId: () => string;
  readonly actor: Actor;
  /** Before anything looks nobody needs to hear of it. */
  readonly listening?: Listening;
  /** @default all of them */
  readonly stepsMax?: number;
  /** Steps that are left out. @default none */
  readonly isSkipped?: (step: Step) => boolean;
}

/** What became of a step. */
export interface StepOutcome {
  readonly step: Step;
  /** Absent when it was done. */
  readonly failure?: string;
}

/** @returns what became of each step that was to change something, in their order; what was not come to is not in it */
export async function carryOut(prepared: Prepared, context: CarryContext): Promise<readonly StepOutcome[]> {
  const { plan, declared } = prepared;
  const work = new Work(prepared, context);
  const outcomes: StepOutcome[] = [];
  const steps = plan.steps.filter((step) => isChange(step) && !context.isSkipped?.(step));
  const things = new Map(declared.things.map((one) => [resourceKey(one), one]));
  const taken = steps.slice(0, context.stepsMax ?? steps.length);
  for (const step of taken.filter(({ type }) => type !== 'delete'))
    outcomes.push(await tried(step, () => work.bring(step, things.get(resourceKey(step))!)));
  for (const late of await work.finish()) {
    if (late.failure !== undefined) outcomes[outcomes.findIndex(({ step }) => step === late.step)] = late;
  }
  for (const step of taken) if (step.type === 'delete') outcomes.push(await tried(step, () => work.remove(step)));
  await rememberWhatIsThere(prepared, context, work);
  return outcomes;
}

class Work {
  readonly #ids: Map<string, string>;
  readonly #later: { readonly step: Step; readonly work: () => Promise<void> }[] = [];
  #step: Step | undefined;
  readonly #hands: Hands;

  constructor({ names, declared, inheritedOf }: Prepared, context: CarryContext) {
    this.#ids = new Map(names.meant);
    const { core, newId, config, actor, listening } = context;
    // What is only to be made is not there yet.
    const declaredKeys = new Set(declared.things.map(resourceKey));
    const mayIdOf: Hands['mayIdOf'] = (kind, name) => {
      const key = resourceKey({ kind, name });
      return this.#ids.get(key) ?? (declaredKeys.has(key) ? undefined : names.mayIdOf(kind, name));
    };
    this.#hands = {
      ...{ core, newId, config, actor, mayIdOf, inheritedOf },
      idOf: (kind, name) => {
        const id = mayIdOf(kind, name);
        if (id === undefined) throw new MissingReference(`needs ${kind} "${name}", which is not there`);
        return id;
      },
      tagIdOf: async (name) => {
        const id = mayIdOf('tag', name) ?? (await core.tags.create({ name }, actor)).id;
        this.#ids.set(resourceKey({ kind: 'tag', name }), id);
        return id;
      },
      later: (work) => void this.#later.push({ step: this.#step!, work }),
      setPingToken: (monitor, token) =>
        listening ? listening.setPingToken(monitor, token) : core.heartbeats.setToken(monitor.id, token),
      monitorMade: async (monitor) => listening?.monitorMade(monitor),
      monitorChanged: (monitor) => listening?.monitorChanged(monitor),
      monitorDeleted: (monitor) => listening?.monitorDeleted(monitor),
    };
  }

  /** Of every declared thing that is there. */
  get ids(): ReadonlyMap<string, string> {
    return this.#ids;
  }

  async bring(step: Step, thing: DeclaredThing): Promise<void> {
    this.#step = step;
    const isReplaced = (step.type === 'update' || step.type === 'rename') && step.isReplaced;
    if (isReplaced) await sectionOf(step.kind).remove(step.id, this.#hands);
    if (step.type === 'create' || isReplaced) this.#ids.set(resourceKey(step), await thing.make(this.#hands));
    else if ('id' in step) await thing.change(step.id, this.#hands);
  }

  async remove(step: Step & { readonly type: 'delete' }): Promise<void> {
    await sectionOf(step.kind).remove(step.id, this.#hands);
  }

  /** What had to wait until all else is there. @returns what became of it */
  async finish(): Promise<readonly StepOutcome[]> {
    const outcomes: StepOutcome[] = [];
    for (const { step, work } of this.#later) outcomes.push(await tried(step, work));
    return outcomes;
  }
}

/** Refusals are of this step alone; whatever else goes wrong ends it all. */
async function tried(step: Step, work: () => Promise<void>): Promise<StepOutcome> {
  try {
    await work();
    return { step };
  } catch (error) {
    if (error instanceof StoreRefusal || error instanceof Problem || error instanceof MissingReference)
      return { step, failure: error.message };
    throw error;
  }
}

async function rememberWhatIsThere(
  { declared, managed }: Prepared,
  { core }: CarryContext,
  { ids }: Work,
): Promise<void> {
  const before = managed[declared.project] ?? {};
  const world = await readWorld(core);
  const there = SECTIONS.flatMap(({ kind, named }) => named(world).map(({ id }) => ({ kind, id })));
  const now = declared.things.flatMap((one) => {
    const id = ids.get(resourceKey(one));
    return id === undefined ? [] : [{ kind: one.kind, name: one.name, id }];
  });
  const next = managedNext(before, now, there);
  if (JSON.stringify(next) !== JSON.stringify(before)) await remember(core, { ...managed, [declared.project]: next });
}
