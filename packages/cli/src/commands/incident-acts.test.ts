/** From the alert to whoever takes it on: a real `upwatch serve`, a target that is down, and a webhook that is told. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { COMMAND } from '../testing/command.ts';
import { runCli, SPARE_ENV } from '../testing/run-cli.ts';

const TOKEN = 'uw_cli_0123456789abcdef';
const PATIENCE = { timeout: 120_000 };

interface Told {
  readonly type: string;
  readonly data: { readonly headline: string; readonly actions: readonly { label: string; url: string }[] };
}

interface Incident {
  readonly id: string;
  readonly status: string;
  readonly acknowledgedBy: string | null;
  readonly snoozedUntil: string | null;
}

/** A provider that remembers what it was told, and lets one wait for more. */
async function hook(t: TestContext) {
  const told: Told[] = [];
  let onTold = (): void => undefined;
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      told.push(JSON.parse(body) as Told);
      response.end();
      onTold();
    });
  });
  const url = await listening(t, server);
  const arrived = async (count: number): Promise<readonly Told[]> => {
    while (told.length < count) await new Promise<void>((done) => (onTold = done));
    return told;
  };
  return { url, told, arrived };
}

async function listening(t: TestContext, server: http.Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts `upwatch serve`, as a process of its own. @returns where it listens */
async function serve(dir: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [...COMMAND, 'serve', '--port', '0', '--data', dir], {
    env: {
      ...SPARE_ENV,
      UPWATCH_API_TOKEN: TOKEN,
      UPWATCH_PUBLIC_URL: 'https://up.example/watch',
      UPWATCH_PROBE_THREADS: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url !== undefined) {
        stream.resume();
        return { url, child };
      }
    }
  }
  throw new Error(`it did not start: ${lines.join('\n')}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function rig(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-acting-'));
  let running = await serve(dir);
  t.after(async () => {
    await ended(running.child);
    rmSync(dir, { recursive: true, force: true });
  });
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${running.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${text}`);
    return (JSON.parse(text) as { data: T }).data;
  };
  const restart = async (): Promise<void> => {
    await ended(running.child);
    running = await serve(dir);
  };
  /** The page of a link, on the server itself rather than behind its public address. */
  const page = (link: string, form?: Record<string, string>) =>
    fetch(link.replace('https://up.example/watch', running.url), {
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
  const cli = (...args: string[]) => runCli(args, { UPWATCH_API_TOKEN: TOKEN, UPWATCH_URL: running.url });
  const channel = async (name: string, url: string): Promise<string> =>
    (await call<{ id: string }>('POST', '/alert-channels', { name, config: { channelType: 'webhook', url } })).id;
  /** What happens to incidents from now on, as the live stream tells it. */
  const watch = async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const stream = await fetch(`${running.url}/api/v1/events?types=incident`, { headers });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    t.after(() => reader.cancel().catch(() => undefined));
    return async (wanted: string): Promise<void> => {
      for (let text = ''; !text.includes(wanted); ) {
        const { value, done } = await reader.read();
        assert.ok(!done, `the stream ended without ${wanted}: ${text}`);
        text += value;
      }
    };
  };
  return { call, restart, page, cli, channel, watch };
}

