/**
 * Names to addresses through c-ares, with a cache that honours TTLs. Never `lookup`: the thread pool resolves two
 * names at a time, so a few names that hang would hold up all the others (measured: 4 of them for 20 s).
 *
 * Known without asking: IP literals, `localhost`, the hosts file. Not used: search domains, mDNS, the other sources of
 * nsswitch.conf; a monitor names its target in full.
 */
import { type Clock, failure, type Failure } from '@upwatch/core';
import {
  type AddressFamily,
  literalAddress,
  loopbackAddresses,
  nameKey,
  ofFamily,
  type ResolvedAddress,
} from './address.ts';
import { type DnsCode, DnsFailure, dnsFailure, type Question } from './dns-failure.ts';
import { combine, type Answer, type NameEntry, NameTable, type RecordType } from './name-table.ts';
import { NameServers } from './name-servers.ts';
import { SystemNames } from './system-names.ts';

export type { AddressFamily, ResolvedAddress } from './address.ts';

/**
 * How long the slower family is waited for once the other has answered, milliseconds: the Resolution Delay of RFC 8305
 * section 3. Only on a cache miss.
 */
const RESOLUTION_DELAY_MS = 50;
const TIMEOUT_MS = 5000;
const NAMES_MAX = 20_000;
/** Of the timeout: before it, silence proves nothing. */
const SILENCE_PATIENCE = 0.3;
/** Groups of name servers that monitors name themselves. */
const GROUPS_MAX = 100;

export interface ResolverOptions {
  readonly clock: Clock;
  /** Name servers in place of the system's: `192.0.2.53`, `[2001:db8::53]:5353`. @default the system's */
  readonly servers?: readonly string[];
  /** When a question is given up, milliseconds. @default 5000 */
  readonly timeoutMs?: number;
  /** Names remembered for each group of servers. @default 20,000 */
  readonly namesMax?: number;
  /** @default the system's */
  readonly hostsFile?: string;
}

/** Name servers, and what is known from them. */
interface Group {
  servers: NameServers;
  readonly names: NameTable;
  /** The probe's own servers, for which the hosts file counts too. */
  readonly isOwn: boolean;
}

/** Resolves names for one thread. Close it when done. */
export class Resolver {
  readonly #clock: Clock;
  readonly #options: ResolverOptions;
  readonly #own: Group;
  readonly #groups = new Map<string, Group>();
  readonly #system: SystemNames;
  #isClosed = false;

