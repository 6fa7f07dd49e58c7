/** One look at what name servers answer, by a client of our own: c-ares hides times to live, codes and servers. */
import { type DnsQuery, failure, type Failure } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import { PhaseClock } from '../connecting/phase-clock.ts';
import { unresolved } from '../connecting/unresolved.ts';
import type { Sample } from '../port.ts';
import { ask } from './ask.ts';
import { conclude, concludeAll, type Conclusion, isDefinite, type ServerAnswers } from './conclude.ts';
import type { DnsConfig } from './dns-config.ts';
import { readServer } from './name-server.ts';
import { recordTypeNumber } from './record-types.ts';
import type { Verdict } from './verdict.ts';

/** A reasonable end to what is kept of the exchange. */
const QUERIES_MAX = 100;
/** The share of a question's time after which silence of the system's servers raises doubt in them. */
const PATIENCE = 0.2;
/** How long the control, asked before, may still be waited for when the deadline has come, milliseconds. */
const CONTROL_LAST_MS = 250;

/** One attempt. @throws the signal's reason, as a rejection */
export async function lookDns(config: DnsConfig, env: CheckEnv): Promise<Sample> {
  env.signal?.throwIfAborted();
  const look = new DnsLook(config, env);
  const { signal } = env;
  if (!signal) return look.run();
  return new Promise((resolve, reject) => {
    // What is under way ends by its own deadline; nobody hears it.
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    look.run().then(resolve, reject);
  });
}

class DnsLook {
  readonly #config: DnsConfig;
  readonly #env: CheckEnv;
  readonly #time: PhaseClock;
  readonly #startedMs: number;
  readonly #queries: DnsQuery[] = [];
  /** Where the servers were found, by what they are called. */
  readonly #addresses = new Map<string, { readonly address: string; readonly port: number }>();
  #control: Promise<Failure | undefined> | undefined;

  constructor(config: DnsConfig, env: CheckEnv) {
    this.#config = config;
    this.#env = env;
    this.#startedMs = env.clock.monotonic();
    this.#time = new PhaseClock(env);
  }

  async run(): Promise<Sample> {
    const { hostname, requireAll, nameservers, timeoutMs } = this.#config;
    const servers = nameservers ?? this.#env.resolver.servers ?? [];
    const isOwn = nameservers === undefined;
    const doubt = isOwn ? setTimeout(() => void this.#doubt(), timeoutMs * PATIENCE) : undefined;
    const answers = requireAll
      ? await Promise.all(servers.map((server) => this.#ask(server)))
      : await this.#askInTurn(servers);
    clearTimeout(doubt);
    const conclusion = requireAll && servers.length > 0 ? concludeAll(hostname, answers) : conclude(hostname, answers);
    const ours = isOwn && isSilence(conclusion.failure) ? await this.#ours() : undefined;
    return this.#sample(conclusion, ours ?? conclusion.failure);
  }

  async #askInTurn(servers: readonly string[]): Promise<ServerAnswers[]> {
    const answers: ServerAnswers[] = [];
    for (const server of servers) {
      if (answers.length > 0 && this.#remainingMs <= 0) break;
      const answer = await this.#ask(server);
      answers.push(answer);
      if (isDefinite(answer)) break;
    }
    return answers;
  }

  /** Puts every question to one server at once. */
  async #ask(server: string): Promise<ServerAnswers> {
    const { recordTypes } = this.#config;
    const found = await this.#find(server);
    const verdicts = recordTypes.map(async (type) => ({
      type,
      ...('records' in found ? found : await this.#askOne(found, type)),
    }));
    return { server: 'records' in found ? server : found.label, verdicts: await Promise.all(verdicts) };
  }

  #askOne(server: FoundServer, type: string): Promise<Verdict> {
    const { hostname: name, transport, authoritative: mustHaveZone, timeoutMs } = this.#config;
    const { clock, deadlineMs } = this.#env;
    return ask({
      clock,
      server,
      question: { name, type: recordTypeNumber(type)! },
      transport,
      mustHaveZone,
      untilMs: Math.min(deadlineMs, clock.monotonic() + timeoutMs),
      onQuery: (query) => {
        if (this.#queries.length < QUERIES_MAX) this.#queries.push(query);
      },
    });
  }

  /** Name servers may be called by name; that is looked up as any host is. */
  async #find(server: string): Promise<FoundServer | Verdict> {
    const { resolver } = this.#env;
    // The system's own may well be where nobody else is to be sent, such as on the loopback interface.
    const egress = this.#config.nameservers && this.#env.egress;
    const { host, port } = readServer(server)!;
    try {
      const addresses = await within(Promise.resolve(resolver.resolve(host, 'auto')), this.#remainingMs);
      const address = addresses?.[0]?.address;
      if (address === undefined) return { records: [], code: 'dns.timeout', detail: `${host} was not resolved` };
      if (egress?.([address]).length === 0) return { records: [], code: 'connect.blocked', detail: address };
      this.#addresses.set(server, { address, port });
      const label = host === address ? server : `${server} (${address})`;
      this.#addresses.set(label, { address, port });
      return { address, port, label };
    } catch (error) {
      return { records: [], code: 'dns.unreachable', detail: unresolved(error).message };
    }
  }

  get #remainingMs(): number {
    return this.#env.deadlineMs - this.#env.clock.monotonic();
  }

  #doubt(): Promise<Failure | undefined> {
    return (this.#control ??= this.#env.resolver.control?.(this.#startedMs) ?? Promise.resolve(undefined));
  }

  /** The failure `probe.resolver` where the system's name servers are silent to everything. */
  async #ours(): Promise<Failure | undefined> {
    const isAsked = this.#control !== undefined;
    const waitMs = Math.max(this.#remainingMs, CONTROL_LAST_MS);
    const unanswered = failure('probe.resolver', 'no answer to anything', 'dns');
    const heard = await within(
      this.#doubt().then((reason) => ({ reason })),
      waitMs,
    );
    return heard ? heard.reason : isAsked ? unanswered : undefined;
  }

  #sample({ server, records, isAuthoritative }: Conclusion, reason: Failure | undefined): Sample {
    this.#time.stop();
    const { hostname, recordTypes } = this.#config;
    const at = server === undefined ? undefined : this.#addresses.get(server);
    return {
      phases: this.#time.phases,
      facts: {
        ...(at && { remoteAddress: at.address, remotePort: at.port }),
        dns: {
          hostname,
          requestedTypes: recordTypes,
          records,
          queries: this.#queries,
          ...(server !== undefined && { server }),
          ...(isAuthoritative !== undefined && { isAuthoritative }),
        },
      },
      ...(reason && { failure: reason }),
    };
  }
}

interface FoundServer {
  readonly address: string;
  readonly port: number;
  readonly label: string;
}

function isSilence(reason: Failure | undefined): boolean {
  return reason?.code === 'dns.timeout' || reason?.code === 'dns.unreachable';
}

/** The promise's value, or undefined when it takes too long. */
async function within<T>(promise: Promise<T>, waitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, waitMs));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
