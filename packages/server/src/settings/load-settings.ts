/** The server's settings out of the command line, the environment and the file, checked whole. */
import { policyPartFrom } from '../api/policy-part.ts';
import type { PolicyPartBody } from '../api/schemas/policies.ts';
import type { SmtpSettings } from '../channels/port.ts';
import { parseOrFaults } from '@upwatch/core/schemas';
import type { EgressPolicy } from '@upwatch/probe';
import type { OtlpSignal, ServerConfig } from '../config.ts';
import type { SignInProvider } from './sign-in-providers.ts';
import { anchorOf } from './anchors.ts';
import { pathOf } from './field-path.ts';
import { SETTINGS, type Setting, SimpleDefaultsSchema } from './settings-table.ts';
import { type FileProblem, FileProblems, type YamlFile } from './yaml-file.ts';

export interface SettingSources {
  /** By setting key, from the command line. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file?: YamlFile;
}

/** @throws FileProblems with everything that is wrong, each named by where it was said */
export function loadSettings(sources: SettingSources): ServerConfig {
  const problems: FileProblem[] = [...unknownKeys(sources.file)];
  const values = new Map<string, unknown>();
  for (const setting of SETTINGS) {
    const said = find(setting, sources);
    const parsed = parseOrFaults(setting.schema, said.value);
    if ('value' in parsed) values.set(setting.key, parsed.value);
    else
      for (const fault of parsed.faults) problems.push({ at: said.at, message: worded(setting, said, fault.message) });
  }
  const simple = parseOrFaults(SimpleDefaultsSchema, section(sources.file, 'simple') ?? {}, ['simple']);
  if ('faults' in simple) {
    for (const fault of simple.faults)
      problems.push({ at: sources.file?.at(pathOf(fault.field)) ?? 'simple', message: fault.message });
  }
  if (problems.length > 0 || 'faults' in simple) throw new FileProblems(problems);
  return Object.freeze(toConfig((key) => values.get(key), simple.value));
}

/** The schema speaks of `body`: it is called as it was said; what a secret holds is not repeated. */
function worded(setting: Setting, said: Said, message: string): string {
  const isWhole = /^body\b/.test(message);
  const text = isWhole ? said.name + message.replace(/^body/, '') : said.name + message.replace(/^(?!\[)/, '.');
  return setting.isSecret ? text.replace(/, got .*$/s, '') : text;
}

interface Said {
  readonly value: unknown;
  /** How it is called where it was said: `UPWATCH_PORT`, `--port`, `server.port`. */
  readonly name: string;
  readonly at: string;
}

function find(setting: Setting, { flags, env, file }: SettingSources): Said {
  if (flags[setting.key] !== undefined) {
    const name = setting.flag?.split(' ')[0] ?? setting.key;
    return { value: flags[setting.key], name, at: 'command line' };
  }
  // An empty variable is one that is not set: that is how shells and compose files unset them.
  if (env[setting.env]) return { value: env[setting.env], name: setting.env, at: 'environment' };
  const path = ['server', ...setting.key.split('.')];
  return { value: valueAt(file?.value, path), name: path.join('.'), at: file?.at(path) ?? 'upwatch.yml' };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

function section(file: YamlFile | undefined, name: string): unknown {
  return valueAt(file?.value, [name]);
}

function unknownKeys(file: YamlFile | undefined): FileProblem[] {
  const known = new Set(SETTINGS.flatMap(({ key }) => ['server', `server.${key.split('.')[0]}`, `server.${key}`]));
  // What a setting holds is its schema's to check.
  const whole = new Set(SETTINGS.map(({ key }) => `server.${key}`));
  const problems: FileProblem[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    const name = path.join('.');
    if (!known.has(name)) problems.push({ at: file!.at(path), message: `${name} is not a known setting` });
    else if (!whole.has(name) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    }
  };
  const server = section(file, 'server');
  if (server !== undefined && server !== null) visit(server, ['server']);
  return problems;
}

function toConfig(value: (key: string) => unknown, simple: ServerConfig['simple']): ServerConfig {
  const smtpUrl = value('smtp.url') as string | undefined;
  const heartbeatUrl = value('heartbeat.url') as string | undefined;
  const otlpEndpoint = value('otlp.endpoint') as string | undefined;
  const publicUrl = value('publicUrl') as string | undefined;
  const apiToken = value('apiToken') as string | undefined;
  const secretKey = value('secretKey') as string | undefined;
  const defaultPolicy = value('defaultPolicy') as PolicyPartBody | undefined;
  const fallbackChannels = value('fallbackChannels') as ServerConfig['fallbackChannels'];
  const probeModules = value('probeModules') as string | undefined;
  const simpleApi = value('simpleApi') as ServerConfig['simpleApi'];
  return {
    host: value('host') as string,
    port: value('port') as number,
    dataDir: value('dataDir') as string,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(apiToken !== undefined && { apiToken }),
    ...(secretKey !== undefined && { secretKey }),
    sessions: {
      idleMs: (value('sessions.idleHours') as number) * 3_600_000,
      absoluteMs: (value('sessions.absoluteDays') as number) * 86_400_000,
    },
    signInProviders: value('signInProviders') as readonly SignInProvider[],
    trustedProxies: value('trustedProxies') as readonly string[],
    region: value('region') as string,
    probe: {
      threads: value('probe.threads') as number,
      concurrency: value('probe.concurrency') as number,
      concurrencyPerHost: value('probe.concurrencyPerHost') as number,
      queueMax: value('probe.queueMax') as number,
      mayRunCommands: value('probe.mayRunCommands') as boolean,
    },
    egress: value('egress') as EgressPolicy,
    anchors: (value('anchors') as readonly string[]).map((one) => anchorOf(one)!),
    ...(heartbeatUrl !== undefined && {
      heartbeat: {
        url: heartbeatUrl,
        intervalSeconds: value('heartbeat.intervalSeconds') as number,
        method: value('heartbeat.method') as 'GET' | 'POST',
      },
    }),
    ...(smtpUrl !== undefined && { smtp: toSmtp(smtpUrl, value) }),
    ...(fallbackChannels && { fallbackChannels }),
    retention: { rawDays: value('retention.rawDays') as number, rollupDays: value('retention.rollupDays') as number },
    simple,
    ...(otlpEndpoint !== undefined && {
      otlp: {
        endpoint: otlpEndpoint,
        headers: value('otlp.headers') as Readonly<Record<string, string>>,
        signals: value('otlp.signals') as readonly OtlpSignal[],
        intervalSeconds: value('otlp.intervalSeconds') as number,
      },
    }),
    metrics: {
      perMonitor: value('metrics.perMonitor') as boolean,
      monitorsMax: value('metrics.monitorsMax') as number,
    },
    ...(probeModules !== undefined && { probeModules }),
    ...(defaultPolicy && { defaultPolicy: policyPartFrom(defaultPolicy) }),
    ...(simpleApi !== undefined && { simpleApi }),
    logLevel: value('logLevel') as ServerConfig['logLevel'],
  };
}

function toSmtp(text: string, value: (key: string) => unknown): SmtpSettings {
  const url = new URL(text);
  const isTls = url.protocol === 'smtps:';
  const security =
    (value('smtp.security') as SmtpSettings['security'] | undefined) ?? (isTls ? 'tls' : 'opportunistic');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    security,
    ...(url.username !== '' && { user: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
    from: value('smtp.from') as string,
  };
}
