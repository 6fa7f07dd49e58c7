import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { egressOf } from '@upwatch/probe';
import { lookupThrough } from '../../channels/resolver-lookup.ts';
import { startHttpSink } from '../../channels/testing/http-sink.ts';
import { mailParts } from '../../channels/testing/mail-parts.ts';
import { sign } from '../../channels/webhook.ts';
import { systemAfter } from '../../engine/dispatching/send.ts';
import type { CoreStore, SubscriberDelivery } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { openSubscriberLinks } from './subscriber-links.ts';
import { startSubscriberSender, type SubscriberSenderOptions } from './subscriber-sender.ts';
import { startMailbox } from './testing/mailbox.ts';
import { PAGE, PUBLIC_URL, publish, subscribedPage, subscribing } from './testing/subscribed-page.ts';

const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const EVERYTHING = { page: 0, size: 1000 };

async function senderFor(store: CoreStore, change: Partial<SubscriberSenderOptions> = {}) {
  const links = await openSubscriberLinks(store.settings);
  const sender = startSubscriberSender({
    ...{ store, links, publicUrl: PUBLIC_URL, clock, after: systemAfter, random: () => 0, inside: {}, outside: {} },
    newId: () => crypto.randomUUID(),
    onTrouble: (error) => assert.fail(error),
    ...change,
  });
  const ticking = setInterval(() => sender.tick(), 10);
  return {
    links,
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await sender.close();
    },
  };
}

