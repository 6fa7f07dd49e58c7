import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { type TestContext, test } from 'node:test';
import { BlackHole } from '../connecting/testing/black-hole.ts';
import { Witnesses, type WitnessesOptions } from './witnesses.ts';

async function listening(t: TestContext, host = '127.0.0.1'): Promise<{ port: number; server: net.Server }> {
  const server = net.createServer((socket) => socket.destroy());
  server.listen(0, host);
  await once(server, 'listening');
  t.after(() => server.close());
  return { port: (server.address() as net.AddressInfo).port, server };
}

function witnesses(given: Partial<WitnessesOptions> = {}): Witnesses {
  const resolve = async (host: string) => [host];
  return new Witnesses({ anchors: [], resolve, nameServers: () => [], gateway: async () => undefined, ...given });
}

test('without anybody to ask nothing is heard, at once', async () => {
  assert.deepEqual(await witnesses().ask('public', []), {
    isAnswered: false,
    silentAnchors: 0,
    areAnchorsSilent: false,
    silentPeers: [],
    names: [],
  });
});

test('an anchor that accepts a connection answers for every reach, and so does one that refuses', async (t) => {
  const { port, server } = await listening(t);
  const asked = witnesses({ anchors: [{ host: '127.0.0.1', port }] });
  for (const reach of ['public', 'private'] as const) assert.equal((await asked.ask(reach, [])).isAnswered, true);
  server.close();
  await once(server, 'close');
  assert.deepEqual((await asked.ask('public', [])).names, [`127.0.0.1:${port}`]);
});

test('a watched host that answers is enough, though another is silent', async (t) => {
  const { port } = await listening(t);
  await using _ = await BlackHole.start('127.0.0.21', port);
  const heard = await witnesses().ask('public', [
    { host: 'a.example', address: '127.0.0.21', port },
    { host: 'b.example', address: '127.0.0.1', port },
  ]);
  assert.deepEqual(heard, {
    isAnswered: true,
    silentAnchors: 0,
    areAnchorsSilent: false,
    silentPeers: [],
    names: [`127.0.0.1:${port}`],
  });
});

test('an anchor that never answered accuses nobody; one that did and is silent now does', async (t) => {
  const { port, server } = await listening(t, '127.0.0.22');
  const anchors = [{ host: 'anchor.example', port }];
  const resolve = async () => ['127.0.0.22'];
  const stranger = witnesses({ anchors, resolve });
  const friend = witnesses({ anchors, resolve });
  await friend.learn();
  server.close();
  await once(server, 'close');
  await using _ = await BlackHole.start('127.0.0.22', port);
  const [unknown, known] = await Promise.all([stranger.ask('public', []), friend.ask('public', [])]);
  assert.deepEqual([unknown.isAnswered, unknown.areAnchorsSilent], [false, false]);
  assert.deepEqual([known.isAnswered, known.areAnchorsSilent], [false, true]);
  assert.deepEqual([unknown.silentAnchors, known.silentAnchors], [0, 1]);
  assert.deepEqual(known.names, [`anchor.example:${port}`]);
});

test('an anchor whose name cannot be resolved is silent', async () => {
  const resolve = async () => Promise.reject(new Error('no name server'));
  const heard = await witnesses({ anchors: [{ host: 'anchor.example', port: 443 }], resolve }).ask('public', []);
  assert.equal(heard.isAnswered, false);
});