test(
  'the link of an alert: followed ten times it changes nothing, its form ends the escalation',
  PATIENCE,
  async (t) => {
    const answers = { statusCode: 503, count: 0 };
    const target = http.createServer((_, response) => {
      answers.count++;
      response.writeHead(answers.statusCode).end();
    });
    const { call, page, cli, channel, watch } = await rig(t);
    const ops = await hook(t);
    const steps = [{ channelIds: [await channel('ops', ops.url)], delayMinutes: 0, repeatIntervalSeconds: 60 }];
    await call('POST', '/notification-policies', { name: 'on call', matchRules: [], escalation: { steps } });
    const config = { url: await listening(t, target), method: 'GET', retry: { attemptsMax: 1 } };
    await call('POST', '/monitors', { name: 'shop', type: 'HTTP', config, frequencySeconds: 1, regions: ['local'] });

    const [opening] = await ops.arrived(1);
    const link = opening!.data.actions[0]!;
    assert.equal(link.label, 'Acknowledge');
    assert.match(link.url, /^https:\/\/up\.example\/watch\/act\/[\w-]{75}$/);
    const [{ id }] = await call<[Incident]>('GET', '/incidents');
    const seen = () => call<{ incident: Incident; updates: unknown[] }>('GET', `/incidents/${id}`);
    const before = await seen();
    for (let i = 0; i < 10; i++)
      assert.match(await (await page(link.url)).text(), /shop[\s\S]*Nobody has taken it on yet/);
    assert.deepEqual({ ...(await seen()), evidence: undefined }, { ...before, evidence: undefined });
    const escalating = async () =>
      (await call<{ status: string }[]>('GET', `/notification-dispatches?incident_id=${id}`)).map(
        ({ status }) => status,
      );
    assert.deepEqual(await escalating(), ['ESCALATING']);

    const happens = await watch();
    assert.match(await (await page(link.url, { do: 'acknowledge', name: 'Ada' })).text(), /You have it\./);
    await happens('"acknowledgedBy":"Ada (link in ops)"');
    assert.equal((await seen()).incident.acknowledgedBy, 'Ada (link in ops)');
    assert.deepEqual(await escalating(), ['ACKNOWLEDGED']);
    assert.match(
      (await cli('incidents', 'ack', '--monitor', 'shop')).stdout,
      /^✔ Ada \(link in ops\) has had shop \(\S+\) since/,
    );
    assert.match((await cli('incidents', 'list', '--open')).stdout, /Ada \(link in ops\)/);

    assert.match((await cli('incidents', 'comment', id.slice(0, 13), '-m', 'the disk')).stdout, /^✔ commented on shop/);
    assert.match((await cli('incidents', 'unack', id)).stdout, /^✔ gave back shop/);
    assert.equal((await ops.arrived(2))[1]!.data.actions.length, 1, 'what is nobody’s is told again');
    assert.match((await cli('incidents', 'snooze', id, '--for', '2h')).stdout, /^✔ snoozed shop \(\S+\) until \d/);
    assert.ok((await seen()).incident.snoozedUntil);
    answers.statusCode = 200;
    const [, , end] = await ops.arrived(3);
    assert.match(end!.type, /resolved/i);
    assert.deepEqual(end!.data.actions, [], 'nothing can be done about what is over');
    assert.match(await (await page(link.url, { do: 'acknowledge' })).text(), /It was over already\./);
    const none = await cli('incidents', 'ack', '--monitor', 'shop');
    assert.deepEqual([none.code, none.stderr], [3, 'upwatch: nothing is open of shop\n']);
  },
);

test('what a person opens is told, acted on by its link after a restart, and its end is told', PATIENCE, async (t) => {
  const { call, restart, page, cli, channel } = await rig(t);
  const ops = await hook(t);
  await channel('ops', ops.url);
  const open = (title: string, more = {}) =>
    call<{ incident: Incident }>('POST', '/incidents', { title, severity: 'DEGRADED', ...more });
  const silent = await open('Nobody need know', { notifyChannels: false });
  const { incident } = await open('Payments are slow');
  const [opening] = await ops.arrived(1);
  assert.equal(opening!.data.headline, 'Payments are slow');
  await restart();
  const { url } = opening!.data.actions[0]!;
  assert.match(await (await page(url, { do: 'acknowledge' })).text(), /You have it\./);
  assert.match(await (await page(url, { do: 'resolve', name: 'Ada' })).text(), /It is closed\./);
  const [, end] = await ops.arrived(2);
  assert.match(end!.data.headline, /^the incident of Payments are slow was closed by hand after/);
  assert.match((await cli('incidents', 'resolve', silent.incident.id)).stdout, /^✔ resolved/);
  assert.equal((await call<Incident[]>('GET', '/incidents?status=RESOLVED')).length, 2);
  assert.equal((await call<unknown[]>('GET', `/incidents?monitorId=${incident.id}`)).length, 0);
  assert.equal(ops.told.length, 2, 'of what nobody was told, nobody is told the end');
});
