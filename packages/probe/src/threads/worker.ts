/** A looking thread: a looker behind a message port. Only what runs is imported here; schemas stay with the server. */
import { parentPort, workerData } from 'node:worker_threads';

import { Resolver } from '../dns/resolver.ts';
import { egressOf } from '../egress.ts';
import { Looker } from '../looker.ts';
import { defaultGateway } from '../network/default-gateway.ts';
import { Witnesses } from '../network/witnesses.ts';
import { RUNS } from '../runs.ts';
import { systemClock } from '../system-clock.ts';
import type { FromThread, ThreadSetup, ToThread } from './messages.ts';

const HEARTBEAT_MS = 1000;
const setup = workerData as ThreadSetup;
const port = parentPort!;
const clock = systemClock;
const post = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

const resolver = new Resolver({ clock });
const witnesses = new Witnesses({
  anchors: setup.anchors,
  resolve: async (host) => (await resolver.resolve(host, 'auto')).map(({ address }) => address),
  nameServers: () => resolver.servers,
  gateway: defaultGateway,
});

const looker = new Looker({
  region: setup.region,
  clock,
  limits: setup.limits,
  runOf: (type) => RUNS[type],
  checkEnv: { resolver, mayRunCommands: setup.mayRunCommands, egress: egressOf(setup.egress) },
  witnesses,
  listener: {
    onBatch: ({ rows: { buffer, capacity, length }, observations, readings }) =>
      post({ type: 'batch', buffer, capacity, length, observations, ...(readings && { readings }) }, [buffer]),
    onPhase: (event) => post({ type: 'phase', event }),
    onTrouble: (error) => post({ type: 'trouble', message: error.stack ?? error.message }),
    onDoubt: (report) => post({ type: 'doubt', report }),
  },
});

const beats = new Int32Array(setup.heartbeat);
setInterval(() => Atomics.add(beats, 0, 1), HEARTBEAT_MS);

async function obey(message: ToThread): Promise<void> {
  switch (message.type) {
    case 'assign':
      return looker.assign(message.changes);
    case 'confirm':
      return looker.confirm(message.monitorId, message.slotMs);
    case 'look': {
      const observation = await looker.look(message.assignment, message.plan);
      return post({ type: 'looked', id: message.id, observation });
    }
    case 'limits':
      return looker.setLimits(message.limits);
    case 'live':
      return looker.setLive(message.isLive);
    case 'stats':
      return post({ type: 'stats', id: message.id, stats: await looker.stats() });
    case 'close':
      await looker.close();
      return post({ type: 'closed' });
  }
}

port.on('message', (message: ToThread) => void obey(message));
