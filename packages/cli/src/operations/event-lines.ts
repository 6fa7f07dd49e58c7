/** What happens, a line for each event, until somebody stops it. */
import type { EventsOptions, EventType } from '@upwatch/sdk';
import type { Client } from '../api-client.ts';

/** @param asked `types` with commas between them, `monitorId` */
export async function followEvents(client: Client, asked: Readonly<Record<string, unknown>>): Promise<void> {
  const { types, monitorId } = asked;
  const options: EventsOptions = {
    ...(typeof monitorId === 'string' && { monitorId }),
    // What is no type is refused by the SDK, which names them all.
    ...(typeof types === 'string' && { types: types.split(',').map((type) => type.trim() as EventType) }),
  };
  for await (const event of client.events(options)) process.stdout.write(`${JSON.stringify(event)}\n`);
}
