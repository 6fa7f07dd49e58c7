/** `alertChannels` of `upwatch.yml`: as the API's own bodies. */
import type { JsonObject } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import { channelBody } from '../api/schemas/channels.ts';
import { channelOf } from '../channels/index.ts';
import { masked } from './masked.ts';
import type { Content, DeclaredThing, Path, Section } from './section.ts';

const MANAGED_BY = 'CLI';

export const channelSection: Section = {
  kind: 'alertChannel',
  key: 'alertChannels',
  article: 'an alert channel',
  schema: ({ channels }) => channelBody(channels),
  read: (value, at, { channels }) => {
    const result = parseOrFaults(channelBody(channels), value, at);
    if ('faults' in result) return result;
    const { name, config } = result.value;
    return { thing: thingOf(name, config, at) };
  },
  named: ({ channels }) => channels,
  current: ({ channels }) =>
    channels.map(({ id, name, type, config }) => ({ kind: 'alertChannel', id, name, ...contentOf(type, config) })),
  remove: async (id, { core, actor }) => void (await core.channels.delete(id, actor)),
};

function thingOf(
  name: string,
  { channelType, ...rest }: JsonObject & { channelType: string },
  at: Path,
): DeclaredThing {
  const config = JSON.parse(JSON.stringify({ channelType, ...rest })) as JsonObject;
  const wanted = { name, config, managedBy: MANAGED_BY } as const;
  return {
    ...{ kind: 'alertChannel', name, at, references: [] },
    content: () => contentOf(channelType, config),
    make: async ({ core, newId, actor }) =>
      (await core.channels.create({ id: newId(), type: channelType, ...wanted }, actor)).id,
    change: async (id, { core, actor }) => void (await core.channels.update(id, wanted, actor)),
  };
}

/** A channel's type is for ever: another type is another channel. */
function contentOf(type: string, config: JsonObject): Content {
  const definition = channelOf(type);
  // Of a type that this version does not have nobody knows what is secret.
  const secretFields = definition?.secretFields ?? Object.keys(config).filter((field) => field !== 'channelType');
  return { fields: { config }, shown: { config: masked(config, secretFields) }, identity: type };
}
