/** Things that others hold: they are put into them one by one, after those were made. */
import type { DraftObject } from '@upwatch/server/foreign';
import type { Client } from '../api-client.ts';
import type { Dto } from './fingerprint.ts';
import type { ImportedThing, Section } from './imported.ts';
import { PARTS } from './part-fields.ts';
import { withItems } from './page-items.ts';
import { withDomains, withIncidents } from './page-told.ts';
import { rememberedAfter, type Step } from './plan.ts';
import { type IdOf, namesIn } from './references.ts';
import type { Remembered } from './standing.ts';

export function isOfParts({ section }: ImportedThing, fields: readonly string[]): boolean {
  return (PARTS[section] ?? []).some((field) => fields.includes(field));
}

/**
 * What is to be remembered of a thing whose parts are still to come: that the source said nothing of them yet. So an
 * import that ends in the middle of them is made whole by the next one.
 */
export function begun(step: Extract<Step, { type: 'create' | 'update' }>, there: Dto): Remembered {
  const parts = PARTS[step.thing.section] ?? [];
  const { given, shown, ...rest } = rememberedAfter(step, there);
  const without = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => !parts.includes(field)));
  return { ...rest, given: without(given), shown: without(shown) };
}

interface Hands {
  readonly client: Client;
  readonly idOf: IdOf;
}

/** @returns the thing with its parts, as the server shows it then */
export async function withParts(section: Section, data: Dto, body: DraftObject, hands: Hands): Promise<Dto> {
  if (section === 'resourceGroups') return await withMembers(data, body, hands);
  if (section !== 'statusPages') return data;
  const whole = await withItems(data, body, hands.client, hands.idOf);
  await withIncidents(data, body, hands.client);
  await withDomains(data, body, hands.client);
  return whole;
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
