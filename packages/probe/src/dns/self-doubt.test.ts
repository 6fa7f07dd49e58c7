/** Row N02: whose fault it is that names cannot be resolved. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { FailureCode } from '@upwatch/core';
import { systemClock } from '../system-clock.ts';
import { DnsFailure } from './dns-failure.ts';
import { Resolver } from './resolver.ts';
import { addresses, type DnsStub, startDnsStub, type StubAnswer, type StubScript } from './testing/dns-stub.ts';

const SILENT: StubAnswer = { isSilent: true };
const SERVFAIL: StubAnswer = { rcode: 'SERVFAIL' };
/** The root's name servers: the control. */
const ROOT: StubAnswer = { records: [{ type: 'NS', value: 'a.root-servers.net', ttlSeconds: 60 }] };

async function rig(t: TestContext, script: StubScript, timeoutMs = 300) {
  const stub = await startDnsStub(script);
  const resolver = new Resolver({ clock: systemClock, servers: [stub.server], timeoutMs });
  t.after(async () => {
    resolver.close();
    await stub[Symbol.asyncDispose]();
  });
  return { stub, resolver };
}

async function codeOf(resolver: Resolver, host: string): Promise<FailureCode | 'resolved'> {
  try {
    await resolver.resolve(host, 'ipv4');
    return 'resolved';
  } catch (error) {
    if (!(error instanceof DnsFailure)) throw error;
    return error.failure.code;
  }
}

/** The first success sets off the control; questions are answered in order, so two looks later it is answered. */
async function learned(resolver: Resolver, stub: DnsStub): Promise<void> {
  for (let look = 0; look < 3; look++) assert.equal(await codeOf(resolver, 'good.example'), 'resolved');
  assert.equal(stub.asked('', 'NS'), 1, 'once is enough');
}

test('name servers that are silent to everything are the probe’s own trouble', async (t) => {
  const { resolver } = await rig(t, { 'a.example': SILENT, 'b.example': SILENT, '': SILENT });
  assert.deepEqual(await Promise.all([codeOf(resolver, 'a.example'), codeOf(resolver, 'b.example')]), [
    'probe.resolver',
    'probe.resolver',
  ]);
});

test('name servers that are gone are the probe’s own trouble', async (t) => {
  const { resolver, stub } = await rig(t, {});
  await stub[Symbol.asyncDispose]();
  stub[Symbol.asyncDispose] = async () => {};
  assert.equal(await codeOf(resolver, 'a.example'), 'probe.resolver');
});

test('a single name that hangs is the target’s own trouble while the control is answered', async (t) => {
  const { resolver, stub } = await rig(t, { 'a.example': SILENT, '': ROOT });
  assert.equal(await codeOf(resolver, 'a.example'), 'dns.timeout');
  assert.equal(stub.asked('', 'NS'), 1);
});

test('names that fail while others resolve need no control', async (t) => {
  const { resolver, stub } = await rig(t, {
    'hangs.example': SILENT,
    'fails.example': SERVFAIL,
    'good.example': addresses({ A: ['192.0.2.1'] }, 0),
    '': ROOT,
  });
  await learned(resolver, stub);
  const hanging = codeOf(resolver, 'hangs.example');
  await resolver.resolve('good.example', 'ipv4');
  assert.equal(await hanging, 'dns.timeout');
  assert.equal(stub.asked('', 'NS'), 1, 'the one while all was well');
  const [failing] = await Promise.all([codeOf(resolver, 'fails.example'), resolver.resolve('good.example', 'ipv4')]);
  assert.equal(failing, 'dns.servfail');
});

test('a forwarder that has lost its way out fails every name by SERVFAIL, and that is the probe’s trouble', async (t) => {
  const { resolver, stub } = await rig(t, { 'good.example': addresses({ A: ['192.0.2.1'] }, 0), '': ROOT });
  await learned(resolver, stub);
  stub.script['good.example'] = SERVFAIL;
  stub.script[''] = SERVFAIL;
  assert.equal(await codeOf(resolver, 'good.example'), 'probe.resolver');
});

test('a resolver that never knew the root proves nothing by failing the control', async (t) => {
  const { resolver, stub } = await rig(t, { '': SERVFAIL });
  stub.script['good.example'] = addresses({ A: ['192.0.2.1'] }, 0);
  await learned(resolver, stub);
  stub.script['intern.example'] = SERVFAIL;
  assert.equal(await codeOf(resolver, 'intern.example'), 'dns.servfail');
});

test('a name that does not exist, or is refused, is never the probe’s trouble', async (t) => {
  const { resolver } = await rig(t, { 'refused.example': { rcode: 'REFUSED' }, '': SILENT });
  assert.equal(await codeOf(resolver, 'gone.example'), 'dns.nxdomain');
  assert.equal(await codeOf(resolver, 'refused.example'), 'dns.refused');
});

test('a deadline that comes before any verdict can ask whether the name servers are silent', async (t) => {
  const { resolver, stub } = await rig(t, { 'a.example': SILENT, '': SILENT }, 1000);
  const sinceMs = systemClock.monotonic();
  const waiting = codeOf(resolver, 'a.example');
  assert.equal(resolver.silence(sinceMs), undefined, 'too early to tell');
  // Long past the moment at which it may be said.
  assert.equal(resolver.silence(sinceMs - 10_000)?.code, 'probe.resolver');
  assert.equal(resolver.silence(sinceMs - 10_000, [stub.server]), undefined, 'a monitor’s own servers');
  stub.script[''] = ROOT;
  assert.equal(await waiting, 'dns.timeout');
  assert.equal(resolver.silence(sinceMs - 10_000), undefined, 'the control was heard');
});
