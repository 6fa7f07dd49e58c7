/** What strangers chose, on its way out of a whole server: nothing of it reaches an address that is not public. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { urlCases } from '@upwatch/core/testing';
import { egressOf, Resolver, systemClock } from '@upwatch/probe';
import { pino } from 'pino';
import { startServer } from '../../server.ts';
import { loadSettings } from '../../settings/load-settings.ts';
import { readYaml } from '../../settings/yaml-file.ts';
import type { CoreStore } from '../../stores/port.ts';
import { openCoreStore } from '../../stores/sqlite/core-store.ts';
import { temporaryDirectory } from '../../stores/sqlite/testing/temporary-store.ts';
import { PUBLIC_URL, publish, subscribedPage, subscribing } from './testing/subscribed-page.ts';

const cases = urlCases();
const skip = cases.length > 0 ? false : 'the case files are not beside the checkout';
const BY = { name: 'test' };
/** Public when it is asked for first, and ours from then on. */
const REBOUND = 'rebound.example';
const FIRST = '198.41.0.4';
const COMPONENT = '00000000-0000-4000-8000-000000000003';

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
    if (!lookup || /^[\d.]+$|:/.test(host)) connected.add(host);
    else {
      lookup(host, { all: true }, (error, found) => {
        if (!error) for (const { address } of found) connected.add(address);
      });
    }
    setImmediate(() => this.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })));
    return this;
  });
  return connected;
}

/** Names as the cases say them; addresses as the server reads them itself. */
/** @returns how often the name that turns was asked for */
function sayNames(t: TestContext): () => number {
  let rebounds = 0;
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the resolver that was asked
  const own = Resolver.prototype.resolve;
  t.mock.method(Resolver.prototype, 'resolve', function resolve(this: Resolver, ...given: Parameters<typeof own>) {
    const [host] = given;
    if (host === REBOUND) return [{ address: rebounds++ === 0 ? FIRST : '127.0.0.1', family: 4 as const }];
    const said = cases.filter(({ url }) => URL.parse(url)?.hostname === host).flatMap(({ dns = [] }) => dns);
    const isAddress = /^[\d.]+$|:|^localhost$/.test(host);
    if (isAddress && said.length === 0) return own.apply(this, given);
    return said.map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) }));
  });
  return () => rebounds;
}

/** Until all was tried: what nobody took waits, and what may not be connected to is over. */
async function allTried({ pageNotices }: CoreStore): Promise<void> {
  for (;;) {
    const waiting = await pageNotices.waiting(undefined, 1000);
    const isHandedOut = waiting.length > 0 || !(await pageNotices.isWaiting());
    if (isHandedOut && waiting.every(({ attemptCount }) => attemptCount > 0)) return;
    await delay(20);
  }
}

for (const egress of ['public', 'private'] as const) {
  test(`a server with UPWATCH_EGRESS=${egress} posts to public addresses alone, and judges a name when it connects (S01, S05)`, {
    skip,
    timeout: 120_000,
  }, async (t) => {
    using directory = temporaryDirectory();
    const store = openCoreStore({ file: join(directory.path, 'core.db'), clock: systemClock });
    t.after(() => store.close());
    // Past the form, as if that had let all of them through.
    const urls = cases.flatMap(({ url }) => URL.parse(url)?.href ?? []);
    const web = [...new Set(urls.filter((url) => /^https?:/.test(url)))];
    await subscribedPage(store, { addresses: [...web, `http://${REBOUND}/first`] });
    const later = { ...subscribing(`http://${REBOUND}/then`), componentIds: [COMPONENT] };
    await store.statusPages.subscribers.add({ ...later, isAsked: false }, BY);
    await store.statusPages.subscribers.confirm(later.id, later.confirmationToken);
    const affected = [{ componentId: crypto.randomUUID(), name: 'Search', status: 'MAJOR_OUTAGE' }] as const;
    await publish(store, 'Search fails', systemClock.wall(), affected);
    const connected = watchConnections(t);
    const rebounds = sayNames(t);
    const env = {
      ...{ UPWATCH_API_TOKEN: 'uw_test_0123456789abcdef', UPWATCH_PROBE_THREADS: '1' },
      ...{ UPWATCH_EGRESS: egress, UPWATCH_PUBLIC_URL: PUBLIC_URL },
    };
    const file = readYaml('{}', 'upwatch.yml', {});
    const config = loadSettings({ flags: { dataDir: directory.path, port: '0' }, env, file });
    const server = await startServer(config, { log: pino({ level: 'silent' }) });
    t.after(() => server.close());
    await allTried(store);
    assert.ok(connected.has(FIRST), 'it was public then');
    const about = [{ componentId: COMPONENT, name: 'Checkout', status: 'MAJOR_OUTAGE' }] as const;
    await publish(store, 'Orders fail', systemClock.wall(), about);
    while (rebounds() < 2) await delay(20);
    await allTried(store);
    const judge = egressOf('public');
    assert.deepEqual(
      [...connected].filter((address) => judge([address]).length === 0),
      [],
    );
    const allowed = cases.filter(({ isBlocked, dns }) => !isBlocked && dns === undefined);
    for (const { url } of allowed) assert.ok(connected.has(new URL(url).hostname.replaceAll(/[[\]]/g, '')), url);
  });
}
