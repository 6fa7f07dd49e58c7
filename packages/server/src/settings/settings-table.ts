/**
 * Every setting of the server: where it may be said, what it must be, what it is otherwise. The command line wins over
 * the environment, the environment over the file's `server:` section. The reference in docs/settings.md is this table.
 */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { anchorOf } from './anchors.ts';
import { providersSchema } from './sign-in-providers.ts';
import { policyPartBody } from '../api/schemas/policies.ts';
import { regionName } from '../region-name.ts';
import { isProxy } from './trusted-proxies.ts';
import { flagOf, fromJson, headerName, headerValue, isDecodable, isMailUrl, listed, paired } from './said-as-text.ts';

export interface Setting {
  /** Key in the file's `server:` section; dots go deeper. */
  readonly key: string;
  readonly env: string;
  /** Option of `upwatch serve`, where it has one. */
  readonly flag?: string;
  readonly schema: z.ZodType;
  readonly summary: string;
  readonly isSecret?: true;
}

/** The environment and the command line hold text: a number in digits is one. */
function numeric(schema: z.ZodType): z.ZodType {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value),
    schema,
  );
}

const count = (min: number, max: number, fallback: number): z.ZodType =>
  numeric(z.int().min(min).max(max)).default(fallback);
/** First parts of paths that the server answers itself. */
const OWN_PATH =
  /^\/(act|api|assets|audit|channels|compat|docs|health|incidents|invite|maintenance|metrics|monitors|openapi\.json|policies|previews|ready|reset|settings|sign-in|status)(\/|$)/;

const text = z.string().min(1);

const anchor = z
  .string()
  .refine((one) => anchorOf(one) !== undefined, 'must be host:port or a URL such as https://anchor.example');

const proxy = z
  .string()
  .refine(isProxy, 'must be an address, a network such as 10.0.0.0/8, loopback, linklocal or uniquelocal');

/** Looking threads when nothing is said: one core is left to the server itself. */
const threadsDefault = Math.max(1, Math.min(16, availableParallelism() - 1));

