/** Loads what tells subscribers of pages when there is something to tell them: most servers never have. */
import type { CoreStore } from '../../stores/port.ts';
import { openSubscriberLinks } from './subscriber-links.ts';
import type { SubscriberSender, SubscriberSenderOptions } from './subscriber-sender.ts';

export type SubscriberWatchOptions = Omit<SubscriberSenderOptions, 'links'> & {
  readonly store: Pick<CoreStore, 'settings'>;
};

export function watchSubscribers(options: SubscriberWatchOptions): SubscriberSender {
  const { store, onTrouble } = options;
  let sender: SubscriberSender | undefined;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      if (!(await store.pageNotices.isWaiting())) return;
      const { startSubscriberSender } = await import('./subscriber-sender.ts');
      sender = startSubscriberSender({ ...options, links: await openSubscriberLinks(store.settings) });
    } catch (error) {
      onTrouble(new Error('whether subscribers of status pages are to be told could not be read', { cause: error }));
    }
  };
  return {
    tick() {
      if (sender) sender.tick();
      else looking ??= look().finally(() => (looking = undefined));
    },
    async close() {
      await looking;
      await sender?.close();
    },
  };
}
