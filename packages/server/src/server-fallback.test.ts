/** A channel that does not work, over loopback: what it should have told arrives elsewhere. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pino } from 'pino';
import { startServer } from './server.ts';
import { loadSettings } from './settings/load-settings.ts';
import { readYaml } from './settings/yaml-file.ts';
import { type ScriptedTarget, scriptedTarget } from './testing/loopback.ts';

const hook = (name: string, sink: ScriptedTarget): object => ({
  name,
  config: {
    channelType: 'webhook',
    url: `${sink.url}/${name}`,
    signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  },
});

test('a channel that a monitor names fails: the fallback hears of it, why, and of the end (A07)', async (t) => {
  const [target, gone, spare] = [await scriptedTarget(t), await scriptedTarget(t), await scriptedTarget(t)];
  gone.statusCode = 410;
  const config = { url: target.url, method: 'GET', retry: { attemptsMax: 1 } };
  const declared = {
    server: { fallbackChannels: ['Spare', 'nobody has this name'] },
    alertChannels: [hook('gone', gone), hook('spare', spare)],
    monitors: [{ name: 'shop', type: 'HTTP', config, frequencySeconds: 1, alertChannels: ['gone'] }],
  };
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-fallback-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const file = readYaml(JSON.stringify(declared), 'upwatch.yml', {});
  const env = { UPWATCH_API_TOKEN: 'uw_test_0123456789abcdef', UPWATCH_PROBE_THREADS: '1' };
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const server = await startServer(loadSettings({ flags: { dataDir: dir, port: '0' }, env, file }), { log, file });
  t.after(() => server.close());
  assert.match(
    lines.join(''),
    /nobody has this name.*server\.fallbackChannels names an alert channel that does not exist/,
  );
  await target.requested(1);
  target.statusCode = 503;
  await spare.requested(1);
  assert.equal(gone.requests.length, 1);
  target.statusCode = 200;
  await spare.requested(2);
  const [opening, end] = spare.requests.map(({ body }) => body);
  assert.match(opening!, /could not be told/);
  assert.match(opening!, /"gone|\\"gone/);
  assert.match(end!, /RESOLVED|resolved/);
  assert.equal(spare.requests.length, 2);
});
