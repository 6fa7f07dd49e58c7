/** Whole worlds in virtual time: targets of many owners, anchors, and one fault, which is either ours or a provider's. */
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { failure, type Failure } from '@upwatch/core';
import fc from 'fast-check';
import type { DoubtReport } from '../port.ts';
import { NetworkDoubt } from './network-doubt.ts';
import type { Peer } from './witnesses.ts';

const SECOND = 1000;
const FAULT_FROM_MS = 130 * SECOND;
const FAULT_TO_MS = 250 * SECOND;
const END_MS = 400 * SECOND;
const SILENT_TOOK_MS = 10 * SECOND;

/** `line`: nothing comes back. `portal` and `firewall` answer for everybody. `provider`: some targets fail by themselves. */
type Fault = 'line' | 'portal' | 'firewall' | 'provider refuses' | 'provider is silent';

interface Target {
  readonly port: 80 | 443;
  readonly intervalS: number;
  readonly phaseS: number;
  readonly isOfProvider: boolean;
}

interface WorldPlan {
  readonly targets: readonly Target[];
  /** On each port. */
  readonly anchors: number;
  readonly fault: Fault;
}

/** A look as it was handed over. */
interface Told {
  readonly target: number;
  readonly begunMs: number;
  readonly seen: Failure | undefined;
  readonly verdict: Failure | undefined;
}

async function runWorld({ targets, anchors, fault }: WorldPlan) {
  let nowMs = 0;
  const told: Told[] = [];
  const reports: (DoubtReport & { readonly atMs: number })[] = [];
  const isFaulty = (): boolean => nowMs >= FAULT_FROM_MS && nowMs < FAULT_TO_MS;
  const isOurs = !fault.startsWith('provider');
  const met = ({ port, isOfProvider }: Pick<Target, 'port' | 'isOfProvider'>): Failure | undefined => {
    if (!isFaulty() || !(isOurs || isOfProvider)) return undefined;
    if (fault === 'line' || fault === 'provider is silent') return failure('timeout.tcp', undefined, 'tcp');
    if (fault === 'portal') return failure(port === 443 ? 'tls.untrusted' : 'status.unexpected');
    return failure('connect.refused', undefined, 'tcp');
  };
  const doesAnswer = (port: number, isOfProvider = false): boolean => {
    const seen = met({ port: port as 80 | 443, isOfProvider });
    return seen?.class !== 'timeout';
  };
  const isProvidersPeer = ({ host }: Peer): boolean => targets[Number(host.split('.')[1])]!.isOfProvider;
  const network = new NetworkDoubt({
    clock: { wall: () => nowMs, monotonic: () => nowMs },
    witnesses: {
      ask: async (_, peers) => {
        const silentPeers = peers.filter((peer) => !doesAnswer(peer.port, isProvidersPeer(peer)));
        const areAnchorsSilent = anchors > 0 && !doesAnswer(443);
        const isAnswered = silentPeers.length < peers.length || (anchors > 0 && !areAnchorsSilent);
        return { isAnswered, silentPeers, silentAnchors: areAnchorsSilent ? anchors : 0, areAnchorsSilent, names: [] };
      },
      learn: async () => {},
      areKnownAt: () => anchors > 0,
      compare: async (_, port) => {
        const isUsual = met({ port: port as 80 | 443, isOfProvider: false }) === undefined;
        return { asUsual: isUsual ? anchors : 0, altered: isUsual ? 0 : anchors, names: [] };
      },
    },
    onChange: (report) => reports.push({ ...report, atMs: nowMs }),
  });

  const ends: { readonly atMs: number; readonly end: () => Promise<void> }[] = [];
  const wasWell = new Map<number, boolean>();
  const begin = (index: number, target: Target): void => {
    const seen = met(target);
    const begunMs = nowMs;
    const totalMs = seen?.class === 'timeout' ? SILENT_TOOK_MS : 20;
    const end = async (): Promise<void> => {
      const facts = { remoteAddress: `203.0.113.${index}`, remotePort: target.port };
      const look = { host: `www.${index}.example`, endedMs: nowMs, sample: { phases: { totalMs }, facts } };
      const verdict = network.see({ ...look, wasWell: wasWell.get(index) ?? false, ...(seen && { failure: seen }) });
      void Promise.resolve(verdict).then((said) => {
        told.push({ target: index, begunMs, seen, verdict: said });
        if (!said) wasWell.set(index, !seen);
      });
      if (verdict instanceof Promise) await setImmediate();
    };
    ends.push({ atMs: begunMs + totalMs, end });
  };

  for (; nowMs < END_MS; nowMs += 250) {
    for (const one of ends.filter(({ atMs }) => atMs <= nowMs)) {
      ends.splice(ends.indexOf(one), 1);
      await one.end();
    }
    if (nowMs % SECOND === 0) network.tick();
    for (const [index, target] of targets.entries())
      if (nowMs % (target.intervalS * SECOND) === (target.phaseS % target.intervalS) * SECOND) begin(index, target);
    await Promise.resolve();
  }
  return { told, reports };
}

