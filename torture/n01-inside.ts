/** The inside of row N01: runs in the namespace of the server, with its targets and its channel in another one. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type ServerProcess, startServer } from './server-process.ts';

const [home = '', far = '', where = 'card'] = process.argv.slice(2);
const COUNT = 500;
const INTERVAL_MS = 5000;
const OUTAGE_MS = 30_000;
const PORT = 8080;
const WARM_UP_MS = 3 * INTERVAL_MS;

/** Answers everything; writes down what is posted. */
const FAR_END = `
  require('node:http').createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      if (request.method === 'POST') console.log(JSON.stringify(text));
      response.end('ok');
    });
  }).listen(${PORT}, '0.0.0.0', () => console.log('"up"'));
`;

function cable(state: 'up' | 'down'): void {
  if (where === 'card') execFileSync('ip', ['link', 'set', 'near', state]);
  else execFileSync('ip', ['-n', far, 'link', 'set', 'far', state]);
}

async function statuses(server: ServerProcess): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let page = 0; page < COUNT / 100; page++) {
    const { body } = await server.call('GET', `/monitors?page=${page}&size=100`);
    for (const { currentStatus } of (body as { data: { currentStatus: string }[] }).data)
      counts[currentStatus] = (counts[currentStatus] ?? 0) + 1;
  }
  return counts;
}

async function incidents(server: ServerProcess): Promise<number> {
  return ((await server.call('GET', '/incidents?page=0&size=1')).body as { totalElements: number }).totalElements;
}

const broken: string[] = [];
const must = (holds: boolean, otherwise: string): void => void (holds || broken.push(otherwise));
const told: string[] = [];
const targets = spawn('ip', ['netns', 'exec', far, process.execPath, '-e', FAR_END], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
targets.stdout.setEncoding('utf8').on('data', (part: string) => told.push(...part.trim().split('\n')));
await once(targets.stdout, 'data');
told.length = 0;

await using server = await startServer(home);
await server.call('POST', '/alert-channels', {
  name: 'hook',
  config: { channelType: 'webhook', url: `http://10.98.127.1:${PORT}/hook` },
});
for (let n = 0; n < COUNT; n++) {
  const { status, body } = await server.call('POST', '/monitors', {
    name: `target ${n}`,
    type: 'HTTP',
    managedBy: 'API',
    frequencySeconds: INTERVAL_MS / 1000,
    config: { url: `http://10.98.${n >> 8}.${n & 255 || 256 - 1}:${PORT}/`, method: 'GET', timeoutMs: 2000 },
  });
  if (status !== 201) throw new Error(`a monitor was answered ${status}: ${JSON.stringify(body)}`);
}
await delay(WARM_UP_MS);
const before = await statuses(server);
must(before['up'] === COUNT, `before: ${JSON.stringify(before)}`);

cable('down');
// Two intervals, and what the last look of each may take.
await delay(2 * INTERVAL_MS + 4000);
const during = await statuses(server);
const self = (await server.call('GET', '/self')).body as { data: { status: string; network: { reason: string } } };
must(during['unknown'] === COUNT, `two intervals into it: ${JSON.stringify(during)}`);
must(self.data.status === 'impaired', `/self says ${self.data.status}`);
await delay(OUTAGE_MS - 2 * INTERVAL_MS - 4000);
must((await incidents(server)) === 0, `${await incidents(server)} incidents`);
cable('up');
await delay(INTERVAL_MS + 3000);
const after = await statuses(server);
must(after['up'] === COUNT, `an interval after it: ${JSON.stringify(after)}`);
// A retry of the notice may be waiting for its time.
for (let i = 0; i < 60 && told.length === 0; i++) await delay(1000);
await delay(2000);
must((await incidents(server)) === 0, 'incidents afterwards');
must(told.length === 1 && told[0]!.includes('own network'), `told: ${told.join(' | ').slice(0, 2000)}`);
const seen = `${where}: ${JSON.stringify(during)}, then ${JSON.stringify(after)}; ${self.data.network.reason}; ${told.length} told`;
await server.end('SIGTERM');
targets.kill('SIGKILL');
console.log(JSON.stringify({ seen, broken }));
process.exit(0);
