/** The example that one reads first, started as its page says. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const FILE = join(resolve(import.meta.dirname, '../..'), 'examples/health/server.js');
const HEALTH_TOKEN = 'a-token-of-some-length';

test('the example answers, keeps details for its token, and ends by SIGTERM', { timeout: 60_000 }, async () => {
  const env = { ...process.env, PORT: '0', DRAIN_MS: '10', HEALTH_TOKEN };
  const child = spawn(process.execPath, ['--conditions=upwatch:source', FILE], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  try {
    await Promise.race([once(lines, 'line'), exited]);
    const url = said[0]!;
    while ((await fetch(`${url}/startup`)).status !== 200);
    const answer = await fetch(`${url}/ready`);
    assert.equal(answer.status, 200);
    assert.doesNotMatch(await answer.text(), /not there yet/);
    const authorized = await fetch(`${url}/ready`, { headers: { authorization: `Bearer ${HEALTH_TOKEN}` } });
    assert.match(await authorized.text(), /"status":"warn".*0 of 1000.*not there yet/);
    assert.match(await (await fetch(`${url}/metrics`)).text(), /health_check_up\{check="orders"\} 1/);
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
    assert.deepEqual(said.slice(1), ['GET /metrics 200', '0 orders kept'], 'probes are not in its log');
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
});
