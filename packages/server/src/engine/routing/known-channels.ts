/** The alert channels there are, in memory: planning an alert must not wait for the disk. */
import type { Channel, CoreStore } from '../../stores/port.ts';

export interface KnownChannels {
  all(): readonly Channel[];
  /** The store, with a changed list of channels known as soon as the change is kept. */
  readonly store: CoreStore;
}

/** @param onDeleted a channel is gone */
export async function knowChannels(core: CoreStore, onDeleted: () => void): Promise<KnownChannels> {
  let known = await core.channels.all();
  async function kept<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    known = await core.channels.all();
    return result;
  }
  const { channels } = core;
  return {
    all: () => known,
    store: {
      ...core,
      channels: {
        ...channels,
        create: (channel, actor) => kept(channels.create(channel, actor)),
        update: (id, change, actor) => kept(channels.update(id, change, actor)),
        delete: async (id, actor) => {
          const affected = await kept(channels.delete(id, actor));
          onDeleted();
          return affected;
        },
      },
    },
  };
}
