import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { egressOf } from '@upwatch/probe';
import { lookupThrough } from '../../channels/resolver-lookup.ts';
import { startHttpSink } from '../../channels/testing/http-sink.ts';
import { mailParts, shown } from '../../channels/testing/mail-parts.ts';
import { sign } from '../../channels/webhook.ts';
import { systemAfter } from '../../engine/dispatching/send.ts';
import type { CoreStore, SubscriberDelivery } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newMonitor } from '../../stores/testing/samples.ts';
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

/** What a mail and a post say of what a page said last. */
async function toldOf(say: (store: CoreStore) => Promise<void>) {
  await using mailbox = await startMailbox();
  await using sink = await startHttpSink(() => ({ status: 204 }));
  await using opened = await temporaryStore({ clock });
  const { store } = opened;
  await subscribedPage(store, { smtp: mailbox.smtp, addresses: ['ada@example.org', `${sink.url}/in`] });
  await store.statusPages.update(PAGE, (now) => ({ ...now, options: { ...now.options, language: 'de' } }), {
    name: 'test',
  });
  await say(store);
  await using _sender = await senderFor(store);
  await until(async () => !(await store.pageNotices.isWaiting()));
  const { headers, parts } = mailParts(mailbox.mails.at(-1)!);
  return {
    subject: headers.get('subject')!.map(shown).join(),
    mails: mailbox.mails.length,
    bodies: [parts.get('text/plain')!, parts.get('text/html')!],
    post: JSON.parse(sink.received.at(-1)!.body),
  };
}

test('a post-mortem is told with its title and where there is more of it, in the language of the page', {
  timeout: 60_000,
}, async () => {
  const told = await toldOf(async (store) => {
    const atMs = clock.wall();
    const over = { status: 'RESOLVED', impact: 'MAJOR', startedAtMs: atMs, publishedAtMs: atMs } as const;
    const more = { isAutoResolved: false, resolvedAtMs: atMs, affected: [], story: [] } as const;
    const incident = { id: crypto.randomUUID(), pageId: PAGE, title: 'Orders <b> fail', ...over, ...more };
    await store.statusPages.incidents.create({ incident }, { name: 'test' });
    const given = { postmortemTitle: 'Ein voller Index', postmortemBody: 'Er war **voll**.', postmortemAtMs: atMs };
    const set = (body: string) =>
      store.statusPages.incidents.update(
        PAGE,
        incident.id,
        (now) => ({
          incident: { ...now, ...given, postmortemBody: body, postmortemUrl: 'https://shop.example/why' },
        }),
        { name: 'test' },
      );
    await set(given.postmortemBody);
    await set('Er war voll, und ist es nicht mehr.');
  });
  assert.equal(told.mails, 1);
  assert.equal(told.subject, '[Shop] Was geschah und was daraus folgt: Ein voller Index');
  for (const body of told.bodies) {
    assert.match(body, /Was geschah und was daraus folgt[\s\S]*Orders (<b>|&lt;b&gt;) fail[\s\S]*voll/);
    assert.match(body, /https:\/\/shop\.example\/why/);
    assert.match(body, /\/incidents\/[\w-]+#postmortem/);
  }
  const { type, body, postmortem, incident } = told.post;
  assert.deepEqual([type, body], ['incident.postmortem', 'Er war **voll**.']);
  assert.deepEqual(postmortem, { title: 'Ein voller Index', url: 'https://shop.example/why' });
  assert.match(incident.url, /#postmortem$/);
});

test('work that is called off before it begins is told as that, and not as done', { timeout: 60_000 }, async () => {
  const told = await toldOf(async (store) => {
    const fromMs = clock.wall() + 3_600_000;
    const component = { id: crypto.randomUUID(), pageId: PAGE, name: 'Kasse', showsUptime: true } as const;
    await store.monitors.create(newMonitor(1), [], { name: 'test' });
    const source = { type: 'MONITOR', monitorId: newMonitor(1).id } as const;
    await store.statusPages.components.create({ ...component, source, isExcludedFromOverall: false }, { name: 'test' });
    await store.statusPages.update(
      PAGE,
      (now) => ({ ...now, options: { ...now.options, announcesMaintenance: true } }),
      { name: 'test' },
    );
    const id = crypto.randomUUID();
    const on = { monitorIds: [newMonitor(1).id], tagIds: [], resourceGroupIds: [], endedEarlyAtMs: [] } as const;
    const times = { startsAtMs: fromMs, endsAtMs: fromMs + 60_000, timeZone: 'UTC' } as const;
    const held = { suppressAlerts: true, pauseChecks: false, managedBy: 'API' } as const;
    await store.maintenance.create({ id, reason: 'restart shop 1', ...on, ...times, ...held }, { name: 'test' });
    await until(async () => clock.wall() > (await store.maintenance.get(id))!.createdAtMs);
    await store.maintenance.delete(id, { name: 'test' });
  });
  assert.equal(told.mails, 2, 'that it is planned, and that it is not');
  assert.equal(told.subject, '[Shop] Abgesagt: Wartung: Kasse');
  for (const body of told.bodies) {
    assert.match(body, /Diese Arbeiten finden nicht statt\./);
    assert.doesNotMatch(body, /shop 1/);
  }
  assert.equal(told.post.type, 'maintenance.cancelled');
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
