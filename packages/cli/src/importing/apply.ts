/** Carries a plan out, one thing after another; what the server refuses is said, and the rest goes on. */
import { type DraftObject, isRow, revealed } from '@upwatch/server/foreign';
import type { Client } from '../api-client.ts';
import { failureOf } from '../failure.ts';
import { ALL, type Dto, fieldsOf } from './fingerprint.ts';
import { whereOf } from './gathering.ts';
import { keyOf, nameIn } from './identity.ts';
import type { Section } from './imported.ts';
import { begun, isOfParts, withParts } from './parts.ts';
import { placing } from './placing.ts';
import { type Plan, rememberedAfter, type Step } from './plan.ts';
import { bodyFor, clearing, namesIn } from './references.ts';
import { addressOf, callsOf } from './section-calls.ts';
import type { Remembered, Standing } from './standing.ts';

/** So many are remembered at once: what is lost when it breaks off is found again by its name. */
const BATCH = 100;

export interface Applied {
  readonly done: readonly Step[];
  readonly failed: readonly { readonly where: string; readonly why: string }[];
  /** Ids of what was imported, now or earlier, by `ref`. */
  readonly ids: ReadonlyMap<string, string>;
}

export interface ApplyOptions {
  /** By which the server remembers. */
  readonly source: string;
  /** @param what comes next */
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

export async function applyPlan(
  plan: Plan,
  standing: Standing,
  client: Client,
  { source, onProgress }: ApplyOptions,
): Promise<Applied> {
  const ids = new Map<string, string>();
  const names = namesOf(plan, standing);
  const done: Step[] = [];
  const failed: { where: string; why: string }[] = [];
  const later: (() => Promise<void>)[] = [];
  const placeOf = placing(plan);
  let waiting: Remembered[] = [];
  const remember = async (): Promise<void> => {
    if (waiting.length > 0) await client.imports.remember(source, { entries: waiting });
    waiting = [];
  };
  const idOf = (section: Section, name: string): string => {
    const id = names.get(keyOf(section, name));
    if (id === undefined) throw new Error(`"${name}" could not be made, and is needed`);
    return id;
  };
  for (const [place, step] of parentsFirst(plan.steps).entries()) {
    if (step.type === 'gone' || step.type === 'refused') continue;
    onProgress?.(place, plan.steps.length, whereOf(step.thing));
    const tried = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        failed.push({ where: whereOf(step.thing), why: failureOf(error).message });
      }
    };
    const onBegun = async (one: Remembered): Promise<void> => {
      waiting.push(one);
      await remember();
    };
    const hands: Hands = { client, standing, idOf, onBegun };
    const finish = (there: Dto): void => {
      if (step.type !== 'same') waiting.push(rememberedAfter(step, there));
      done.push(step);
    };
    const bring = async (): Promise<void> => {
      const place =
        step.type === 'create' || step.type === 'update' ? placeOf(step, thereOf(step, standing)) : undefined;
      const there = await carryOut(step, hands, place?.environment);
      names.set(keyOf(step.thing.section, step.thing.name), there.id);
      ids.set(step.thing.ref, there.id);
      if (!place?.isGivenBack) return finish(there);
      later.push(() => tried(async () => finish({ ...(await client.monitors.update(there.id, GIVEN_BACK)) })));
    };
    await tried(async () => {
      if (!isLosingVariables(step, hands)) return await bring();
      await withOldVariables(step, hands);
      later.push(() => tried(bring));
    });
    if (waiting.length >= BATCH) await remember();
  }
  for (const work of later) await work();
  await remember();
  return { done, failed, ids };
}

/** To its groups. */
const GIVEN_BACK = { clearEnvironmentId: true };

/** What the server has of it before. */
function thereOf(step: Step, { things }: Standing): Dto | undefined {
  return 'id' in step ? things[step.thing.section].get(step.id) : undefined;
}

/** Ids by what this import calls things; others of the server by their own names. */
function namesOf({ steps }: Plan, { things }: Standing): Map<string, string> {
  const names = new Map<string, string>();
  for (const [section, all] of Object.entries(things) as [Section, ReadonlyMap<string, Dto>][]) {
    for (const dto of all.values()) names.set(keyOf(section, nameIn(section, dto) ?? ''), dto.id);
  }
  for (const step of steps) {
    if ('id' in step) names.set(keyOf(step.thing.section, step.thing.name), step.id);
  }
  return names;
}

