/** Gatus' configuration as things of ours. */
import { type DraftObject, flagOf, isRow, type Row, rowsOf, Secret, textOf, textsOf } from '@upwatch/server/foreign';
import { Gathering } from '../gathering.ts';
import type { Imported } from '../imported.ts';
import { heartbeatPace } from '../heartbeat-pace.ts';
import { policyOfCount } from '../kuma/telling.ts';
import { instantOf } from '../local-time.ts';
import { type Alerting, importAlerting } from './alerting.ts';
import { assertionsOf, durationMsOf, intervalSecondsOf, keyOf, labelOf, lookOf, thresholdsOf } from './endpoints.ts';
import type { GatusFile } from './read-gatus.ts';

/** What is about Gatus itself, and is nothing to watch. */
const OF_GATUS = [
  'storage',
  'security',
  'web',
  'ui',
  'metrics',
  'connectivity',
  'remote',
  'tunneling',
  'announcements',
];

export function importGatus({ config, unset }: GatusFile): Imported {
  const gathering = new Gathering();
  for (const name of unset) {
    gathering.changed('configuration', `$${name}`, 'the variable is not set here: it is taken as empty');
  }
  const alerting = importAlerting(config, gathering);
  const groups = new Map<string, string[]>();
  const groupOf = (endpoint: Row, name: string): void => {
    const group = textOf(endpoint, 'group');
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), name]);
  };
  const names: string[] = [];
  for (const [list, importOne] of [
    ['endpoints', importEndpoint],
    ['external-endpoints', importExternal],
  ] as const) {
    for (const endpoint of rowsOf(config[list])) {
      const name = importOne(endpoint, { gathering, alerting });
      if (name === undefined) continue;
      names.push(name);
      groupOf(endpoint, name);
      importWindows(endpoint['maintenance-windows'], { gathering, label: name, monitors: [name] });
    }
  }
  for (const [group, monitors] of groups) {
    const name = gathering.name('resourceGroups', group, `group:${group}`);
    gathering.add({ section: 'resourceGroups', ref: `group:${group}`, name, from: 'group', body: { name, monitors } });
  }
  if (isRow(config['maintenance']))
    importWindows([config['maintenance']], { gathering, label: 'Gatus', monitors: names });
  for (const suite of rowsOf(config['suites'])) {
    const why = 'endpoints that hand values on to one another cannot be said';
    gathering.leftOut(`suite "${textOf(suite, 'name') ?? '?'}"`, 'suites', why);
  }
  for (const name of OF_GATUS)
    if (config[name] !== undefined) gathering.note('configuration', name, 'is about Gatus itself');
  return gathering.result('Gatus configuration');
}

interface Context {
  readonly gathering: Gathering;
  readonly alerting: Alerting;
}

/** Read here; anything else that an endpoint has gets a line. */
const READ = new Set([
  ...['enabled', 'name', 'group', 'url', 'method', 'conditions', 'interval', 'graphql', 'body', 'headers', 'dns'],
  ...['alerts', 'maintenance-windows', 'client', 'token', 'heartbeat'],
]);
const LOST: Readonly<Record<string, string>> = {
  ui: 'is about the dashboard of Gatus',
  'extra-labels': 'labels of metrics are not imported',
  ssh: 'Upwatch does not sign in by SSH',
  store: 'belongs to suites',
  'always-run': 'belongs to suites',
};

function sayOthers(endpoint: Row, where: string, gathering: Gathering): void {
  for (const name of Object.keys(endpoint)) {
    if (!READ.has(name)) gathering.lost(where, name, LOST[name] ?? 'Upwatch does not know it');
  }
}

function importEndpoint(endpoint: Row, { gathering, alerting }: Context): string | undefined {
  const ref = `endpoint:${keyOf(endpoint)}`;
  const look = lookOf(endpoint, `monitor "${labelOf(endpoint)}"`, gathering);
  if ('lacks' in look) {
    gathering.leftOut(`monitor "${labelOf(endpoint)}"`, urlScheme(endpoint), look.lacks);
    return undefined;
  }
  const name = gathering.name('monitors', labelOf(endpoint), ref);
  const where = `monitor "${name}"`;
  sayOthers(endpoint, where, gathering);
  const assertions = assertionsOf(endpoint, look, where, gathering);
  const frequencySeconds = intervalSecondsOf(endpoint, 60);
  const body = {
    name,
    type: look.type,
    config: look.config,
    frequencySeconds,
    enabled: look.pausedBecause === undefined && (flagOf(endpoint, 'enabled') ?? true),
    assertions,
    ...tellingOf(endpoint, frequencySeconds, where, { gathering, alerting }),
  };
  const { pausedBecause } = look;
  const thing = { section: 'monitors', ref, name, from: urlScheme(endpoint), body } as const;
  gathering.add({ ...thing, ...(pausedBecause !== undefined && { pausedBecause }) });
  return name;
}

function urlScheme(endpoint: Row): string {
  if (isRow(endpoint['dns'])) return 'dns';
  return /^([a-z]+):/i.exec(textOf(endpoint, 'url') ?? '')?.[1]?.toLowerCase() ?? 'endpoint';
}

