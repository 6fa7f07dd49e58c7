/**
 * Tells subscribers of pages, by a dispatcher of its own: the same code that sends alerts, over what waits for them. Mails
 * of a page go by its operator's mail server, a few at a time; whatever is posted goes to the internet and nowhere else,
 * whatever the server itself may reach: the address was chosen by a stranger (S05).
 */
import type { LookupFunction } from 'node:net';
import type { AlertMessage, Clock, Delivery } from '@upwatch/core';
import type { Egress } from '@upwatch/probe';
import { z } from 'zod';
import { defineChannel, type SendOutcome, type SmtpSettings } from '../../channels/port.ts';
import { outcomeOf, postJson } from '../../channels/post-json.ts';
import { type RefusedMail, sendMail } from '../../channels/smtp-send.ts';
import { sign } from '../../channels/webhook.ts';
import { startDispatcher } from '../../engine/dispatching/dispatcher.ts';
import { messageOf, ownOutbox } from '../../engine/dispatching/own-outbox.ts';
import type { After } from '../../engine/dispatching/send.ts';
import type { CoreStore, StatusPage, SubscriberDelivery } from '../../stores/port.ts';
import { pageAddress } from '../page-address.ts';
import { wordingOf } from '../wording/wording.ts';
import type { SubscriberLinks } from './subscriber-links.ts';
import type { Told } from './told.ts';
import { updateMail } from './update-mail.ts';
import { updatePost } from './update-post.ts';

const [MAIL, POST] = ['page_mail', 'page_post'];
/** Mails of one page under way at once: mail servers slow down, or refuse, whoever comes with hundreds. */
const MAIL_LANES = 4;
/** Handed out at once, and no more while so many wait: what waits is in memory. */
const HAND_OUT = { atOnce: 200, openMax: 1000 };

/** By which addresses are judged and names resolved. */
interface Bounds {
  readonly lookup?: LookupFunction;
  readonly egress?: Egress;
}

export interface SubscriberSenderOptions {
  readonly store: Pick<CoreStore, 'pageNotices' | 'statusPages' | 'channels'>;
  readonly links: SubscriberLinks;
  readonly publicUrl?: string;
  /** The server's mail server, for a channel that has none of its own. */
  readonly smtp?: SmtpSettings;
  /** For the operator's mail server. */
  readonly inside: Bounds;
  /** For what strangers chose: public addresses alone. */
  readonly outside: Bounds;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly after: After;
  readonly random: () => number;
  readonly onTrouble: (error: Error) => void;
}

export interface SubscriberSender {
  /** To be called about once a second. */
  tick(): void;
  close(): Promise<void>;
}

export function startSubscriberSender(options: SubscriberSenderOptions): SubscriberSender {
  const { store, onTrouble } = options;
  /** A dispatcher knows messages; whom one is for hangs on it. */
  const deliveryOf = new WeakMap<AlertMessage, SubscriberDelivery>();
  const toDelivery = (one: SubscriberDelivery): Delivery => {
    const { subscriber, notice, ...kept } = one;
    const headline = notice?.title ?? 'confirm';
    const message = messageOf({ id: one.id, headline, occurredAtMs: notice?.occurredAtMs ?? one.createdAtMs });
    deliveryOf.set(message, one);
    const line = { incidentId: one.id, channelId: laneOf(subscriber), kind: 'NOTICE', sequence: 1 } as const;
    return { ...kept, ...line, key: one.id, message };
  };
  const told = (message: AlertMessage): Promise<Told | undefined> => toldOf(deliveryOf.get(message), options);
  const definitions = new Map([mailChannel(told, options), postChannel(told, options)].map((one) => [one.type, one]));
  const dispatcher = startDispatcher({
    ...options,
    channelOf: (type) => definitions.get(type),
    publish: () => undefined,
    store: ownOutbox({
      delivery: async (id) => {
        const found = await store.pageNotices.delivery(id);
        return found && toDelivery(found);
      },
      waiting: async (afterId, limit) => (await store.pageNotices.waiting(afterId, limit)).map(toDelivery),
      record: (attempt, after) => store.pageNotices.record(attempt, after),
      cancel: (id, reason) => store.pageNotices.cancel(id, reason),
      channel: (laneId) => settingsOf(laneId, options),
    }),
  });
  let handing: Promise<void> | undefined;
  const handOut = async (): Promise<void> => {
    try {
      await store.pageNotices.handOut(HAND_OUT);
    } catch (error) {
      onTrouble(new Error('subscribers of status pages could not be told', { cause: error }));
    }
    dispatcher.wake();
  };
  return {
    tick: () => {
      handing ??= handOut().finally(() => (handing = undefined));
    },
    async close() {
      await handing;
      await dispatcher.close();
    },
  };
}

