/** What was seen, once, unchangeable. An observation holds no opinion of the monitor: `advance` forms that. */
import type { HealthFacts } from '../health/dependency.ts';
import type { AssertionResult } from './assertion.ts';
import type { Failure } from './failure.ts';
import type { DnsFacts, HeartbeatFacts, IcmpFacts, McpFacts, TcpFacts } from './protocol-facts.ts';

/**
 * How long each part took, in milliseconds with fractions (monotonic clock). A part that did not happen is absent.
 * Over redirects the parts are sums, so that they add up to about `totalMs`.
 */
export interface Phases {
  readonly dnsMs?: number;
  readonly tcpMs?: number;
  readonly tlsMs?: number;
  readonly ttfbMs?: number;
  readonly downloadMs?: number;
  readonly totalMs: number;
}

/** One step of a redirect chain. */
export interface Hop {
  /** Without credentials. */
  readonly url: string;
  readonly statusCode: number;
  readonly phases: Phases;
}

/** What the TLS handshake showed. Texts are cut to safe lengths; at most 100 names are kept. */
export interface TlsFacts {
  /** `TLSv1.3` */
  readonly protocol: string;
  /** `TLS_AES_256_GCM_SHA384` */
  readonly cipher: string;
  readonly subject: string;
  readonly sans: readonly string[];
  /** How many names the certificate has in all. */
  readonly sansTotal: number;
  readonly issuer: string;
  readonly issuerOrganization?: string;
  readonly serialNumber: string;
  /** SHA-256, lower-case hex without colons. */
  readonly fingerprint: string;
  /** SHA-256 of the public key (its SubjectPublicKeyInfo), lower-case hex; absent for a kind of key that cannot be read. */
  readonly keyFingerprint?: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Whole days until `notAfter`, rounded down; negative once expired. */
  readonly daysLeft: number;
  /** The earliest `notAfter` of the chain as sent, leaf included. */
  readonly chainNotAfterMs: number;
  readonly isVerified: boolean;
  /** Why the chain is not verified. */
  readonly unverifiedReason?: Failure;
}

/** What was found out about the target. Each check type fills what it has. */
export interface Facts {
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  readonly statusCode?: number;
  /** `1.0` or `1.1` */
  readonly httpVersion?: string;
  /** Names in lower case; repeated ones joined by `, `. At most 16 KiB in all. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The first 4 KiB of the decoded body as text, kept where a look failed or is to be shown. */
  readonly bodyExcerpt?: string;
  /** Decoded bytes read. */
  readonly bodyBytes?: number;
  /** The body was longer than the cap and was not read to its end. */
  readonly isBodyTruncated?: boolean;
  readonly redirects?: readonly Hop[];
  /** Where the redirects ended, without credentials. */
  readonly finalUrl?: string;
  readonly tls?: TlsFacts;
  readonly tcp?: TcpFacts;
  readonly dns?: DnsFacts;
  readonly icmp?: IcmpFacts;
  readonly mcp?: McpFacts;
  readonly heartbeat?: HeartbeatFacts;
  /** What the target says of itself and of what it needs, where the monitor reads that. */
  readonly health?: HealthFacts;
}

/** One try within a look. */
export interface Attempt {
  readonly startedAtMs: number;
  readonly phases: Phases;
  readonly statusCode?: number;
  readonly remoteAddress?: string;
  readonly failure?: Failure;
}

/** Why a look was made. */
export type LookKind = 'scheduled' | 'confirming' | 'manual';

/** Identified by (monitorId, region, slotMs): a second one with the same three is the same one again. */
export interface Observation {
  readonly monitorId: string;
  readonly region: string;
  /** The instant the look is for, epoch milliseconds. */
  readonly slotMs: number;
  /** The version of the monitor's configuration that was used. */
  readonly generation: number;
  readonly kind: LookKind;
  /** Wall clock at the start of the first attempt, epoch milliseconds. */
  readonly startedAtMs: number;
  /** How much later than its slot the look began, by the monotonic clock. */
  readonly latenessMs: number;
  /** Of the last attempt. */
  readonly phases: Phases;
  readonly attempts: readonly Attempt[];
  readonly facts: Facts;
  readonly assertions: readonly AssertionResult[];
  readonly failure?: Failure;
}

/** What one look amounts to. */
export type Outcome = 'up' | 'degraded' | 'down' | 'unknown';

/** A look that failed through our own fault says nothing of the target; a failed `warn` assertion degrades. */
export function outcomeOf(observation: Pick<Observation, 'failure' | 'assertions'>): Outcome {
  if (observation.failure) return observation.failure.class === 'probe' ? 'unknown' : 'down';
  return observation.assertions.some((result) => !result.passed && result.severity === 'warn') ? 'degraded' : 'up';
}
