/** What a DNS monitor is told, with every default filled in. The schema that checks it is `config.ts`. */
import type { AttemptPlan } from '@upwatch/core';

export type DnsTransport = 'udp' | 'tcp';

export interface DnsConfig {
  /** In punycode, without the root's dot; `.` is the root itself. */
  readonly hostname: string;
  /** `A`, `MX`, `TYPE65`; at least one. */
  readonly recordTypes: readonly string[];
  /** Addresses or names, with a port if need be. Absent: the system's. */
  readonly nameservers?: readonly string[];
  /** Of one question to one name server, milliseconds. */
  readonly timeoutMs: number;
  /** Of one attempt, milliseconds: one deadline over all questions. */
  readonly totalTimeoutMs: number;
  readonly transport: DnsTransport;
  /** All name servers are asked, and must give equal records. */
  readonly requireAll: boolean;
  /** The name servers are asked without recursion, and must have the zone themselves. */
  readonly authoritative: boolean;
  readonly retry: AttemptPlan;
}