  /** @throws {Error} when one of `servers` is not an IP address with an optional port */
  constructor(options: ResolverOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#own = { servers: this.#nameServers(options.servers, true), names: this.#nameTable(), isOwn: true };
    this.#system = new SystemNames({
      clock: options.clock,
      hostsFile: options.hostsFile,
      onHostsChange: () => this.#own.names.clear(),
      onServersChange: () => {
        if (!options.servers && !this.#isClosed) this.#own.servers = this.#nameServers(undefined, true);
      },
    });
  }

  /**
   * The addresses of a host, IPv4 before IPv6: most machines that run a monitor have a working IPv4 and many no IPv6,
   * and where both work it makes no difference to whether the target is up. Both are there for whoever dials to fall
   * back on.
   *
   * Synchronous when they are known (cache, hosts file, IP literal).
   * @param host a name in punycode, or an IP literal, `[…]` or bare
   * @param servers name servers to be asked in place of the probe's own; the hosts file then does not count
   * @throws {DnsFailure} as a rejection, never synchronously
   */
  resolve(
    host: string,
    family: AddressFamily,
    servers?: readonly string[],
  ): readonly ResolvedAddress[] | Promise<readonly ResolvedAddress[]> {
    const group = servers === undefined ? this.#own : this.#groupOf(servers);
    if (group instanceof DnsFailure) return Promise.reject(group);
    const now = this.#clock.monotonic();
    if (now >= this.#system.nextCheckMs) void this.#system.check();
    const entry = group.names.get(host);
    const known = entry && knownAddresses(entry, family, now);
    if (known) {
      entry.isUsed = true;
      return known;
    }
    return this.#find(group, host, family);
  }

  /**
   * For a deadline that ends the wait for a name: the failure `probe.resolver` when the probe's own name servers have
   * been silent to everything since the wait began, so that the target is not to blame.
   * @param sinceMs when the wait began; monotonic
   * @param servers as given to `resolve`
   */
  silence(sinceMs: number, servers?: readonly string[]): Failure | undefined {
    const patienceMs = (this.#options.timeoutMs ?? TIMEOUT_MS) * SILENCE_PATIENCE;
    if (servers !== undefined || this.#clock.monotonic() - sinceMs < patienceMs) return undefined;
    return this.#own.servers.isSilentSince(sinceMs) ? this.#silentToAll() : undefined;
  }

  /**
   * Asks the probe's own name servers something that every one can answer, for checks that ask them by themselves.
   * @param sinceMs monotonic
   * @returns the failure `probe.resolver` when they have been silent to everything since then
   */
  async control(sinceMs: number): Promise<Failure | undefined> {
    return (await this.#own.servers.isSilentToControl(sinceMs)) ? this.#silentToAll() : undefined;
  }

  #silentToAll(): Failure {
    return failure('probe.resolver', `no answer to anything from ${this.#own.servers.servers.join(', ')}`, 'dns');
  }

  /** The probe's own name servers: `192.0.2.53`, `[2001:db8::53]:5353`. */
  get servers(): readonly string[] {
    return this.#own.servers.servers;
  }

  /** Ends questions under way: they are rejected with `probe.resolver`. */
  close(): void {
    this.#isClosed = true;
    for (const group of [this.#own, ...this.#groups.values()]) group.servers.close();
  }

  #find(
    group: Group,
    host: string,
    family: AddressFamily,
  ): readonly ResolvedAddress[] | Promise<readonly ResolvedAddress[]> {
    const literal = literalAddress(host);
    if (literal) return this.#fixed(group, host, family, [literal]) ?? wrongFamily(host, family);
    if (group.isOwn && this.#system.loading) return this.#afterLoading(host, family);
    const name = nameKey(host);
    const inHosts = group.isOwn ? this.#system.addresses(name) : undefined;
    const fixed =
      (inHosts && this.#fixed(group, host, family, inHosts)) ??
      this.#fixed(group, host, family, loopbackAddresses(name) ?? []);
    if (fixed) return fixed;
    if (this.#isClosed) return Promise.reject(closed(host));
    const entry = group.names.entry(host);
    return family === 'auto'
      ? this.#askBoth(group, entry, host)
      : this.#askOne(group, entry, host, family === 'ipv4' ? 'A' : 'AAAA');
  }

  async #afterLoading(host: string, family: AddressFamily): Promise<readonly ResolvedAddress[]> {
    await this.#system.loading;
    return this.resolve(host, family);
  }

  /** Remembers addresses that nobody need be asked for; undefined when there is none of the family. */
  #fixed(
    group: Group,
    host: string,
    family: AddressFamily,
    all: readonly ResolvedAddress[],
  ): readonly ResolvedAddress[] | undefined {
    const addresses = ofFamily(all, family);
    if (addresses.length === 0) return undefined;
    const entry = group.names.entry(host);
    if (family === 'auto') {
      entry.both = addresses;
      entry.bothUntilMs = Infinity;
    } else {
      entry[family === 'ipv4' ? 'A' : 'AAAA'].answer = { addresses, untilMs: Infinity };
    }
    return addresses;
  }

  async #askOne(group: Group, entry: NameEntry, host: string, type: RecordType): Promise<readonly ResolvedAddress[]> {
    const answer = await this.#answer(group, entry, host, type);
    if (answer.addresses) return answer.addresses;
    throw answer.failure!;
  }

  async #askBoth(group: Group, entry: NameEntry, host: string): Promise<readonly ResolvedAddress[]> {
    const asked = [this.#answer(group, entry, host, 'A'), this.#answer(group, entry, host, 'AAAA')];
    const both = Promise.all(asked);
    const first = await Promise.race(asked);
    // A family that is late already, because an earlier look asked for it, is not waited for again.
    const askedAtMs = Math.max(entry.A.askedAtMs, entry.AAAA.askedAtMs);
    const waitMs = askedAtMs + RESOLUTION_DELAY_MS - this.#clock.monotonic();
    const answers = first.addresses ? await orAfter(both, waitMs, [first]) : await both;
    combine(entry, true);
    const addresses = answers.flatMap((answer) => answer.addresses ?? []);
    if (addresses.length > 0) return addresses;
    throw bothFailed(answers, { host, types: ['A', 'AAAA'], servers: group.servers.servers });
  }

  /** What is known of one record type, or is being asked already, or is asked now. */
  #answer(group: Group, entry: NameEntry, host: string, type: RecordType): Promise<Answer> {
    const slot = entry[type];
    const now = this.#clock.monotonic();
    if (slot.answer && now < slot.answer.untilMs) return Promise.resolve(slot.answer);
    if (slot.pending) return slot.pending;
    slot.askedAtMs = now;
    slot.pending = group.servers.ask(host, type).then((answer) => {
      slot.answer = answer;
      slot.pending = undefined;
      combine(entry, false);
      return answer;
    });
    return slot.pending;
  }

  #groupOf(servers: readonly string[]): Group | DnsFailure {
    const key = servers.join(' ');
    const known = this.#groups.get(key);
    if (known) return known;
    try {
      const group = { servers: this.#nameServers(servers, false), names: this.#nameTable(), isOwn: false };
      this.#groups.set(key, group);
      if (this.#groups.size > GROUPS_MAX) this.#groups.delete(this.#groups.keys().next().value!);
      return group;
    } catch {
      // `setServers` objects to anything but addresses.
      return new DnsFailure(failure('probe.config', `${key.slice(0, 200)} is not a list of name servers`, 'dns'));
    }
  }

  #nameServers(servers: readonly string[] | undefined, isOwn: boolean): NameServers {
    return new NameServers({ clock: this.#clock, servers, isOwn, timeoutMs: this.#options.timeoutMs ?? TIMEOUT_MS });
  }

  #nameTable(): NameTable {
    return new NameTable(this.#options.namesMax ?? NAMES_MAX);
  }
}

function knownAddresses(entry: NameEntry, family: AddressFamily, now: number): readonly ResolvedAddress[] | undefined {
  if (family === 'auto') return now < entry.bothUntilMs ? entry.both : undefined;
  const { answer } = family === 'ipv4' ? entry.A : entry.AAAA;
  return answer && now < answer.untilMs ? answer.addresses : undefined;
}

/** The promise's value, or another one when it takes too long. */
async function orAfter<T>(promise: Promise<T>, waitMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, waitMs), otherwise);
  });
  const value = await Promise.race([promise, late]);
  clearTimeout(timer);
  return value;
}

/** The failure that says most: that there is no such name, then what went wrong, and last that a family is lacking. */
function bothFailed(answers: readonly Answer[], question: Question): DnsFailure {
  const failures = answers.flatMap((answer) => (answer.failure ? [answer.failure] : []));
  const [first, second] = failures.sort((a, b) => rankOf(a) - rankOf(b));
  if (!first) throw new Error(`${question.host} has neither addresses nor a failure`);
  const isAgreed = second === undefined || first.failure.code === second.failure.code;
  return isAgreed ? dnsFailure(first.failure.code as DnsCode, question) : first;
}

function rankOf({ failure: { code } }: DnsFailure): number {
  return code === 'dns.nxdomain' ? 0 : code === 'dns.nodata' ? 2 : 1;
}

function wrongFamily(host: string, family: AddressFamily): Promise<never> {
  const wanted = family === 'ipv4' ? 'IPv4' : 'IPv6';
  return Promise.reject(new DnsFailure(failure('dns.nodata', `${host} is not an ${wanted} address`, 'dns')));
}

function closed(host: string): DnsFailure {
  return new DnsFailure(failure('probe.resolver', `${host}: the resolver is closed`, 'dns'));
}
