import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Phase } from '@upwatch/core';
import { addresses, startDnsStub, type StubScript } from '../dns/testing/dns-stub.ts';
import { Resolver } from '../dns/resolver.ts';
import { answerOf, pathOf, RawTarget } from './testing/raw-target.ts';
import { clock, lookAt } from './testing/look-at.ts';

const text = (body: Uint8Array | undefined): string | undefined => body && Buffer.from(body).toString();

test('a look says what it saw: status, version, headers, address, size and every phase', async () => {
  await using target = await RawTarget.start(answerOf('hello', ['Content-Type: text/plain', 'X-A: 1', 'x-a: 2']));
  const sample = await lookAt(target.url());
  assert.equal(sample.failure, undefined);
  assert.deepEqual(
    { ...sample.facts, headers: { ...sample.facts.headers } },
    {
      remoteAddress: '127.0.0.1',
      remotePort: target.port,
      statusCode: 200,
      httpVersion: '1.1',
      headers: { 'content-length': '5', 'content-type': 'text/plain', 'x-a': '1, 2' },
      bodyBytes: 5,
    },
  );
  const { dnsMs, tcpMs, tlsMs, ttfbMs, downloadMs, totalMs } = sample.phases;
  assert.equal(tlsMs, undefined);
  for (const ms of [dnsMs, tcpMs, ttfbMs, downloadMs]) assert.ok(ms !== undefined && ms >= 0);
  assert.ok(Math.abs(dnsMs! + tcpMs! + ttfbMs! + downloadMs! - totalMs) < 1e-6, 'the phases add up to the total');
});

test('each look makes a connection of its own and closes it', async () => {
  await using target = await RawTarget.start((socket) => socket.write(answerOf('kept open')));
  await lookAt(target.url());
  await lookAt(target.url());
  await target.allClosed();
  assert.equal(target.connections, 2);
  assert.match(target.requests[0]!, /\r\nConnection: close\r\n/);
});

test('the request is what the settings say', async () => {
  await using target = await RawTarget.start(answerOf(''));
  await lookAt(target.url('/a%20b?q=1#fragment'), {
    method: 'POST',
    customHeaders: { Host: 'shop.example', 'user-agent': 'me', 'X-Name': 'Zoë' },
    requestBody: 'größe',
    contentType: 'text/plain',
    auth: { type: 'basic', username: 'us', password: 'p:ä' },
  });
  const expected = [
    'POST /a%20b?q=1 HTTP/1.1',
    'Host: shop.example',
    'user-agent: me',
    'X-Name: Zoë',
    'Accept: */*',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Content-Type: text/plain',
    `Authorization: Basic ${Buffer.from('us:p:ä').toString('base64')}`,
    'Content-Length: 7',
    'Connection: close',
    '',
    'größe',
  ];
  assert.equal(Buffer.from(target.requests[0]!, 'latin1').toString(), expected.join('\r\n'));
});

test('credentials in the URL become basic authentication', async () => {
  await using target = await RawTarget.start(answerOf(''));
  await lookAt(target.url().replace('//', '//me:s%40cret@'));
  assert.match(
    target.requests[0]!,
    new RegExp(`Authorization: Basic ${Buffer.from('me:s@cret').toString('base64')}\r\n`),
  );
  assert.match(target.requests[0]!, /^GET \/ HTTP/);
});

