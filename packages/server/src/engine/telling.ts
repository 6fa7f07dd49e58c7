/** Everything that tells: the dispatcher, and those that go by how its deliveries end. */
import type { Clock } from '@upwatch/core';
import { egressOf, type Resolver } from '@upwatch/probe';
import { actionsBy, type Links } from '../acting/links.ts';
import { channelOf } from '../channels/index.ts';
import { lookupThrough, type Outbound, outsideAlone } from '../channels/resolver-lookup.ts';
import type { ServerConfig } from '../config.ts';
import type { LiveBus } from '../live.ts';
import type { Openings } from '../openings.ts';
import type { CoreStore } from '../stores/port.ts';
import { systemAfter } from './dispatching/send.ts';
import { startDispatcher } from './dispatching/dispatcher.ts';
import { Escalator } from './routing/escalator.ts';
import type { KnownChannels } from './routing/known-channels.ts';
import type { KnownRouting } from './routing/known-routing.ts';
import { LastResort } from './dispatching/last-resort.ts';
import { OpenedByHand } from './routing/opened-by-hand.ts';
import type { Watches } from './holding/watches.ts';
import type { Dispatcher } from './port.ts';
import { startWebhookSender, type WebhookSender } from './webhooks/webhook-sender.ts';
import { watchSubscribers } from '../pages/subscribers/subscriber-watch.ts';
import { QuietNow } from './dispatching/quiet-now.ts';
import type { Recorder } from './recording/recorder.ts';

/** What telling works with. */
export interface TellingGiven {
  readonly config: ServerConfig;
  readonly core: CoreStore;
  readonly channels: KnownChannels;
  readonly routing: KnownRouting;
  readonly recorder: Recorder;
  readonly watches: Pick<Watches, 'groups' | 'routing'>;
  readonly resolver: Resolver;
  readonly links: Links;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly engineVersion: string;
  readonly onTrouble: (error: Error) => void;
  /** Where it says how it is closed. */
  readonly openings: Pick<Openings, 'add'>;
}

export interface Telling {
  readonly dispatcher: Dispatcher;
  readonly openedByHand: OpenedByHand;
  readonly webhooks: WebhookSender;
  /** How others are reached from here. */
  readonly outbound: Outbound;
  /** Takes up what was left at the last stop. @returns names of fallback channels that do not exist */
  start(): Promise<readonly string[]>;
  /** To be called about once a second. */
  tick(): void;
}

/** Begins to send; what is decided by time begins with `start`. */
export function createTelling(given: TellingGiven): Telling {
  const { config, core, routing, recorder, live, clock, newId, engineVersion, onTrouble } = given;
  const channels = (): ReturnType<KnownChannels['all']> => given.channels.all();
  const egress = egressOf(config.egress ?? 'private');
  const outbound = { egress, lookup: lookupThrough(given.resolver, egress) };
  const wakeDispatcher = (): void => dispatcher.wake();
  const shared = { clock, newId, channels, routing, wakeDispatcher, onTrouble };
  const escalator = new Escalator({ outbox: core.outbox, recorder, routing, onTrouble });
  const lastResort = new LastResort({ ...shared, names: config.fallbackChannels ?? [], store: core, recorder });
  const { groups, routing: grouped } = given.watches;
  const openedByHand = new OpenedByHand({
    ...{ ...shared, routing: grouped, store: core, engineVersion, live },
    channelIdsOf: (monitor) => groups.channelIdsOf(monitor),
  });
  const dispatcher = startDispatcher({
    store: core,
    clock,
    newId,
    channelOf,
    onTrouble,
    random: Math.random,
    after: systemAfter,
    ...outbound,
    quiet: new QuietNow({ dispatches: core.dispatches, routing }),
    publish: (event) => {
      live.publish(event);
      if (event.type !== 'delivery') return;
      for (const one of [escalator, lastResort, openedByHand, groups]) one.delivered(event.data);
    },
    ...(config.publicUrl !== undefined && {
      publicUrl: config.publicUrl,
      actionsOf: actionsBy(given.links, config.publicUrl),
    }),
    ...(config.smtp && { smtp: config.smtp }),
  });
  const webhooks = startWebhookSender({
    ...{ store: core, clock, newId, onTrouble, after: systemAfter, random: Math.random },
    ...outbound,
  });
  const subscribers = watchSubscribers({
    ...{ store: core, clock, newId, onTrouble, after: systemAfter, random: Math.random, inside: outbound },
    outside: outsideAlone(given.resolver),
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    ...(config.smtp && { smtp: config.smtp }),
  });
  for (const one of [subscribers, webhooks, dispatcher, escalator, lastResort, openedByHand])
    given.openings.add(() => one.close());
  return {
    dispatcher,
    openedByHand,
    webhooks,
    outbound,
    async start() {
      escalator.start();
      await openedByHand.start();
      return lastResort.start();
    },
    tick() {
      for (const one of [escalator, lastResort, openedByHand, webhooks, subscribers]) one.tick();
    },
  };
}
