/** Carries a plan out, one thing after another; what the server refuses is said, and the rest goes on. */
import { type DraftObject, revealed } from '@upwatch/server/foreign';
import type { Client } from '../api-client.ts';
import { failureOf } from '../failure.ts';
import { ALL, type Dto, fieldsOf } from './fingerprint.ts';
import { whereOf } from './gathering.ts';
import type { Section } from './imported.ts';
import { type Plan, rememberedAfter, type Step } from './plan.ts';
import { bodyFor, namesIn } from './references.ts';
import { callsOf } from './section-calls.ts';
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
    try {
      const there = await carryOut(step, { client, standing, idOf });
      names.set(keyOf(step.thing.section, step.thing.name), there.id);
      ids.set(step.thing.ref, there.id);
      if (step.type !== 'same') waiting.push(rememberedAfter(step, there));
      done.push(step);
    } catch (error) {
      failed.push({ where: whereOf(step.thing), why: failureOf(error).message });
    }
    if (waiting.length >= BATCH) await remember();
  }
  await remember();
  return { done, failed, ids };
}

function keyOf(section: Section, name: string): string {
  return `${section} ${name.toLowerCase()}`;
}

/** Ids by what this import calls things; others of the server by their own names. */
function namesOf({ steps }: Plan, { things }: Standing): Map<string, string> {
  const names = new Map<string, string>();
  for (const [section, all] of Object.entries(things) as [Section, ReadonlyMap<string, Dto>][]) {
    for (const { id, name } of all.values()) if (name) names.set(keyOf(section, name), id);
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
}

/** @returns what the server shows of it afterwards */
async function carryOut(step: Exclude<Step, { type: 'gone' | 'refused' }>, hands: Hands): Promise<Dto> {
  const { section, body } = step.thing;
  switch (step.type) {
    case 'same':
    case 'link':
      return hands.standing.things[section].get(step.id)!;
    case 'create': {
      const sent = revealed(bodyFor(section, body, hands.idOf));
      const data = await callsOf(hands.client, section).create(sent);
      return section === 'resourceGroups' ? await withMembers(data, body, hands) : data;
    }
    case 'update': {
      const all = fieldsOf(step.thing);
      const fields = Object.fromEntries(step.fields.map((field) => [field, all[field]]));
      // The API wants the name of a group in every change of it.
      const name = section === 'resourceGroups' ? hands.standing.things[section].get(step.id)?.name : undefined;
      const part = step.fields.includes(ALL) ? body : { ...(name && { name }), ...fields };
      const sent = revealed(bodyFor(section, part, hands.idOf));
      const data = await callsOf(hands.client, section).update(step.id, sent);
      return section === 'resourceGroups' && 'monitors' in fields ? await withMembers(data, body, hands) : data;
    }
  }
}

interface Member {
  readonly id: string;
  readonly monitorId: string;
}

/** Puts the members in that are missing, and takes those out that are no longer named. */
async function withMembers(group: Dto, body: DraftObject, { client, idOf }: Hands): Promise<Dto> {
  const { members } = client.resourceGroups;
  const there = (group['members'] ?? []) as readonly Member[];
  const wanted = namesIn(body['monitors']).map((name) => idOf('monitors', name));
  for (const memberId of wanted.filter((id) => !there.some(({ monitorId }) => monitorId === id))) {
    await members.add(group.id, { memberType: 'monitor', memberId });
  }
  for (const { id, monitorId } of there) if (!wanted.includes(monitorId)) await members.remove(group.id, id);
  return { ...(await client.resourceGroups.get(group.id)) };
}
