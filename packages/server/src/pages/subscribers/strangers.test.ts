/** What strangers choose: nothing of it leads to an address that is not public, whatever the server itself may reach. */
import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { urlCases } from '@upwatch/core/testing';
import type { NameResolver } from '@upwatch/probe';
import { type TestApi, testApi } from '../../api/testing/test-api.ts';
import { outsideAlone } from '../../channels/resolver-lookup.ts';
import { startHttpSink } from '../../channels/testing/http-sink.ts';
import { systemAfter } from '../../engine/dispatching/send.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { shopPage } from '../testing/shop-page.ts';
import { openSubscriberLinks } from './subscriber-links.ts';
import { startSubscriberSender } from './subscriber-sender.ts';
import { PUBLIC_URL, publish, subscribedPage } from './testing/subscribed-page.ts';

const cases = urlCases();
const skip = cases.length > 0 ? false : 'the case files are not beside the checkout';
const GOOD = '93.184.216.34';

/** Names as the cases say them: where several do, all that they say at once. */
const resolver = {
  resolve: async (host: string) => {
    const said = cases.filter(({ url }) => URL.parse(url)?.hostname === host).flatMap(({ dns = [] }) => dns);
    return said.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  },
} as unknown as NameResolver;

interface Asked {
  readonly host: string;
  readonly lookup?: (host: string, options: object, on: (error: unknown, found: Found) => void) => void;
}
type Found = readonly { readonly address: string }[];

/** To which addresses anybody would connect. Nobody does. */
function watchConnections(t: TestContext): Set<string> {
  const connected = new Set<string>();
  t.mock.method(Socket.prototype, 'connect', function connect(this: Socket, given: Asked | readonly [Asked]) {
    const { host, lookup } = 'host' in given ? given : given[0];
    const refuse = () => this.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    if (!lookup || /^[\d.]+$|:/.test(host)) connected.add(host);
    else {
      lookup(host, { all: true }, (error, found) => {
        if (!error) for (const { address } of found) connected.add(address);
      });
    }
    setImmediate(refuse);
    return this;
  });
  return connected;
}

/** @returns the addresses that were taken */
async function subscribeAll(api: TestApi, pageId: string): Promise<readonly string[]> {
  for (const { url, isBlocked, id } of cases) {
    const { statusCode } = await api.inject({
      method: 'POST',
      url: '/status/shop/subscribe',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ webhook: url }).toString(),
    });
    // Of a stranger no credentials are kept, wherever they lead.
    const isWelcome = !isBlocked && URL.parse(url)?.username === '';
    assert.ok(isWelcome ? statusCode === 200 : statusCode === 200 || statusCode === 400, `${id} ${url}: ${statusCode}`);
    api.pass(7000);
  }
  const { items } = await api.core.statusPages.subscribers.list(pageId, { page: 0, size: 1000 });
  return items.map(({ address }) => address);
}

for (const egress of ['public', 'private'] as const) {
  test(`with UPWATCH_EGRESS=${egress} no URL that somebody subscribes leads to an address that is not public (S01, S05)`, {
    skip,
    timeout: 120_000,
  }, async (t) => {
    await using api = await testApi({ config: { publicUrl: PUBLIC_URL, egress } });
    const shop = await shopPage(api, { webhookSubscribers: true });
    const taken = await subscribeAll(api, shop.id);
    const allowed = cases.filter(({ isBlocked, url }) => !isBlocked && URL.parse(url)?.username === '');
    assert.ok(allowed.every(({ url }) => taken.includes(new URL(url).href)));
    const connected = watchConnections(t);
    const { core: store } = api;
    const clock = { wall: () => api.nowMs(), monotonic: () => performance.now() };
    const sender = startSubscriberSender({
      ...{ store, links: await openSubscriberLinks(store.settings), publicUrl: PUBLIC_URL, clock, inside: {} },
      ...{ after: systemAfter, random: () => 0, newId: () => crypto.randomUUID(), outside: outsideAlone(resolver) },
      onTrouble: (error) => assert.fail(error),
    });
    const ticking = setInterval(() => sender.tick(), 10);
    const isTried = async () =>
      (await store.pageNotices.waiting(undefined, 1000)).every(({ attemptCount }) => attemptCount > 0);
    while (!(await isTried())) await nextTurn();
    clearInterval(ticking);
    await sender.close();
    const hosts = allowed.map(({ url }) => new URL(url).hostname.replaceAll(/[[\]]/g, ''));
    // Of a name that stands for several, those that are public.
    assert.deepEqual([...connected].toSorted(), [...new Set([...hosts, GOOD, '8.8.8.8'])].toSorted());
  });
}

test('a redirect is not followed, wherever it leads: what was to be posted there is not', {
  timeout: 60_000,
}, async () => {
  await using trap = await startHttpSink(() => ({ status: 204 }));
  await using sink = await startHttpSink(() => ({ status: 307, headers: { location: `${trap.url}/secret` } }));
  const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
  await using opened = await temporaryStore({ clock });
  const { store } = opened;
  await subscribedPage(store, { addresses: [`${sink.url}/in`] });
  await publish(store, 'Orders fail', clock.wall());
  const sender = startSubscriberSender({
    ...{
      store,
      links: await openSubscriberLinks(store.settings),
      publicUrl: PUBLIC_URL,
      clock,
      inside: {},
      outside: {},
    },
    ...{ after: systemAfter, random: () => 0, newId: () => crypto.randomUUID() },
    onTrouble: (error) => assert.fail(error),
  });
  const ticking = setInterval(() => sender.tick(), 10);
  while (sink.received.length === 0 || (await store.pageNotices.waiting(undefined, 1))[0]?.attemptCount === 0) {
    await nextTurn();
  }
  clearInterval(ticking);
  await sender.close();
  assert.equal(trap.received.length, 0);
});