test('any method is sent as it is, and HEAD has no body to wait for', async () => {
  await using target = await RawTarget.start((socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n`));
  const sample = await lookAt(target.url(), { method: 'HEAD' });
  assert.equal(sample.failure, undefined);
  assert.equal(sample.facts.bodyBytes, 0);
  await using other = await RawTarget.start(answerOf(''));
  await lookAt(other.url(), { method: 'PROPFIND' });
  assert.match(other.requests[0]!, /^PROPFIND \/ HTTP\/1\.1\r\n/);
});

describe('the body', () => {
  test('is given whole to whoever wants it, and only then', async () => {
    await using target = await RawTarget.start(answerOf('hello'));
    assert.equal((await lookAt(target.url())).body, undefined);
    assert.equal(text((await lookAt(target.url(), {}, { wantsBody: true })).body), 'hello');
  });

  test('is there though empty', async () => {
    await using target = await RawTarget.start(answerOf(''));
    assert.equal((await lookAt(target.url(), {}, { wantsBody: true })).body?.length, 0);
  });

  test('arrives in pieces and is put together', async () => {
    const part = 'x'.repeat(100_000);
    await using target = await RawTarget.start((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (let i = 0; i < 3; i++) socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
      socket.end('0\r\n\r\n');
    });
    const sample = await lookAt(target.url(), {}, { wantsBody: true });
    assert.equal(text(sample.body), part.repeat(3));
    assert.equal(sample.facts.bodyBytes, 300_000);
  });

  test('is cut at the cap, which is no failure', async () => {
    await using target = await RawTarget.start(answerOf('0123456789'));
    const sample = await lookAt(target.url(), { bodyBytesMax: 4 }, { wantsBody: true });
    assert.equal(sample.failure, undefined);
    assert.equal(text(sample.body), '0123');
    assert.deepEqual([sample.facts.bodyBytes, sample.facts.isBodyTruncated], [4, true]);
    const exact = await lookAt(target.url(), { bodyBytesMax: 10 }, { wantsBody: true });
    assert.deepEqual([exact.facts.bodyBytes, exact.facts.isBodyTruncated], [10, undefined]);
  });

  test('is decoded as it is labelled', async () => {
    for (const [label, bytes] of [
      ['gzip', gzipSync('hello')],
      ['deflate', deflateRawSync('hello')],
    ] as const) {
      await using target = await RawTarget.start(answerOf(bytes.toString('latin1'), [`Content-Encoding: ${label}`]));
      const sample = await lookAt(target.url(), {}, { wantsBody: true });
      assert.equal(text(sample.body), 'hello');
      assert.equal(sample.facts.bodyBytes, 5);
    }
  });

  test('with a wrong label is a failure where somebody reads it, and none where nobody does', async () => {
    await using target = await RawTarget.start(answerOf('hello', ['Content-Encoding: gzip']));
    assert.equal((await lookAt(target.url(), {}, { wantsBody: true })).failure?.code, 'protocol.encoding');
    assert.equal((await lookAt(target.url())).failure, undefined);
  });

  test('of an error is kept as an excerpt, decoded, though nobody asked for it', async () => {
    const page = gzipSync('database is down');
    await using target = await RawTarget.start(
      answerOf(page.toString('latin1'), ['Content-Encoding: gzip'], '503 Service Unavailable'),
    );
    const sample = await lookAt(target.url());
    assert.equal(sample.failure, undefined);
    assert.equal(sample.facts.bodyExcerpt, 'database is down');
    assert.equal(sample.body, undefined);
  });
});

describe('time', () => {
  test('a phase that is over is told at once, in order; a 103 is not yet the answer', async () => {
    await using target = await RawTarget.start((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\n\r\n');
      setTimeout(() => socket.end(answerOf('x')), 60);
    });
    const phases: Phase[] = [];
    const sample = await lookAt(target.url(), {}, { onPhase: (phase) => phases.push(phase) });
    assert.deepEqual(phases, ['dns', 'tcp', 'ttfb', 'download']);
    assert.ok(sample.phases.ttfbMs! >= 50);
  });

  test('a look that is over leaves no timer behind', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await using target = await RawTarget.start(answerOf('x'));
    const before = timers();
    await lookAt(target.url());
    await lookAt('http://name.test/', {}, { resolver: { resolve: () => [] } });
    assert.equal(timers(), before);
  });

  test('a signal gives the look up with its reason, and closes the connection', async () => {
    await using target = await RawTarget.start(() => controller.abort(new Error('closing')));
    const controller = new AbortController();
    await assert.rejects(lookAt(target.url(), {}, { signal: controller.signal }), /closing/);
    await target.allClosed();
    await assert.rejects(lookAt(target.url(), {}, { signal: controller.signal }), /closing/);
    assert.equal(target.connections, 1);
  });

  test('a name that is never resolved ends at the deadline', async () => {
    const startMs = clock.monotonic();
    const sample = await lookAt(
      'http://name.test/',
      { timeoutMs: 100 },
      { resolver: { resolve: () => new Promise(() => undefined) } },
    );
    assert.equal(sample.failure?.code, 'timeout.dns');
    // The deadline is counted from before the phase: on a busy machine that may begin a while later.
    assert.ok(clock.monotonic() - startMs >= 99);
    assert.ok(sample.phases.dnsMs! > 0);
    assert.equal(sample.phases.tcpMs, undefined);
  });

  test('the deadline covers all redirects together', async () => {
    await using target = await RawTarget.start((socket, request) => {
      const step = Number(pathOf(request).slice(1));
      // The last one says nothing: the deadline comes while its answer is awaited, whatever else this machine does.
      if (step < 3) setTimeout(() => socket.end(`HTTP/1.1 302 Found\r\nLocation: /${step + 1}\r\n\r\n`), 40);
    });
    const sample = await lookAt(target.url('/0'), { timeoutMs: 1000, redirectsMax: 50 });
    assert.equal(sample.failure?.code, 'timeout.ttfb');
    assert.ok(sample.phases.totalMs < 1900, `${sample.phases.totalMs} ms`);
    assert.equal(sample.facts.redirects!.length, 3);
  });
});

test('an address that may not be connected to is left alone', async () => {
  await using target = await RawTarget.start(answerOf(''));
  const sample = await lookAt(target.url(), {}, { egress: () => [] });
  assert.equal(sample.failure?.code, 'connect.blocked');
  assert.equal(target.connections, 0);
});

describe('the deadline comes while a name is being resolved', () => {
  const atDeadline = async (script: StubScript, more: Readonly<Record<string, unknown>> = {}) => {
    await using stub = await startDnsStub({ 'hangs.example': { isSilent: true }, ...script });
    const resolver = new Resolver({ clock, servers: [stub.server], timeoutMs: 3000 });
    const other = resolver.resolve('other.example', 'ipv4');
    const looking = lookAt('http://hangs.example/', { timeoutMs: 1200, ipFamily: 'ipv4', ...more }, { resolver });
    const sample = await looking;
    resolver.close();
    await Promise.resolve(other).catch(() => undefined);
    return sample;
  };

  test('and its name servers answer nothing at all: the probe is to blame', async () => {
    const sample = await atDeadline({ 'other.example': { isSilent: true }, '': { isSilent: true } });
    assert.equal(sample.failure?.code, 'probe.resolver');
    assert.equal(sample.failure.phase, 'dns');
  });

  test('and they answer others: the name is', async () => {
    const sample = await atDeadline({ 'other.example': addresses({ A: ['127.0.0.1'] }) });
    assert.equal(sample.failure?.code, 'timeout.dns');
  });

  test('and the monitor chose its name servers itself: they are part of what it watches', async () => {
    await using own = await startDnsStub({ 'hangs.example': { isSilent: true } });
    const sample = await atDeadline({ 'other.example': { isSilent: true } }, { resolver: [own.server] });
    assert.equal(sample.failure?.code, 'timeout.dns');
  });
});
