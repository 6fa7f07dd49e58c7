/**
 * `webhooks` of `upwatch.yml`: as the API's own bodies. The API knows no names of them: one that the file does not give a
 * name is called by its address. One with a name that is new is the one at its address, where there is one: a second would
 * be told everything twice.
 */
import { parseOrFaults } from '@upwatch/core/schemas';
import { z } from 'zod';
import { nameOf } from '../api/schemas/values.ts';
import { webhookBody } from '../api/schemas/webhooks.ts';
import type { WebhookEndpoint } from '../stores/port.ts';
import { type Content, type DeclaredThing, type Path, said, type Section, type World } from './section.ts';

/** An address may be long. */
const NAME_MAX = 2200;

/** What a client of the contract subscribed to is written out, and taken again. */
const webhookEntry = webhookBody('compat').extend({
  name: nameOf(NAME_MAX).optional().meta({ description: 'How these files call it. Default: its address.' }),
  enabled: z.boolean().optional(),
});

/** One that was switched off because nothing arrived stays so until the file says that it is on. */
type Endpoint = Pick<WebhookEndpoint, 'url' | 'description' | 'events'> & { readonly isEnabled?: boolean | undefined };

export const webhookSection: Section = {
  kind: 'webhook',
  key: 'webhooks',
  article: 'a webhook',
  schema: () => webhookEntry,
  read: (value, at) => {
    const result = parseOrFaults(webhookEntry, value, at);
    return 'faults' in result ? result : { thing: thingOf(result.value, at) };
  },
  named: namesOfAll,
  current: (world, { nameOf: known }) =>
    world.webhooks.map((one) => ({
      ...{ kind: 'webhook', id: one.id, name: known('webhook', one.id) ?? one.url },
      ...contentOf(one),
    })),
  remove: (id, { core, actor }) => core.webhooks.delete(id, actor),
};

/** Two may have the same address. */
function namesOfAll({ webhooks }: World): readonly { readonly id: string; readonly name: string }[] {
  const seen = new Set<string>();
  return webhooks.map(({ id, url }) => {
    const name = seen.has(url) ? `${url} (${id})` : url;
    seen.add(url);
    return { id, name };
  });
}

function thingOf(
  { name, url, description, subscribedEvents, enabled }: z.output<typeof webhookEntry>,
  at: Path,
): DeclaredThing {
  const events = [...new Set(subscribedEvents)];
  const text = description ?? '';
  const wanted: Endpoint = { url, events, isEnabled: enabled, ...(text !== '' && { description: text }) };
  return {
    ...{ kind: 'webhook', name: name ?? url, at, references: [], otherwise: { field: 'url', name: url } },
    content: () => ({ ...contentOf(wanted), keeps: ['enabled'] }),
    make: async ({ core, actor }) => {
      const { isEnabled, ...rest } = wanted;
      const { id } = await core.webhooks.create(rest, actor);
      if (isEnabled === false) await core.webhooks.update(id, { isEnabled }, actor);
      return id;
    },
    change: async (id, { core, actor }) => {
      // What is not said of it any more is empty: the store keeps what it is not told.
      const { isEnabled, ...rest } = { ...wanted, description: text };
      const isOther = isEnabled !== undefined && (await core.webhooks.get(id))?.isEnabled !== isEnabled;
      await core.webhooks.update(id, { ...rest, ...(isOther && { isEnabled }) }, actor);
    },
  };
}

function contentOf({ url, description, events, isEnabled }: Endpoint): Content {
  const fields = said({ url, subscribedEvents: [...events].sort(), enabled: isEnabled });
  return { fields: { ...fields, ...(description !== undefined && description !== '' && { description }) } };
}
