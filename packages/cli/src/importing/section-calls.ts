/** What the API can do with the things of a section, called alike for all of them. */
import type { Upwatch } from '@upwatch/sdk';
import type { Dto } from './fingerprint.ts';
import { nameIn } from './identity.ts';
import type { Section } from './imported.ts';

interface Calls {
  list(query?: { readonly size: number }): { toArray(): Promise<readonly Dto[]> };
  create(body: unknown): Promise<Dto>;
  /** @param id or, where things are called by what never changes of them, that */
  update(id: string, body: unknown): Promise<Dto>;
}

/**
 * The SDK types each body by itself; here they are put together out of parts that the server's own schemas have taken
 * before, so that one shape stands for all.
 */
export function callsOf(client: Upwatch, section: Section): Calls {
  const resource = section === 'maintenance' ? client.maintenanceWindows : client[section];
  return resource as unknown as Calls;
}

/** By which the API is asked to change a thing: environments and secrets have no other address there. */
export function addressOf(section: Section, there: Dto): string {
  const isByName = section === 'environments' || section === 'secrets';
  return (isByName ? nameIn(section, there) : undefined) ?? there.id;
}