/** A mail waits behind few others of its page, and what is posted behind what is posted to the same URL. */
function laneOf({ id, pageId, type }: SubscriberDelivery['subscriber']): string {
  return type === 'WEBHOOK' ? `post ${id}` : `mail ${pageId} ${Number.parseInt(id.slice(-4), 16) % MAIL_LANES}`;
}

/** How what waits in a lane is sent; undefined where the page tells nobody in that way any more: that is cancelled. */
async function settingsOf(laneId: string, { store, smtp }: SubscriberSenderOptions) {
  const [way, id = ''] = laneId.split(' ');
  if (way === 'post') return { type: POST, config: {} };
  const page = await store.statusPages.get(id);
  const channelId = page?.options.mailChannelId;
  const channel = channelId === undefined ? undefined : await store.channels.get(channelId);
  if (channel?.type !== 'email') return undefined;
  const settings = smtpOf(channel.config['smtp']) ?? smtp;
  return settings && { type: MAIL, config: { smtp: { ...settings } } };
}

const smtpSettings = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(['tls', 'starttls', 'opportunistic', 'none']),
  user: z.string().exactOptional(),
  password: z.string().exactOptional(),
  from: z.string(),
});

function smtpOf(value: unknown): SmtpSettings | undefined {
  return smtpSettings.safeParse(value).data;
}

async function toldOf(
  delivery: SubscriberDelivery | undefined,
  { store, publicUrl }: SubscriberSenderOptions,
): Promise<(Told & { readonly page: StatusPage }) | undefined> {
  if (!delivery) return undefined;
  const { subscriber, notice } = delivery;
  const page = await store.statusPages.get(subscriber.pageId);
  const address = page && (await pageAddress(page, store.statusPages, publicUrl));
  if (!page?.isEnabled || address === undefined) return undefined;
  return { page, address, subscriber, ...(notice && { notice }) };
}

type ToldOf = (message: AlertMessage) => Promise<Told | undefined>;

const NOBODY: SendOutcome = {
  type: 'retry',
  reason: 'the page is switched off, or nobody knows its address (UPWATCH_PUBLIC_URL)',
};

function mailChannel(toldIn: ToldOf, { store, links, inside }: SubscriberSenderOptions) {
  return defineChannel<unknown>({
    type: MAIL,
    config: z.object({ channelType: z.literal(MAIL), smtp: smtpSettings }),
    secretFields: ['smtp.password'],
    tellsApart: true,
    display: () => ({}),
    async send(config, message, { key, signal }) {
      const told = await toldIn(message);
      const smtp = smtpOf((config as { readonly smtp: unknown }).smtp);
      if (!told || !smtp) return NOBODY;
      const page = await store.statusPages.get(told.page.id);
      const wording = await wordingOf(page?.options.language ?? 'en');
      const mail = updateMail(told, { wording, links, from: smtp.from, key });
      return mailOutcome(await sendMail(smtp, mail, { ...inside, signal }));
    },
  });
}

/** A reader's address is not to blame for a password of ours that is wrong: what is no refusal of it is tried again. */
function mailOutcome(outcome: SendOutcome & RefusedMail): SendOutcome {
  const { isRecipientRefused, ...rest } = outcome;
  return rest.type === 'reject' && !isRecipientRefused ? { ...rest, type: 'retry' } : rest;
}

function postChannel(toldIn: ToldOf, { links, outside }: SubscriberSenderOptions) {
  return defineChannel<unknown>({
    type: POST,
    config: z.object({ channelType: z.literal(POST) }),
    secretFields: [],
    tellsApart: true,
    display: () => ({}),
    async send(_config, message, { key, signal, nowMs }) {
      const told = await toldIn(message);
      if (!told) return NOBODY;
      const body = JSON.stringify(updatePost(told, links));
      const timestamp = Math.floor(nowMs / 1000).toString();
      const headers = {
        'webhook-id': key,
        'webhook-timestamp': timestamp,
        // Whoever has not confirmed does not know the secret, nor may a signed text be had of any URL.
        ...(told.notice && {
          'webhook-signature': sign(links.secretOf(told.subscriber), { id: key, timestamp, body }),
        }),
      };
      const answer = await postJson({ url: told.subscriber.address, body, headers, signal, ...outside });
      // What a stranger's address answers is nobody's to read.
      const { responseExcerpt: _, ...outcome } = outcomeOf(answer, nowMs);
      return outcome;
    },
  });
}