export const SETTINGS: readonly Setting[] = [
  {
    key: 'host',
    env: 'UPWATCH_HOST',
    flag: '--host <address>',
    schema: text.default('127.0.0.1'),
    summary: 'address to listen on',
  },
  {
    key: 'port',
    env: 'UPWATCH_PORT',
    flag: '--port <port>',
    schema: count(0, 65_535, 3000),
    summary: 'port to listen on; 0 takes a free one',
  },
  {
    key: 'dataDir',
    env: 'UPWATCH_DATA',
    flag: '--data <dir>',
    schema: text.default('data'),
    summary: 'directory for everything that is kept',
  },
  {
    key: 'publicUrl',
    env: 'UPWATCH_PUBLIC_URL',
    schema: z
      .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
      // Where a proxy takes the folder off, an address in it could not be told from one of our own.
      .refine((url) => !OWN_PATH.test(URL.parse(url)?.pathname ?? ''), {
        error: 'must not have a path that is one of Upwatch itself, such as /api or /status: name the folder otherwise',
      })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    summary: 'where people reach this server; links in alerts are made from it',
  },
  {
    key: 'apiToken',
    env: 'UPWATCH_API_TOKEN',
    schema: z.string().min(16).max(256).optional(),
    summary:
      'an API key; the one that was set here before it ends. Without any, one is made at the first start and printed once',
    isSecret: true,
  },
  {
    key: 'secretKey',
    env: 'UPWATCH_SECRET_KEY',
    schema: z.string().min(32).max(1024).optional(),
    summary:
      'seals the secrets in the data directory: random text such as `openssl rand -base64 32` makes; without it a key is made at the first start and kept in `secret.key` beside the data, which then opens them with it. See docs/secrets.md',
    isSecret: true,
  },
  {
    key: 'sessions.idleHours',
    env: 'UPWATCH_SESSION_IDLE_HOURS',
    schema: count(1, 8760, 24),
    summary: 'hours after which somebody who is signed in, and does nothing, is so no more',
  },
  {
    key: 'sessions.absoluteDays',
    env: 'UPWATCH_SESSION_DAYS',
    schema: count(1, 400, 30),
    summary: 'days after which everybody signs in again',
  },
  {
    key: 'signInProviders',
    env: 'UPWATCH_SIGN_IN_PROVIDERS',
    schema: z.preprocess(fromJson, providersSchema),
    summary:
      'providers of single sign-on (OpenID Connect): a list of `id`, `name`, `issuer`, `clientId`, `clientSecret` and who may come; see docs/single-sign-on.md; JSON in the environment',
    isSecret: true,
  },
  {
    key: 'trustedProxies',
    env: 'UPWATCH_TRUSTED_PROXIES',
    schema: z.preprocess(listed, z.array(proxy).max(100).default([])),
    summary:
      'proxies in front of this server, whose `X-Forwarded-For`, `-Proto` and `-Host` are believed: addresses or networks (10.0.0.0/8), `loopback`, `linklocal`, `uniquelocal`; with commas between them',
  },
  {
    key: 'region',
    env: 'UPWATCH_REGION',
    schema: regionName.default('local'),
    summary: 'what the place that this server looks from is called',
  },
  {
    key: 'probe.threads',
    env: 'UPWATCH_PROBE_THREADS',
    schema: count(1, 64, threadsDefault),
    summary: 'threads that look; default one less than there are cores',
  },
  {
    key: 'probe.concurrency',
    env: 'UPWATCH_PROBE_CONCURRENCY',
    schema: count(1, 100_000, 2048),
    summary: 'looks at once',
  },
  {
    key: 'probe.concurrencyPerHost',
    env: 'UPWATCH_PROBE_CONCURRENCY_PER_HOST',
    schema: count(1, 10_000, 32),
    summary: 'looks at once to one host',
  },
  {
    key: 'probe.queueMax',
    env: 'UPWATCH_PROBE_QUEUE',
    schema: count(0, 1_000_000, 10_000),
    summary: 'looks that may wait for room',
  },
  {
    key: 'probe.mayRunCommands',
    env: 'UPWATCH_PROBE_COMMANDS',
    schema: z.preprocess(flagOf, z.boolean('must be true or false').default(false)),
    summary:
      'whether whoever may change monitors may have this server start programs: MCP servers over standard streams (true, false)',
  },
  {
    key: 'egress',
    env: 'UPWATCH_EGRESS',
    schema: z.enum(['private', 'public']).default('private'),
    summary:
      'where checks, channels and webhooks may connect to: `private` lets them into your own network, `public` does not; link-local addresses and metadata services are never reached',
  },
  {
    key: 'anchors',
    env: 'UPWATCH_ANCHORS',
    schema: z.preprocess(listed, z.array(anchor).max(20).default([])),
    summary:
      'places asked whether our own network works before many targets are called down: host:port or URLs, with commas between them; see docs/self-monitoring.md',
  },
  {
    key: 'heartbeat.url',
    env: 'UPWATCH_HEARTBEAT_URL',
    schema: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
    summary: 'asked regularly while this server is well, so that whoever listens there notices when it is not',
    isSecret: true,
  },
  {
    key: 'heartbeat.intervalSeconds',
    env: 'UPWATCH_HEARTBEAT_INTERVAL',
    schema: count(5, 86_400, 60),
    summary: 'seconds between two heartbeats',
  },
  {
    key: 'heartbeat.method',
    env: 'UPWATCH_HEARTBEAT_METHOD',
    schema: z.enum(['GET', 'POST']).default('GET'),
    summary: 'GET or POST',
  },
  {
    key: 'smtp.url',
    env: 'UPWATCH_SMTP_URL',
    schema: z
      .string()
      .refine(isMailUrl, 'must be a URL such as smtp://user:password@mail.example:587')
      .refine(
        (url) => !isMailUrl(url) || isDecodable(url),
        'must have its user and password percent-encoded: a % in them is written %25',
      )
      .optional(),
    summary: 'mail server: smtp://user:password@host:587, smtps:// for TLS from the first byte',
    isSecret: true,
  },
  {
    key: 'smtp.from',
    env: 'UPWATCH_SMTP_FROM',
    schema: text.default('Upwatch <upwatch@localhost>'),
    summary: 'sender of alert mails',
  },
  {
    key: 'smtp.security',
    env: 'UPWATCH_SMTP_SECURITY',
    schema: z.enum(['tls', 'starttls', 'opportunistic', 'none']).optional(),
    summary: 'tls, starttls (required), opportunistic or none; default tls for smtps://, else opportunistic',
  },
  {
    key: 'fallbackChannels',
    env: 'UPWATCH_FALLBACK_CHANNELS',
    schema: z.preprocess(listed, z.array(text).max(20).optional()),
    summary:
      'names of the alert channels that are told in the place of any channel that could not be told, unless a notification policy has a fallback of its own; with commas between them in the environment',
  },
  {
    key: 'retention.rawDays',
    env: 'UPWATCH_RETENTION_RAW_DAYS',
    schema: count(1, 3650, 7),
    summary: 'days to keep every single look',
  },
  {
    key: 'retention.rollupDays',
    env: 'UPWATCH_RETENTION_ROLLUP_DAYS',
    schema: count(1, 36_500, 400),
    summary: 'days to keep summaries',
  },
  {
    key: 'defaultPolicy',
    env: 'UPWATCH_DEFAULT_POLICY',
    schema: z.preprocess(fromJson, policyPartBody.optional()),
    summary:
      'any part of a policy (`triggerRules`, `confirmation`, `recovery`, `flapping`) for new monitors that have none of their own, see docs/policies.md; JSON in the environment',
  },
  {
    key: 'simpleApi',
    env: 'UPWATCH_SIMPLE_API',
    schema: z.enum(['open', 'key', 'off']).optional(),
    summary:
      'who may use the simple API: open (anyone), key (with an API key), off; default open to this machine alone while nothing else can reach the server, otherwise key',
  },
  {
    key: 'otlp.endpoint',
    env: 'UPWATCH_OTLP_ENDPOINT',
    schema: z
      .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    summary:
      'OpenTelemetry collector that is sent metrics and traces: http://127.0.0.1:4318; without it none is; see docs/metrics.md',
    isSecret: true,
  },
  {
    key: 'otlp.headers',
    env: 'UPWATCH_OTLP_HEADERS',
    schema: z.preprocess(
      paired,
      z.record(headerName, headerValue, 'must be name=value, with commas between them').default({}),
    ),
    summary:
      'headers for it, such as those of its key: name=value, with commas between them and values percent-encoded',
    isSecret: true,
  },
  {
    key: 'otlp.signals',
    env: 'UPWATCH_OTLP_SIGNALS',
    schema: z.preprocess(
      listed,
      z
        .array(z.enum(['metrics', 'traces']))
        .min(1)
        .default(['metrics', 'traces']),
    ),
    summary: 'metrics, traces or both, with a comma between them',
  },
  {
    key: 'otlp.intervalSeconds',
    env: 'UPWATCH_OTLP_INTERVAL',
    schema: count(1, 3600, 30),
    summary: 'seconds between two of the metrics',
  },
  {
    key: 'metrics.perMonitor',
    env: 'UPWATCH_METRICS_PER_MONITOR',
    schema: z.preprocess(flagOf, z.boolean('must be true or false').default(true)),
    summary:
      'whether /metrics has series of single monitors, for those who show a key (true, false); see docs/metrics.md',
  },
  {
    key: 'metrics.monitorsMax',
    env: 'UPWATCH_METRICS_MONITORS_MAX',
    schema: count(1, 100_000, 2000),
    summary: 'monitors that /metrics has series of; of those beyond it is said how many there are',
  },
  {
    key: 'probeModules',
    env: 'UPWATCH_PROBE_MODULES',
    schema: text.optional(),
    summary: 'a configuration file of blackbox_exporter, whose modules /probe has too; see docs/metrics.md',
  },
  {
    key: 'logLevel',
    env: 'UPWATCH_LOG_LEVEL',
    flag: '--log-level <level>',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    summary: 'debug, info, warn, error or silent',
  },
];

/** Defaults of the simple API: the file's `simple:` section, or a JSON or YAML file of its own. */
export const SimpleDefaultsSchema = z.strictObject({
  timeout: z.number().positive().max(300).default(5),
  expectedHttpCode: z.int().min(100).max(599).default(200),
  retries: z.int().min(0).max(9).default(3),
  backoffFactor: z.number().min(0).max(60).default(0.3),
  errorCodes: z.array(z.int().min(501).max(504)).default([501, 502, 503, 504]),
});
