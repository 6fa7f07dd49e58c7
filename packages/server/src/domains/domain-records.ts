/** Records of a name through c-ares, as names are asked for everywhere else: the thread pool's lookups know no TXT. */
import { promises as dns } from 'node:dns';
import type { DomainRecords } from './domain-proof.ts';

/** Of one try; c-ares asks twice, and longer the second time. */
const TIMEOUT_MS = 2000;
const TRIES = 2;
/** What "there is no such record" is called. */
const NOTHING = new Set(['ENODATA', 'ENOTFOUND']);

/** @param servers in place of those of the system */
export function systemDomainRecords(servers?: readonly string[]): DomainRecords {
  const resolver = new dns.Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  return {
    txt: async (name) => (await orNone(resolver.resolveTxt(name))).map((parts) => parts.join('')),
    cname: (name) => orNone(resolver.resolveCname(name)),
  };
}

async function orNone<T>(answer: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await answer;
  } catch (error) {
    if (NOTHING.has(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
}
