import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Resolver } from '../dns/resolver.ts';
import type { Sample } from '../port.ts';
import { systemClock as clock } from '../system-clock.ts';
import { icmpConfigSchema } from './config.ts';
import { lookIcmp } from './look.ts';

const hasPing = spawnSync('ping', ['-V']).error === undefined;
const inCi = process.env['CI'] !== undefined;
/** Where pings are made by rights, a machine without `ping` proves nothing. */
const skip = hasPing || inCi ? false : 'this machine has no ping';

function look(settings: object, env: { readonly signal?: AbortSignal; readonly PATH?: string } = {}): Promise<Sample> {
  const config = icmpConfigSchema.parse({ retry: { attemptsMax: 1 }, ...settings });
  const { signal } = env;
  const deadlineMs = clock.monotonic() + config.timeoutMs;
  return lookIcmp(config, {
    clock,
    resolver: new Resolver({ clock }),
    deadlineMs,
    wantsBody: false,
    ...(signal && { signal }),
  });
}

test('a host that is there answers every packet, and the mean round trip is the time', { skip }, async () => {
  const { facts, phases, failure } = await look({ host: '127.0.0.1', packetCount: 2 });
  assert.equal(failure, undefined);
  assert.equal(facts.icmp?.packetsSent, 2);
  assert.equal(facts.icmp?.packetsReceived, 2);
  assert.equal(facts.icmp?.lossPercent, 0);
  assert.equal(facts.remoteAddress, '127.0.0.1');
  assert.ok(phases.ttfbMs! < 200, 'the pause between two packets is none of it');
  assert.equal(phases.ttfbMs, facts.icmp?.avgMs);
});

test('a name is resolved first, and a name that is none says so', { skip }, async () => {
  assert.equal((await look({ host: 'localhost', packetCount: 1 })).failure, undefined);
  const { failure } = await look({
    host: 'nowhere.invalid',
    packetCount: 1,
    resolver: ['127.0.0.1:9'],
    timeoutMs: 1500,
  });
  assert.equal(failure?.class, 'dns');
});

test('a look that is given up rejects with its reason, and leaves no program behind', { skip }, async () => {
  const abort = new AbortController();
  const looking = look({ host: '127.0.0.1', packetCount: 20 }, { signal: abort.signal });
  abort.abort(new Error('no longer wanted'));
  await assert.rejects(looking, /no longer wanted/);
});

test('a machine without ping says so, and blames no host', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    const { failure, facts } = await look({ host: '127.0.0.1' });
    assert.equal(failure?.code, 'probe.config');
    assert.match(failure.message, /there is no command ping on this machine/);
    assert.equal(facts.icmp?.packetsSent, 0);
  } finally {
    process.env['PATH'] = path;
  }
});

/** In a network of its own: with a loopback that answers nothing, or routes that lead nowhere. */
function lookInNamespace(setUp: string, host: string): Sample {
  const script = fileURLToPath(new URL('testing/look-child.ts', import.meta.url));
  const node = `'${process.execPath}' --conditions=upwatch:source '${script}' '${host}'`;
  const done = spawnSync('unshare', ['--net', 'sh', '-c', `ip link set lo up && ${setUp} && ${node}`], {
    encoding: 'utf8',
  });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as Sample;
}

const isRoot = process.getuid?.() === 0;
const skipNetwork = skip || (!isRoot && 'networks are made by root');

test('a host that keeps silent is told from one to which no way leads', { skip: skipNetwork }, () => {
  const silent = lookInNamespace('echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all', '127.0.0.1');
  assert.equal(silent.failure?.code, 'connect.no_reply');
  assert.equal(silent.facts.icmp?.lossPercent, 100);
  const lost = lookInNamespace('ip route add unreachable 192.0.2.0/24', '192.0.2.7');
  assert.match(lost.failure!.code, /^connect\.(host|network)_unreachable$/);
  const banned = lookInNamespace('ip route add prohibit 192.0.2.0/24', '192.0.2.7');
  assert.equal(banned.failure?.class, 'connect');
});

test('settings are refused at their field', () => {
  for (const [settings, path] of [
    [{ host: '' }, 'host'],
    [{ host: 'a b' }, 'host'],
    [{ host: '-f' }, 'host'],
    [{ host: 'shop.example:80' }, 'host'],
    [{ host: 'shop.example', packetCount: 21 }, 'packetCount'],
    [{ host: 'shop.example', timeoutMs: 1 }, 'timeoutMs'],
    [{ host: 'shop.example', resolver: ['dns.example'] }, 'resolver'],
  ] as const) {
    const { error } = icmpConfigSchema.safeParse(settings);
    assert.equal(error?.issues[0]?.path[0], path, JSON.stringify(settings));
  }
  assert.equal(icmpConfigSchema.parse({ host: 'bücher.example' }).host, 'xn--bcher-kva.example');
  assert.equal(icmpConfigSchema.parse({ host: '[::1]' }).host, '::1');
});
