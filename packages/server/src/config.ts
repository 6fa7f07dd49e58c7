/** What the server can be told. Made from the command line, the environment and `upwatch.yml`, checked whole, then frozen. */
import type { SmtpSettings } from './channels/port.ts';

export interface ServerConfig {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** Where people reach this server, without a slash at the end: links in alerts are made from it. */
  readonly publicUrl?: string;
  /** The first API key; otherwise one is made at the first start and printed once. */
  readonly apiToken?: string;
  readonly region: string;
  readonly probe: {
    /** Worker threads that look. @default one less than there are cores, at least 1 */
    readonly threads: number;
    readonly concurrency: number;
    readonly concurrencyPerHost: number;
    readonly queueMax: number;
  };
  readonly smtp?: SmtpSettings;
  readonly retention: { readonly rawDays: number; readonly rollupDays: number };
  readonly simple: SimpleDefaults;
  /**
   * Who may use the simple API: anyone (`open`), only with an API key (`key`), nobody (`off`).
   * @default open to this machine alone while nothing else can reach the server, otherwise `key`
   */
  readonly simpleApi?: 'open' | 'key' | 'off';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
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