/** A monitor that another one depends on is made before that. */
function parentsFirst(steps: readonly Step[]): readonly Step[] {
  const byName = new Map(
    steps.filter(({ thing }) => thing.section === 'monitors').map((step) => [step.thing.name, step]),
  );
  const ordered = new Set<Step>();
  const visit = (step: Step, above: readonly Step[]): void => {
    if (ordered.has(step) || above.includes(step)) return;
    for (const name of namesIn(step.thing.body['dependsOn'])) {
      const parent = byName.get(name);
      if (parent) visit(parent, [...above, step]);
    }
    ordered.add(step);
  };
  for (const step of steps) visit(step, []);
  return [...ordered];
}

interface Hands {
  readonly client: Client;
  readonly standing: Standing;
  readonly idOf: (section: Section, name: string) => string;
  /** A thing is there, and its parts are not. */
  readonly onBegun: (remembered: Remembered) => Promise<void>;
}

/**
 * @param environment of a monitor, until its groups are there
 * @returns what the server shows of it afterwards
 */
async function carryOut(
  step: Exclude<Step, { type: 'gone' | 'refused' }>,
  hands: Hands,
  environment: string | undefined,
): Promise<Dto> {
  const { section } = step.thing;
  const body = environment === undefined ? step.thing.body : { ...step.thing.body, environment };
  switch (step.type) {
    case 'same':
    case 'link':
      return hands.standing.things[section].get(step.id)!;
    case 'create': {
      const sent = revealed(bodyFor(section, body, hands.idOf));
      const data = await createdBy(section, sent, hands.client);
      if (!isOfParts(step.thing, Object.keys(body))) return data;
      await hands.onBegun(begun(step, data));
      return await withParts(section, data, body, hands);
    }
    case 'update': {
      const all = fieldsOf(step.thing);
      const changed = Object.fromEntries(step.fields.map((field) => [field, all[field]]));
      const fields = environment === undefined ? changed : { ...changed, environment };
      // The API wants the name of a group in every change of it.
      const name = section === 'resourceGroups' ? hands.standing.things[section].get(step.id)?.name : undefined;
      const part = step.fields.includes(ALL) ? body : { ...(name && { name }), ...fields };
      const sent = revealed({ ...bodyFor(section, part, hands.idOf), ...(section === 'monitors' && clearing(part)) });
      const address = addressOf(section, hands.standing.things[section].get(step.id)!);
      const data = await callsOf(hands.client, section).update(address, sent);
      if (!isOfParts(step.thing, step.fields)) return data;
      await hands.onBegun(begun(step, data));
      return await withParts(section, data, body, hands);
    }
  }
}

/** A webhook is switched off after it was made. */
async function createdBy(section: Section, sent: unknown, client: Client): Promise<Dto> {
  const calls = callsOf(client, section);
  if (section !== 'webhooks') return await calls.create(sent);
  const { enabled, ...body } = sent as Readonly<Record<string, unknown>>;
  const made = await calls.create(body);
  return enabled === false ? await calls.update(made.id, { enabled }) : made;
}

type Losing = Extract<Step, { type: 'update' }>;

/** Whether monitors that are still to be changed may name variables that it takes away. */
function isLosingVariables(step: Step, { standing }: Hands): step is Losing {
  if (step.type !== 'update' || step.thing.section !== 'environments') return false;
  const there = standing.things.environments.get(step.id)?.['variables'];
  const next = step.thing.body['variables'];
  return isRow(there) && isRow(next) && Object.keys(there).some((name) => !(name in next));
}

/** What monitors named until now goes when they have been changed; they may name what is new by then. */
async function withOldVariables({ id, thing }: Losing, { client, standing }: Hands): Promise<void> {
  const there = standing.things.environments.get(id)!;
  const variables = { ...(there['variables'] as DraftObject), ...(thing.body['variables'] as DraftObject) };
  await callsOf(client, 'environments').update(addressOf('environments', there), revealed({ variables }));
}
