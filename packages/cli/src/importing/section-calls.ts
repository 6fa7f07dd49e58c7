/** What the API can do with the things of a section, called alike for all of them. */
import type { Upwatch } from '@upwatch/sdk';
import type { Dto } from './fingerprint.ts';
import type { Section } from './imported.ts';

interface Calls {
  list(query?: { readonly size: number }): { toArray(): Promise<readonly Dto[]> };
  create(body: unknown): Promise<Dto>;
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
