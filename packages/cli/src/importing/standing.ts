/** What the server has: everything that an import could mean, and what it remembers of earlier ones. */
import type { Client } from '../api-client.ts';
import type { Dto, Fingerprints } from './fingerprint.ts';
import { type Section, SECTIONS } from './imported.ts';
import { wholePage } from './page-items.ts';
import { callsOf } from './section-calls.ts';

/** What is remembered of a thing. */
export interface Remembered {
  readonly ref: string;
  readonly section: Section;
  readonly id: string;
  readonly given: Fingerprints;
  readonly shown: Fingerprints;
}

export interface Standing {
  readonly things: Readonly<Record<Section, ReadonlyMap<string, Dto>>>;
  readonly remembered: ReadonlyMap<string, Remembered>;
}

/** A server that has nothing yet: what a dry run without one is made against. */
export const NOTHING: Standing = {
  things: {
    ...{ tags: new Map(), environments: new Map(), secrets: new Map(), alertChannels: new Map(), monitors: new Map() },
    ...{ notificationPolicies: new Map(), resourceGroups: new Map(), maintenance: new Map() },
    ...{ statusPages: new Map(), webhooks: new Map() },
  },
  remembered: new Map(),
};

const PAGE_SIZE = 200;

export async function standingOf(client: Client, source: string): Promise<Standing> {
  const lists = await Promise.all(
    SECTIONS.map(async (section) => {
      const all = await allOf(client, section);
      return [section, new Map(all.map((dto) => [dto.id, dto]))] as const;
    }),
  );
  const remembered = await client.imports.list(source, { size: PAGE_SIZE }).toArray();
  return {
    things: Object.fromEntries(lists) as Record<Section, Map<string, Dto>>,
    remembered: new Map(remembered.map((entry) => [entry.ref, entry])),
  };
}

/** Some lists come whole, and take no size: those are few. */
const PAGED: ReadonlySet<Section> = new Set(['tags', 'alertChannels', 'monitors', 'statusPages', 'webhooks']);

async function allOf(client: Client, section: Section): Promise<readonly Dto[]> {
  const query = PAGED.has(section) ? { size: PAGE_SIZE } : undefined;
  const all = await callsOf(client, section).list(query).toArray();
  if (section !== 'statusPages') return all;
  const whole: Dto[] = [];
  for (const page of all) whole.push(await wholePage(client, page));
  return whole;
}
