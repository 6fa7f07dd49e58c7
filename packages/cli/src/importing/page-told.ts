/**
 * What a status page tells, and the names under which it is found. What the source has is added; what was made of it here,
 * and what the source has no more, stays.
 */
import type { DraftObject } from '@upwatch/server/foreign';
import type { Client } from '../api-client.ts';
import type { Dto } from './fingerprint.ts';
import { namesIn, objectsIn } from './references.ts';

type Incidents = Client['statusPages']['incidents'];
type Opened = Parameters<Incidents['create']>[1];

/** One of the same title is the same. Subscribers were told of it where it was written. */
export async function withIncidents(
  page: Dto,
  body: DraftObject,
  { statusPages: { incidents } }: Client,
): Promise<void> {
  const wanted = objectsIn(body['incidents']) as unknown as readonly Opened[];
  if (wanted.length === 0) return;
  const there = await incidents.list(page.id).toArray();
  for (const { title, status, impact, body: text } of wanted) {
    const old = there.find((one) => one.title === title);
    if (!old) {
      await incidents.create(page.id, {
        title,
        impact,
        body: text,
        notifySubscribers: false,
        ...(status && { status }),
      });
      continue;
    }
    const isSaid = old.updates.some((one) => one.body === text);
    if (isSaid || old.status === 'RESOLVED') continue;
    await incidents.addUpdate(page.id, old.id, { status: old.status, body: text, notifySubscribers: false });
  }
}

export async function withDomains(page: Dto, body: DraftObject, { statusPages: { domains } }: Client): Promise<void> {
  const wanted = namesIn(body['domains']);
  if (wanted.length === 0) return;
  const there = new Set((await domains.list(page.id).toArray()).map(({ hostname }) => hostname));
  for (const hostname of wanted) if (!there.has(hostname)) await domains.add(page.id, { hostname });
}
