/** A name that the application depends on. */
import { Resolver } from 'node:dns/promises';
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf, DEFAULT_TIMEOUT_MS } from './check-settings.ts';
import { codeOf, noAnswer, otherFailure } from './running/network-failure.ts';
import { within } from './running/within.ts';

/** What is looked up, and where. */
export interface DnsOptions {
  readonly name: string;
  /**
   * The kind of record.
   * @default 'A'
   */
  readonly type?: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'TXT' | 'SRV';
  /**
   * Addresses of name servers, `127.0.0.1` or `127.0.0.1:5353`.
   * @default those of the system
   */
  readonly servers?: readonly string[];
  /**
   * A value that must be among the answers, such as `192.0.2.7`.
   * @default undefined: any answer is well
   */
  readonly expected?: string;
}

const MEANINGS: Readonly<Record<string, readonly ['UNREACHABLE' | 'FAILED', string]>> = {
  ENOTFOUND: ['FAILED', 'the name does not exist'],
  ENODATA: ['FAILED', 'the name has no such record'],
  ESERVFAIL: ['FAILED', 'the name server could not find out'],
  EREFUSED: ['FAILED', 'the name server refuses to answer'],
  ECONNREFUSED: ['UNREACHABLE', 'no name server listens'],
  ETIMEOUT: ['UNREACHABLE', 'the name servers do not answer'],
};

/**
 * Looks a name up, always anew, past the cache of the system.
 * @param target the name, its kind of record, the servers
 * @throws {CheckFailure} from `run`; {TypeError} when the name is empty
 * @example
 * const check = dnsCheck({ name: 'db.example', servers: [process.env.DNS_SERVER] });
 * console.log(await check.run(AbortSignal.timeout(2_000)));
 */
export function dnsCheck(target: DnsOptions, settings: CheckSettings = {}): HealthCheck {
  const { name, type = 'A', servers, expected } = target;
  if (!name) throw new TypeError('name must not be empty');
  const place = `${type} ${name}`;
  const timeout = settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return checkOf(async (signal) => {
    const resolver = new Resolver({ timeout, tries: 1 });
    if (servers) resolver.setServers(servers);
    try {
      const found = await within(signal, resolver.resolve(name, type), () => noAnswer(place, 'the question'));
      const values = (found as readonly unknown[]).map(textOf);
      const text = values.slice(0, 8).join(', ');
      if (expected === undefined || values.includes(expected)) return `${place}: ${text}`;
      throw new CheckFailure('FAILED', `${place}: expected ${expected}, got ${text}`);
    } catch (error) {
      const meaning = MEANINGS[codeOf(error) ?? ''];
      if (meaning) throw new CheckFailure(meaning[0], `${place}: ${meaning[1]} (${codeOf(error)})`, { cause: error });
      throw otherFailure(error, place);
    } finally {
      resolver.cancel();
    }
  }, settings);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join('');
  const { exchange, name, port } = value as { exchange?: string; name?: string; port?: number };
  return exchange ?? `${name}:${port}`;
}