/** Waits until it is so; the runner's patience ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await nextTurn();
}

async function waiting({ pageNotices }: CoreStore): Promise<readonly SubscriberDelivery[]> {
  return pageNotices.waiting(undefined, 1000);
}

const toIn = (mail: string): string => mailParts(mail).headers.get('to')!.join();

test('a hundred readers get one mail each, and no more than four are under way at once', {
  timeout: 60_000,
}, async () => {
  await using mailbox = await startMailbox();
  await using opened = await temporaryStore({ clock });
  const addresses = Array.from({ length: 100 }, (_, number) => `reader${number}@example.org`);
  await subscribedPage(opened.store, { smtp: mailbox.smtp, addresses });
  await publish(opened.store, 'Orders fail', clock.wall());
  await using _sender = await senderFor(opened.store);
  await mailbox.mail(100);
  await until(async () => !(await opened.store.pageNotices.isWaiting()));
  assert.deepEqual(mailbox.mails.map(toIn).sort(), addresses.toSorted());
  assert.ok(mailbox.atOnce <= 4, `${mailbox.atOnce} at once`);
});

test('killed while mails are on their way, it goes on where it was: nobody is left out, and a mail that comes again is the same', {
  timeout: 120_000,
}, async () => {
  const [third, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await using mailbox = await startMailbox({
    hold: async (count) => {
      if (count < 3 || count > 6) return;
      third.resolve();
      await held.promise;
    },
  });
  await using opened = await temporaryStore({ clock });
  const addresses = Array.from({ length: 12 }, (_, number) => `reader${number}@example.org`);
  await subscribedPage(opened.store, { smtp: mailbox.smtp, addresses });
  await publish(opened.store, 'Orders fail', clock.wall());
  const script = fileURLToPath(import.meta.resolve('./testing/sender-process.ts'));
  const begin = () =>
    spawn(process.execPath, ['--conditions=upwatch:source', script, opened.file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const first = begin();
  await third.promise;
  first.kill('SIGKILL');
  await once(first, 'exit');
  held.resolve();
  const second = begin();
  await until(async () => !(await opened.store.pageNotices.isWaiting()));
  second.kill('SIGKILL');
  await once(second, 'exit');
  const ids = new Map<string, Set<string>>();
  for (const mail of mailbox.mails) {
    const { headers } = mailParts(mail);
    const to = headers.get('to')!.join();
    ids.set(to, (ids.get(to) ?? new Set()).add(headers.get('message-id')!.join()));
  }
  assert.deepEqual([...ids.keys()].sort(), addresses.toSorted());
  for (const [to, own] of ids) assert.equal(own.size, 1, `${to} sees one mail, however often it came`);
  // Four under way at once: no more can have come twice.
  assert.ok(mailbox.mails.length <= 16, `${mailbox.mails.length} mails`);
});

test('an address that is refused for good is not tried again, others are not held up, and what is our fault costs nobody', {
  timeout: 60_000,
}, async () => {
  await using mailbox = await startMailbox({
    refuse: (address) => (address.startsWith('dead') ? { code: 550, text: 'no such mailbox' } : undefined),
  });
  await using opened = await temporaryStore({ clock });
  const { store } = opened;
  await subscribedPage(store, { smtp: mailbox.smtp, addresses: ['dead@example.org', 'ada@example.org'] });
  await using _sender = await senderFor(store);
  for (const number of [1, 2, 3, 4]) {
    await publish(store, `Orders fail ${number}`, clock.wall());
    await until(async () => !(await store.pageNotices.isWaiting()));
  }
  assert.deepEqual(
    mailbox.mails.map(toIn),
    Array.from({ length: 4 }, () => 'ada@example.org'),
  );
  const { items } = await store.statusPages.subscribers.list(PAGE, EVERYTHING);
  const stopped = Object.fromEntries(items.map(({ address, stopped: why }) => [address, why?.reason]));
  assert.match(stopped['dead@example.org']!, /550 no such mailbox/);
  assert.equal(stopped['ada@example.org'], undefined);
});

test('a sender of our own that the mail server refuses stops no reader: it is tried again', {
  timeout: 60_000,
}, async () => {
  await using mailbox = await startMailbox({ isClosedToUs: true });
  await using opened = await temporaryStore({ clock });
  const { store } = opened;
  await subscribedPage(store, { smtp: mailbox.smtp, addresses: ['ada@example.org'] });
  await publish(store, 'Orders fail', clock.wall());
  await using _sender = await senderFor(store);
  await until(async () => (await waiting(store))[0]?.status === 'RETRY_PENDING');
  const [delivery] = await waiting(store);
  assert.match(delivery!.errorMessage!, /550 sender refused/);
  assert.equal((await store.statusPages.subscribers.get(delivery!.subscriber.id))?.stopped, undefined);
});

test('a URL that has confirmed is posted what is said, signed by its own secret; before that it is told how to confirm', {
  timeout: 60_000,
}, async () => {
  await using sink = await startHttpSink(() => ({ status: 204 }));
  await using opened = await temporaryStore({ clock });
  const { store } = opened;
  await subscribedPage(store, { addresses: [] });
  const one = subscribing(`${sink.url}/in`);
  await store.statusPages.subscribers.ask(one);
  await using sender = await senderFor(store);
  await until(async () => sink.received.length === 1);
  const asked = JSON.parse(sink.received[0]!.body);
  assert.equal(asked.type, 'subscription.confirm');
  assert.equal(asked.confirmUrl, `${PUBLIC_URL}/status/shop/confirm/${sender.links.token('confirm', one)}`);
  assert.equal(sink.received[0]!.headers['webhook-signature'], undefined);
  await store.statusPages.subscribers.confirm(one.id, one.confirmationToken);
  await publish(store, 'Orders fail', clock.wall());
  await until(async () => sink.received.length === 2);
  const { headers, body } = sink.received[1]!;
  const said = JSON.parse(body);
  assert.deepEqual(
    [said.type, said.incident.title, said.body],
    ['incident.opened', 'Orders fail', 'We **look** into it.'],
  );
  const [id, timestamp] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
  assert.equal(headers['webhook-signature'], sign(sender.links.secretOf(one), { id, timestamp, body }));
  assert.equal(said.unsubscribeUrl, `${PUBLIC_URL}/status/shop/unsubscribe/${sender.links.token('leave', one)}`);
});

test('a name that becomes a private address when it is connected to is never connected to, whatever the server itself may reach (S05)', {
  timeout: 60_000,
}, async () => {
  await using sink = await startHttpSink(() => ({ status: 204 }));
  const { port } = new URL(sink.url);
  await using opened = await temporaryStore({ clock });
  const { store } = opened;
  await subscribedPage(store, { addresses: [`http://rebound.example:${port}/in`] });
  const egress = egressOf('public');
  const resolver = { resolve: async () => [{ address: '127.0.0.1', family: 4 as const }] };
  const outside = { egress, lookup: lookupThrough(resolver as unknown as Parameters<typeof lookupThrough>[0], egress) };
  await publish(store, 'Orders fail', clock.wall());
  await using _sender = await senderFor(store, { inside: { egress: egressOf('private') }, outside });
  await until(async () => !(await store.pageNotices.isWaiting()));
  assert.equal(sink.received.length, 0);
});