/** Alerts say whom to tell and after how many failures; with several, the first to tell decides for all. */
function tellingOf(
  endpoint: Row,
  frequencySeconds: number,
  where: string,
  { gathering, alerting }: Context,
): DraftObject {
  const enabled = rowsOf(endpoint['alerts'])
    .map(alerting.withDefaults)
    .filter((alert) => flagOf(alert, 'enabled') ?? true);
  const alerts = enabled.flatMap((alert) => {
    const type = textOf(alert, 'type') ?? '?';
    const channel = alerting.channelOf(type);
    if (channel === undefined) gathering.lost(where, `alerts.${type}`, 'there is no channel for it');
    return channel === undefined ? [] : [{ ...alert, channel }];
  });
  const channels = alerts.map(({ channel }) => channel);
  const thresholds = alerts.map(thresholdsOf);
  const failures = Math.min(...thresholds.map((one) => one.failures));
  const successes = Math.min(...thresholds.map((one) => one.successes));
  if (new Set(thresholds.map((one) => JSON.stringify(one))).size > 1) {
    gathering.changed(where, 'failure-threshold', `all are told after ${failures} failures: a monitor has one policy`);
  }
  for (const alert of alerts) sayAlert(alert, where, gathering);
  return {
    alertChannels: [...new Set(channels)],
    // As Gatus counts when nobody is told: its dashboard is red at once.
    incidentPolicy:
      alerts.length > 0 ? policyOfCount(failures, frequencySeconds, successes) : policyOfCount(1, frequencySeconds),
  };
}

function sayAlert(alert: Row, where: string, gathering: Gathering): void {
  if (flagOf(alert, 'send-on-resolved') !== true) {
    gathering.changed(where, 'send-on-resolved', 'that it is over is told, too');
  }
  for (const name of ['minimum-reminder-interval', 'provider-override', 'description']) {
    if (alert[name] !== undefined) gathering.lost(where, `alerts.${name}`, 'Upwatch has no such setting for an alert');
  }
}

function importExternal(endpoint: Row, context: Context): string {
  const { gathering } = context;
  const ref = `external:${keyOf(endpoint)}`;
  const name = gathering.name('monitors', labelOf(endpoint), ref);
  const where = `monitor "${name}"`;
  const heartbeat = isRow(endpoint['heartbeat']) ? endpoint['heartbeat'] : {};
  const intervalMs = durationMsOf(heartbeat, 'interval');
  if (intervalMs === undefined)
    gathering.changed(where, 'heartbeat.interval', 'there is none: a report is expected once a day');
  const token = textOf(endpoint, 'token');
  const isToken = token !== undefined && /^[\w-]{8,128}$/.test(token);
  gathering.changed(
    where,
    'token',
    `reports go to /api/v1/heartbeat/${isToken ? 'TOKEN, by the same token' : 'TOKEN, by a new token'}`,
  );
  const seconds = Math.min(86_400, Math.max(1, Math.round((intervalMs ?? 86_400_000) / 1000)));
  const { alertChannels } = tellingOf(endpoint, seconds, where, context);
  const body = {
    name,
    type: 'HEARTBEAT',
    config: { ...heartbeatPace((intervalMs ?? 86_400_000) / 1000, 1) },
    enabled: flagOf(endpoint, 'enabled') ?? true,
    alertChannels: alertChannels ?? [],
    ...(isToken && { pingToken: new Secret(token, `${name} pingToken`) }),
  };
  gathering.add({ section: 'monitors', ref, name, from: 'external', body });
  return name;
}

interface WindowsOf {
  readonly gathering: Gathering;
  readonly label: string;
  readonly monitors: readonly string[];
}

/** This Monday begins every rule: a rule needs a day to begin on, always the same. */
const FIRST_DAY = '2024-01-01';

function importWindows(list: unknown, { gathering, label, monitors }: WindowsOf): void {
  for (const [place, window] of rowsOf(list).entries()) {
    const where = `maintenance "${label}"`;
    const zone = textOf(window, 'timezone') ?? 'UTC';
    const startsAtMs = instantOf(`${FIRST_DAY}T${textOf(window, 'start') ?? ''}`, zone);
    const durationMs = durationMsOf(window, 'duration');
    if (flagOf(window, 'enabled') === false) continue;
    if (startsAtMs === undefined || durationMs === undefined || monitors.length === 0) {
      gathering.leftOut(where, 'maintenance', 'it has no start, duration or known time zone, or nothing to be on');
      continue;
    }
    const days = textsOf(window['every']).map((day) => day.slice(0, 2).toUpperCase());
    const ref = `window:${label}:${place}`;
    const name = gathering.name('maintenance', `${label}: ${textOf(window, 'start')}`, ref);
    const body = {
      name,
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(startsAtMs + durationMs).toISOString(),
      repeatRule: days.length > 0 ? `FREQ=WEEKLY;BYDAY=${days.join(',')}` : 'FREQ=DAILY',
      timeZone: zone,
      monitors,
    };
    gathering.add({ section: 'maintenance', ref, name, from: 'maintenance', body });
  }
}
