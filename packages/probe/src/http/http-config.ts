/** What an HTTP monitor is told, with every default filled in. The schema that checks it is `config.ts`. */
import type { HealthMode } from '@upwatch/core';
import type { TlsSettings } from '../tls/contexts.ts';

interface BasicAuth {
  readonly type: 'basic';
  readonly username: string;
  readonly password: string;
}

interface BearerAuth {
  readonly type: 'bearer';
  readonly token: string;
}

/** How a look tries again; `core`'s `AttemptPlan` as it is configured. */
interface HttpRetry {
  readonly attemptsMax: number;
  readonly backoffMs: number;
  readonly backoffFactor: number;
  /** Absent: every 5xx. */
  readonly statusCodes?: readonly number[];
}

export interface HttpConfig {
  /** Canonical (WHATWG), without credentials. */
  readonly url: string;
  /** A token of RFC 9110: `GET`, `PROPFIND`, … */
  readonly method: string;
  readonly customHeaders?: Readonly<Record<string, string>>;
  readonly requestBody?: string;
  readonly contentType?: string;
  readonly verifyTls: boolean;
  /** Of one attempt, milliseconds: one deadline over everything. */
  readonly timeoutMs: number;
  /** 0: redirects are answers like any other. */
  readonly redirectsMax: number;
  readonly ipFamily: 'auto' | 'ipv4' | 'ipv6';
  /** Name servers to ask instead of the system's: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`. */
  readonly resolver?: readonly string[];
  /** Decoded bytes read at most; a longer body is cut there. */
  readonly bodyBytesMax: number;
  readonly tls?: TlsSettings;
  readonly auth?: BasicAuth | BearerAuth;
  readonly retry: HttpRetry;
  /** How the body is read as a health document. Absent: not at all. */
  readonly health?: HealthMode;
  /** The dependencies that matter, `*` for any characters; others are shown and not counted. Absent: all of them. */
  readonly dependencies?: readonly string[];
}