const target = (isOfProvider: fc.Arbitrary<boolean>) =>
  fc.record({
    port: fc.constantFrom(80 as const, 443 as const),
    intervalS: fc.constantFrom(20, 30, 60),
    phaseS: fc.nat({ max: 59 }),
    isOfProvider,
  });
const ALL_OURS = target(fc.constant(false));
const RUNS = { numRuns: 25 };

test('a line that is dead opens nothing: three targets and an anchor see it, and five without one', async () => {
  const worlds = fc.oneof(
    fc.record({ anchors: fc.constant(1), targets: fc.array(ALL_OURS, { minLength: 3, maxLength: 12 }) }),
    fc.record({ anchors: fc.constant(0), targets: fc.array(ALL_OURS, { minLength: 5, maxLength: 12 }) }),
  );
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { told, reports } = await runWorld({ ...world, fault: 'line' });
      const failed = told.filter(({ seen }) => seen);
      assert.ok(failed.length > 0);
      for (const { verdict, begunMs } of failed) assert.equal(verdict?.code, 'probe.network', `at ${begunMs}`);
      assert.equal(reports.at(-1)?.isInDoubt, false);
    }),
    RUNS,
  );
});

test('what answers for everybody opens nothing where two anchors on the port know better', async () => {
  const worlds = fc.record({
    anchors: fc.constant(2),
    targets: fc.array(ALL_OURS, { minLength: 1, maxLength: 12 }),
    fault: fc.constantFrom<Fault>('portal', 'firewall'),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { told, reports } = await runWorld(world);
      for (const { seen, verdict, begunMs } of told)
        if (seen) assert.equal(verdict?.code, 'probe.network', `at ${begunMs}`);
      const ended = reports.at(-1);
      assert.equal(ended?.isInDoubt, false);
      assert.ok(ended.atMs < FAULT_TO_MS + 4 * SECOND, `the doubt lasted until ${ended.atMs}`);
    }),
    RUNS,
  );
});

test('a provider that fails is never taken for our own network where an anchor is elsewhere, even if all are there', async () => {
  const worlds = fc.record({
    anchors: fc.constantFrom(1, 2),
    targets: fc.array(target(fc.boolean()), { minLength: 1, maxLength: 12 }),
    fault: fc.constantFrom<Fault>('provider refuses', 'provider is silent'),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { told, reports } = await runWorld(world);
      assert.deepEqual(reports, []);
      for (const { verdict } of told) assert.equal(verdict, undefined);
    }),
    RUNS,
  );
});

test('without anchors a provider that refuses is believed, however many targets it has', async () => {
  const worlds = fc.record({
    anchors: fc.constant(0),
    targets: fc.array(target(fc.constant(true)), { minLength: 1, maxLength: 30 }),
    fault: fc.constant<Fault>('provider refuses'),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      for (const { verdict } of (await runWorld(world)).told) assert.equal(verdict, undefined);
    }),
    RUNS,
  );
});
