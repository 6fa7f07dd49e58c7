/**
 * A readiness endpoint and nothing else: `node readiness-server.ts '{"kit":"upwatch","asks":1234,"cacheMs":0}'`. Its one check
 * returns at once, or asks `/health` of the port `asks`, over connections that it keeps. Prints its own port.
 */
import { Agent, get, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTerminus } from '@godaddy/terminus';
import { createHealth } from '@upwatch/health';
import { nodeHealth } from '@upwatch/health/node';
import { createLightship } from 'lightship';

const { kit, asks, cacheMs } = JSON.parse(process.argv[2]!) as {
  readonly kit: 'upwatch' | 'terminus' | 'lightship';
  readonly asks?: number;
  readonly cacheMs?: number;
};
const agent = new Agent({ keepAlive: true });
const check = async (): Promise<void> => {
  if (asks !== undefined) await ask(asks);
};

function ask(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/health', agent }, (answer) => answer.resume().on('end', resolve)).on(
      'error',
      reject,
    );
  });
}

/** Lightship has no checks: it says whether it was told that all is well. */
async function listen(): Promise<number> {
  if (kit === 'lightship') {
    const lightship = await createLightship({ port: 0, detectKubernetes: false, signals: [] });
    lightship.signalReady();
    return (lightship.server.address() as AddressInfo).port;
  }
  const server = kit === 'upwatch' ? ours() : theirs();
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

function ours() {
  const one = { run: check, ...(cacheMs !== undefined && { cacheMs }) };
  return createServer(nodeHealth(createHealth({ version: '1.0.0', checks: { one } })));
}

function theirs() {
  const server = createServer((_request, response) => response.writeHead(404).end());
  return createTerminus(server, { healthChecks: { '/ready': check }, signals: [] });
}

process.stdout.write(`${await listen()}\n`);
