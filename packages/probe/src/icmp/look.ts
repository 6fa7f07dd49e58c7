/** One look at a host by ICMP echo: its name, then so many packets, under one deadline. */
import { execFile, type ExecException } from 'node:child_process';
import { failure, type Facts, type Failure, type IcmpFacts } from '@upwatch/core';
import { allowedOf } from '../egress.ts';
import type { CheckEnv, CheckRun } from '../check.ts';
import { DnsFailure } from '../dns/dns-failure.ts';
import type { Sample } from '../port.ts';
import type { IcmpConfig } from './icmp-config.ts';
import { pingCommand } from './ping-command.ts';
import { readPing } from './ping-output.ts';

/** Of what `ping` prints, bytes: a line for each of at most 20 packets. */
const OUTPUT_BYTES_MAX = 65_536;

/** The ICMP check without its schema. */
export const ICMP_RUN: CheckRun<IcmpConfig> = {
  type: 'ICMP',
  run: lookIcmp,
  timeoutMs: (config) => config.timeoutMs,
  hostOf: (config) => config.host,
  planOf: (config) => config.retry,
  targetOf: (config) => config.host,
};

/**
 * One attempt. The time that counts is the mean round trip: how long the packets were spaced says nothing of the host.
 * @throws the signal's reason, as a rejection
 */
export async function lookIcmp(config: IcmpConfig, env: CheckEnv): Promise<Sample> {
  env.signal?.throwIfAborted();
  const startedMs = env.clock.monotonic();
  const resolved = await addressOf(config, env);
  const dnsMs = env.clock.monotonic() - startedMs;
  env.onPhase?.('dns', dnsMs);
  if ('code' in resolved) return { phases: { dnsMs, totalMs: dnsMs }, facts: {}, failure: resolved };
  const remainingMs = env.deadlineMs - env.clock.monotonic();
  if (remainingMs <= 0) {
    return { phases: { dnsMs, totalMs: dnsMs }, facts: {}, failure: failure('timeout.dns', undefined, 'dns') };
  }
  const run = await ping(resolved.address, config, { remainingMs, signal: env.signal });
  const facts: Facts = { remoteAddress: resolved.address, icmp: { host: config.host, ...run.facts } };
  const reason = run.failure ?? reasonOf(run.facts, config);
  const pingMs = run.facts.avgMs ?? env.clock.monotonic() - startedMs - dnsMs;
  return { phases: { dnsMs, ttfbMs: pingMs, totalMs: dnsMs + pingMs }, facts, ...(reason && { failure: reason }) };
}

async function addressOf(config: IcmpConfig, env: CheckEnv): Promise<{ readonly address: string } | Failure> {
  try {
    const addresses = await env.resolver.resolve(config.host, config.ipFamily, config.resolver);
    const [first] = env.egress ? allowedOf(addresses, env.egress) : addresses;
    if (first) return { address: first.address };
    if (addresses.length === 0) return failure('dns.nodata', config.host, 'dns');
    return failure('connect.blocked', addresses.map(({ address }) => address).join(', '), 'tcp');
  } catch (error) {
    if (error instanceof DnsFailure) return error.failure;
    throw error;
  }
}

/** A host of which not one packet came back is not reachable, whatever else is asserted. */
function reasonOf(
  { packetsSent, packetsReceived }: Omit<IcmpFacts, 'host'>,
  { host }: IcmpConfig,
): Failure | undefined {
  if (packetsReceived > 0) return undefined;
  return failure('connect.no_reply', `${host}: ${packetsSent} sent, none came back`, 'ttfb');
}

interface PingRun {
  readonly facts: Omit<IcmpFacts, 'host'>;
  readonly failure?: Failure;
}

function ping(
  address: string,
  { packetCount }: IcmpConfig,
  { remainingMs, signal }: { readonly remainingMs: number; readonly signal: AbortSignal | undefined },
): Promise<PingRun> {
  const { file, args } = pingCommand({ address, packetCount, remainingMs }, process.platform);
  const options = {
    timeout: Math.ceil(remainingMs),
    killSignal: 'SIGKILL',
    maxBuffer: OUTPUT_BYTES_MAX,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', LANG: 'C' },
    windowsHide: true,
    ...(signal && { signal }),
  } as const;
  return new Promise((resolve, reject) => {
    execFile(file, [...args], options, (error, stdout, stderr) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const { facts, refusal } = readPing(`${stdout}\n${stderr}`, packetCount);
      const unstarted = startFailure(error);
      if (unstarted) return resolve({ facts: { ...facts, packetsSent: 0 }, failure: unstarted });
      const reason = facts.packetsReceived > 0 ? undefined : refusal;
      resolve({ facts, ...(reason && { failure: reason }) });
    });
  });
}

/** Why there is no `ping` to ask: ours to mend, and nothing that the host did. */
function startFailure(error: ExecException | null): Failure | undefined {
  const code: unknown = error?.code;
  if (code === 'ENOENT')
    return failure(
      'probe.config',
      'there is no command ping on this machine (on Debian and Ubuntu: apt install iputils-ping)',
    );
  if (code === 'EACCES' || code === 'EPERM') return failure('probe.config', 'the command ping may not be run here');
  if (code === 'EAGAIN' || code === 'EMFILE' || code === 'ENOMEM') return failure('probe.resources', `ping: ${code}`);
  return undefined;
}
