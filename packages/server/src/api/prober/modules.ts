/** The modules of `/probe`, by the names that blackbox_exporter's example configuration gives them. Pure. */
import type { JsonObject, StoredAssertion } from '@upwatch/core';
import { invalid } from '../problem.ts';

/** What a request to `/probe` asks for. */
export interface ProbeQuery {
  readonly target: string;
  readonly module: string;
  /** Name server to ask; for `dns_…` alone. */
  readonly nameserver?: string;
}

export interface ProbeOrder {
  readonly type: string;
  /** Not yet checked. */
  readonly config: JsonObject;
  /** What must hold. Undefined: what is a success is the module's to say. */
  readonly assertions?: readonly Pick<StoredAssertion, 'config' | 'severity'>[];
}

/** A module of a file. */
export interface OwnModule {
  /** Why it does not look, each with its place: what it asks for and no look can do. */
  readonly obstacles: readonly string[];
  order(query: ProbeQuery, timeoutMs: number): ProbeOrder | { readonly lacks: string };
}

type Module = (query: ProbeQuery, timeoutMs: number) => ProbeOrder;

/** What a module sends twice would be measured once. */
export const ONE_ATTEMPT = { attemptsMax: 1 };
const DNS_TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SOA', 'SRV', 'TXT', 'CAA'];

const http =
  (method: string): Module =>
  ({ target }, timeoutMs) => ({
    type: 'HTTP',
    // Without a scheme http is meant, as blackbox_exporter has it.
    config: { url: /^https?:\/\//i.test(target) ? target : `http://${target}`, method, timeoutMs, retry: ONE_ATTEMPT },
  });

const connection =
  (type: 'TCP' | 'TLS'): Module =>
  ({ target }, timeoutMs) => {
    const { host, port } = addressOf(target);
    return { type, config: { host, port, timeoutMs, retry: ONE_ATTEMPT } };
  };

const icmp: Module = ({ target }, timeoutMs) => ({
  type: 'ICMP',
  config: { host: target, packetCount: 1, timeoutMs: Math.max(500, Math.min(60_000, timeoutMs)), retry: ONE_ATTEMPT },
});

const dns =
  (recordType: string): Module =>
  ({ target, nameserver }, timeoutMs) => ({
    type: 'DNS',
    config: {
      hostname: target,
      recordTypes: [recordType],
      ...(nameserver !== undefined && { nameservers: [nameserver] }),
      timeoutMs: Math.min(60_000, timeoutMs),
      totalTimeoutMs: timeoutMs,
      retry: ONE_ATTEMPT,
    },
  });

const MODULES: ReadonlyMap<string, Module> = new Map([
  ['http_2xx', http('GET')],
  ['http_post_2xx', http('POST')],
  ['tcp_connect', connection('TCP')],
  ['tls_connect', connection('TLS')],
  ['icmp', icmp],
  ...DNS_TYPES.map((type) => [`dns_${type.toLowerCase()}`, dns(type)] as const),
]);

/** @param own those of a file, which go before ours @throws Problem naming the field */
export function probeOrder(query: ProbeQuery, timeoutMs: number, own: ReadonlyMap<string, OwnModule>): ProbeOrder {
  const ownModule = own.get(query.module);
  const module = MODULES.get(query.module);
  if (!ownModule && !module) {
    const known = [...new Set([...own.keys(), ...MODULES.keys()])].join(', ');
    throw invalid('module', `module must be one of ${known}, got "${query.module}"`);
  }
  // What names a secret would send it to wherever the target says.
  if ([query.target, query.nameserver ?? ''].some((text) => text.includes('{{')))
    throw invalid('target', 'target must be an address as it is: references are for monitors');
  return ownModule ? ownOrder(ownModule, query, timeoutMs) : module!(query, timeoutMs);
}

function ownOrder(module: OwnModule, query: ProbeQuery, timeoutMs: number): ProbeOrder {
  if (module.obstacles.length > 0) {
    const why = module.obstacles.join('; ');
    throw invalid('module', `module must be one that can look, got "${query.module}": ${why}`);
  }
  const order = module.order(query, timeoutMs);
  if ('lacks' in order) throw invalid('target', `target does not fit module "${query.module}": ${order.lacks}`);
  return order;
}

function addressOf(target: string): { readonly host: string; readonly port: number } {
  const url = URL.parse(`tcp://${target}`);
  const [, digits] = /:(\d{1,5})$/.exec(target) ?? [];
  if (!url || url.hostname === '' || digits === undefined)
    throw invalid('target', `target must be host:port, got "${target}"`);
  return { host: url.hostname, port: Number(digits) };
}
