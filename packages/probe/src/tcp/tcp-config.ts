/** What TCP and TLS monitors are told, with every default filled in. The schemas that check it are `config.ts`. */
import type { AttemptPlan } from '@upwatch/core';
import type { AddressFamily } from '../dns/resolver.ts';
import type { TlsSettings } from '../tls/contexts.ts';
import type { StartTlsProtocol } from './starttls.ts';

/** One step of a dialogue: what is sent, then what must come. Or, alone, the change to TLS. */
export interface TcpStep {
  /** With escapes (`\r\n`) and what the pattern before has captured (`${1}`). */
  readonly send?: string;
  /** RE2; tried against each line that comes. */
  readonly expect?: string;
  readonly startTls?: true;
  /** What is sent is shown to nobody. */
  readonly secret?: true;
}

/** Whom to connect to, and how. */
interface Target {
  /** A name in punycode, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Of one attempt, milliseconds: one deadline over everything. */
  readonly timeoutMs: number;
  readonly ipFamily: AddressFamily;
  /** Name servers to ask instead of the system's. */
  readonly resolver?: readonly string[];
  readonly verifyTls: boolean;
  readonly startTls?: StartTlsProtocol;
  readonly retry: AttemptPlan;
}

export interface TcpConfig extends Target {
  /** Absent: no TLS from the first byte on. Beside `startTls` it says how that is verified. */
  readonly tls?: TlsSettings;
  readonly steps: readonly TcpStep[];
}

export interface TlsConfig extends Target {
  readonly tls: TlsSettings;
}
