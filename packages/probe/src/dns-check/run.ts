/** The DNS check as a looking thread knows it. What makes the look is loaded with the first one. */
import type { CheckRun } from '../check.ts';
import type { DnsConfig } from './dns-config.ts';
import { readServer } from './name-server.ts';

/** The DNS check without its schema. */
export const DNS_RUN: CheckRun<DnsConfig> = {
  type: 'DNS',
  run: async (config, env) => (await import('./look.ts')).lookDns(config, env),
  timeoutMs: ({ totalTimeoutMs }) => totalTimeoutMs,
  // It is the name server that is asked; the system's bears every other look's questions too.
  hostOf: ({ hostname, nameservers: [first] = [] }) => (first && readServer(first)?.host) ?? hostname,
  planOf: ({ retry }) => retry,
  targetOf,
};

/** As `upwatch check` takes it: `dns://shop.example?type=MX&server=192.0.2.1:5353`. */
function targetOf({ hostname, recordTypes, nameservers = [] }: DnsConfig): string {
  const query = [...recordTypes.map((type) => `type=${type}`), ...nameservers.map((server) => `server=${server}`)];
  return `dns://${hostname}?${query.join('&')}`;
}
