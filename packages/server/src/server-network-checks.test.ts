/** TCP, TLS and DNS monitors over loopback: from a declared file or the API to the details of a look. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { type TestContext, test } from 'node:test';
import { serverOf } from './testing/declared-server.ts';

const PATIENCE = { timeout: 60_000 };

interface Look {
  readonly passed: boolean;
  readonly failure: { readonly code: string } | null;
  readonly details: { readonly checkDetails: Readonly<Record<string, unknown>> };
  readonly assertionResults: readonly { readonly passed: boolean }[];
}

type Call = Awaited<ReturnType<typeof serverOf>>;

/** The first look that was made and recorded by itself. */
async function recorded(call: Call, monitorId: string): Promise<Pick<Look, 'passed' | 'details'>> {
  for (;;) {
    const [first]: { id: string }[] = await call(`/monitors/${monitorId}/results`);
    if (first) return call(`/monitors/${monitorId}/results/${first.id}`);
  }
}

async function tcpTarget(t: TestContext, behave: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    behave(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as { port: number }).port;
}

test('a TCP monitor is declared, looked at and told with what the target said', PATIENCE, async (t) => {
  const port = await tcpTarget(t, (socket) => {
    socket.write('* OK ready\r\n');
    socket.on('data', (bytes) => socket.write(`a1 NO ${bytes.toString().slice(3)}`));
  });
  const steps = [{ expect: '^\\* OK' }, { send: 'a1 LOGIN user canary-31c\\r\\n', expect: '^a1 (OK|NO)' }];
  const call = await serverOf(t, {
    monitors: [
      {
        name: 'mail',
        type: 'TCP',
        config: { host: '127.0.0.1', port, steps },
        frequencySeconds: 1,
        expect: ['connects', 'time < 5s'],
      },
    ],
  });
  const [monitor]: { id: string; config: { steps: { send?: string }[] } }[] = await call('/monitors');
  assert.equal(monitor!.config.steps[1]?.send, '••••••••', 'what authenticates is not shown');
  const kept = await recorded(call, monitor!.id);
  const look: Look = await call(`/monitors/${monitor!.id}/test`, {});
  assert.equal(look.passed, true);
  assert.deepEqual(
    look.assertionResults.map(({ passed }) => passed),
    [true, true],
  );
  const details = {
    check_type: 'tcp',
    host: '127.0.0.1',
    port,
    connected: true,
    received: '* OK ready\na1 NO •••• •••• ••••',
  };
  assert.deepEqual(look.details.checkDetails, details);
  assert.deepEqual([kept.passed, kept.details.checkDetails], [true, details]);
});

test('a TLS monitor is made by the API, and says why there is no TLS', PATIENCE, async (t) => {
  const port = await tcpTarget(t, (socket) => socket.write('220 no TLS here\r\n'));
  const call = await serverOf(t, {});
  const config = { host: '127.0.0.1', port, retry: { attemptsMax: 1 } };
  const made: { id: string; config: object } = await call('/monitors', { name: 'cert', type: 'TLS', config });
  assert.deepEqual(made.config, {
    ...config,
    timeoutMs: 10_000,
    ipFamily: 'auto',
    verifyTls: true,
    tls: {},
    retry: { attemptsMax: 1, backoffMs: 2000, backoffFactor: 2 },
  });
  const look: Look = await call(`/monitors/${made.id}/test`, {});
  assert.deepEqual(
    [look.passed, look.failure?.code, look.details.checkDetails['check_type']],
    [false, 'tls.not_tls', 'tcp'],
  );
});

/** For 127.0.0.1, two days long. */
function ownCertificate(t: TestContext): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'upwatch-cert-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=upwatch test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...names], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

test('the certificate of a TLS monitor is known and counted down like that of a web server', PATIENCE, async (t) => {
  const own = ownCertificate(t);
  const server = createTlsServer(own).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const config = { host: '127.0.0.1', port, tls: { caPem: own.cert } };
  const expect = ['connects', 'warn tls.days > 14'];
  const call = await serverOf(t, { monitors: [{ name: 'cert', type: 'TLS', config, frequencySeconds: 1, expect }] });
  const [{ id }]: [{ id: string }] = await call('/monitors');
  let shown: { currentStatus: string; certificate: { subject: string } | null };
  // A look is recorded a moment before the monitor stands as it says.
  do shown = await call(`/monitors/${id}`);
  while (shown.currentStatus !== 'degraded' || !shown.certificate);
  assert.match(shown.certificate.subject, /upwatch test/);
});

/** Answers every question with two addresses, under a time to live of a minute. */
async function nameServer(t: TestContext): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const header = Buffer.concat([query.subarray(0, 2), Buffer.from('85800001000200000000', 'hex')]);
    const records = ['c00c000100010000003c0004c0000207', 'c00c000100010000003c0004c0000208'];
    socket.send(Buffer.concat([header, question, Buffer.from(records.join(''), 'hex')]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

test('a DNS monitor is declared, looked at and told with its records and the questions put', PATIENCE, async (t) => {
  const server = await nameServer(t);
  const config = { hostname: 'shop.example', recordTypes: ['A'], nameservers: [server] };
  const expect = ['resolves', 'ips == 192.0.2.7,192.0.2.8', 'ttl >= 60', 'time < 5s'];
  const call = await serverOf(t, { monitors: [{ name: 'shop', type: 'DNS', config, frequencySeconds: 1, expect }] });
  const [{ id }]: [{ id: string }] = await call('/monitors');
  const kept = await recorded(call, id);
  assert.equal(kept.passed, true);
  const { attempts, ...details } = kept.details.checkDetails as { attempts: { outcome: string }[] };
  const record = (value: string) => ({ name: 'shop.example', ttl: 60, value });
  assert.deepEqual(details, {
    check_type: 'dns',
    hostname: 'shop.example',
    requestedTypes: ['A'],
    usedResolver: server,
    records: { A: [record('192.0.2.7'), record('192.0.2.8')] },
    failureKind: null,
    authoritative: true,
  });
  assert.deepEqual(
    attempts.map(({ outcome }) => outcome),
    ['NOERROR'],
  );
  const look: Look = await call(`/monitors/${id}/test`, {});
  assert.deepEqual(
    look.assertionResults.map(({ passed }) => passed),
    [true, true, true, true],
  );
});
