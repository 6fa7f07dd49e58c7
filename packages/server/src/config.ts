/** What the server can be told. Made from the command line, the environment and `upwatch.yml`, checked whole, then frozen. */
import type { AnchorAddress } from './settings/anchors.ts';
import type { PolicyPart } from '@upwatch/core';
import type { EgressPolicy } from '@upwatch/probe';
import type { SignInProvider } from './settings/sign-in-providers.ts';
import type { SmtpSettings } from './channels/port.ts';

export interface ServerConfig {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** Where people reach this server, without a slash at the end: links in alerts are made from it. */
  readonly publicUrl?: string;
  /** An API key, instead of the one that was set before it; otherwise one is made at the first start and printed once. */
  readonly apiToken?: string;
  /** Seals the secrets that are kept, instead of the key that is made at the first start and kept beside them. */
  readonly secretKey?: string;
  /** When the sessions of members end, unused and at all. @default 24 hours and 30 days */
  readonly sessions?: { readonly idleMs: number; readonly absoluteMs: number };
  /** Where members sign in elsewhere, and come back signed in. @default nowhere */
  readonly signInProviders?: readonly SignInProvider[];
  /** Proxies that say truly who asks, by `X-Forwarded-For`: addresses, networks, or names of them. @default none */
  readonly trustedProxies?: readonly string[];
  readonly region: string;
  readonly probe: {
    /** Worker threads that look. @default one less than there are cores, at least 1 */
    readonly threads: number;
    readonly concurrency: number;
    readonly concurrencyPerHost: number;
    readonly queueMax: number;
    /** Whether checks may start programs that their settings name (MCP servers over standard streams). @default not */
    readonly mayRunCommands?: boolean;
  };
  /** Where checks and channels may connect to. @default private: wherever the machine can, but link-local addresses */
  readonly egress?: EgressPolicy;
  /** Asked whether our own network works, besides name servers, gateway and watched hosts. @default none */
  readonly anchors?: readonly AnchorAddress[];
  /** Whom to tell regularly that this server is well: the URL may hold a secret. */
  readonly heartbeat?: HeartbeatSettings;
  readonly smtp?: SmtpSettings;
  /** Names of the channels that are told in the place of one that could not be. */
  readonly fallbackChannels?: readonly string[];
  readonly retention: { readonly rawDays: number; readonly rollupDays: number };
  readonly simple: SimpleDefaults;
  /** What the policy of a new monitor is made of, where it says nothing itself. */
  readonly defaultPolicy?: PolicyPart;
  /**
   * Who may use the simple API: anyone (`open`), only with an API key (`key`), nobody (`off`).
   * @default open to this machine alone while nothing else can reach the server, otherwise `key`
   */
  readonly simpleApi?: 'open' | 'key' | 'off';
  /** Where metrics and traces are sent. @default nowhere */
  readonly otlp?: OtlpSettings;
  /** What `/metrics` says of single monitors, to those who show a key. */
  readonly metrics?: {
    /** @default true */
    readonly perMonitor: boolean;
    /** So many monitors, those that were made first. @default 2,000 */
    readonly monitorsMax: number;
  };
  /** A configuration of the blackbox_exporter, whose modules `/probe` has too. @default none */
  readonly probeModules?: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /**
   * The level of a line about a request that changed nothing and went well: before a person at a terminal, a dashboard
   * that asks every few seconds would drown the rest.
   * @default 'info'
   */
  readonly readsLoggedAt?: 'info' | 'debug';
}

/** Defaults of the simple API. */
export interface SimpleDefaults {
  /** Seconds. @default 5 */
  readonly timeout: number;
  /** @default 200 */
  readonly expectedHttpCode: number;
  /** @default 3 */
  readonly retries: number;
  /** Seconds before retry n are `factor × 2^(n-1)`. @default 0.3 */
  readonly backoffFactor: number;
  /** Out of 501–504. @default all four */
  readonly errorCodes: readonly number[];
}

/** An OpenTelemetry collector, over OTLP/HTTP in JSON. */
export interface OtlpSettings {
  /** Without a slash at the end: `/v1/metrics` and `/v1/traces` follow it. May hold a secret. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signals: readonly OtlpSignal[];
  /** Between two of the metrics. */
  readonly intervalSeconds: number;
}

export type OtlpSignal = 'metrics' | 'traces';

/** The heartbeat that this server gives. */
export interface HeartbeatSettings {
  readonly url: string;
  readonly intervalSeconds: number;
  readonly method: 'GET' | 'POST';
}
