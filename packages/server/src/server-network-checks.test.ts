/** TCP, TLS and DNS monitors over loopback: from a declared file or the API to the details of a look. */
import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
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
