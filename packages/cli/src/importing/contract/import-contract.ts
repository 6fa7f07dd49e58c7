/** The published contract's own configuration file (`devhelm.yml`): nearly ours, with other names for references. */
import { isSecretHeader } from '@upwatch/core';
import { CHANNELS } from '@upwatch/server';
import {
  type Draft,
  type DraftObject,
  flagOf,
  isRow,
  numberOf,
  type Row,
  rowsOf,
  Secret,
  textOf,
  textsOf,
} from '@upwatch/server/foreign';
import { Gathering } from '../gathering.ts';
import type { Imported, Section } from '../imported.ts';

/** What has no place here yet. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  webhooks: 'make them through the API',
  environments: 'make them through the API',
  dependencies: 'services of others are not followed',
  statusPages: 'status pages are only listed',
};

export function importContract(file: Row): Imported {
  const gathering = new Gathering();
  const secrets = new Map(rowsOf(file['secrets']).map((row) => [textOf(row, 'key') ?? '', textOf(row, 'value') ?? '']));
  for (const row of rowsOf(file['tags'])) add('tags', row, { ...pick(row, ['name', 'color']) });
  for (const row of rowsOf(file['alertChannels'])) {
    add('alertChannels', row, { name: row['name'] as string, config: channelConfig(row) });
  }
  const defaults = isRow(file['defaults']) && isRow(file['defaults']['monitors']) ? file['defaults']['monitors'] : {};
  for (const row of rowsOf(file['monitors']))
    add('monitors', row, monitorBody({ ...defaults, ...row }, secrets, gathering));
  for (const row of rowsOf(file['notificationPolicies'])) add('notificationPolicies', row, policyBody(row));
  for (const row of rowsOf(file['resourceGroups'])) add('resourceGroups', row, groupBody(row, gathering));
  for (const [section, why] of Object.entries(NOT_TAKEN)) {
    for (const row of rowsOf(file[section])) {
      const label = textOf(row, 'name', 'url', 'service', 'key') ?? '?';
      gathering.leftOut(`${section} "${label.replace(/\?.*$/, '')}"`, section, why);
    }
  }
  for (const { from, to } of rowsOf(file['moved'])) {
    gathering.note('moved', String(from), `is followed by name: it is ${String(to)} now`);
  }
  return gathering.result('devhelm.yml');

  function add(section: Section, row: Row, body: DraftObject): void {
    const label = textOf(row, 'name') ?? section;
    const name = gathering.name(section, label, `${section}:${label}`);
    gathering.add({
      section,
      ref: `${section}:${label}`,
      name,
      from: textOf(row, 'type') ?? section,
      body: { ...body, name },
    });
  }
}

/** JSON that came out of YAML. */
function draft(value: unknown): Draft {
  return value as Draft;
}

function pick(row: Row, names: readonly string[]): DraftObject {
  return Object.fromEntries(names.filter((name) => row[name] !== undefined).map((name) => [name, draft(row[name])]));
}

/** What the channel itself calls a secret is one. */
function channelConfig(row: Row): DraftObject {
  const config = isRow(row['config']) ? row['config'] : {};
  const definition = CHANNELS.find(({ type }) => type === textOf(config, 'channelType'));
  const entries = Object.entries(config).map(([name, value]): [string, Draft] => {
    const isSecret = definition?.secretFields.some((field) => field.split('.')[0] === name) ?? true;
    const label = `${textOf(row, 'name') ?? 'channel'} ${name}`;
    return [
      name,
      isSecret && typeof value === 'string' && name !== 'channelType' ? new Secret(value, label) : draft(value),
    ];
  });
  return Object.fromEntries(entries);
}

const TAKEN = ['type', 'frequencySeconds', 'enabled', 'tags', 'alertChannels', 'assertions'];

function monitorBody(row: Row, secrets: ReadonlyMap<string, string>, gathering: Gathering): DraftObject {
  const where = `monitor "${textOf(row, 'name') ?? '?'}"`;
  if (row['regions'] !== undefined) {
    gathering.changed(where, 'regions', 'are those of this server: name them when it has probes there');
  }
  if (typeof row['environment'] === 'string') gathering.lost(where, 'environment', 'is set in Upwatch by hand');
  const config = isRow(row['config']) ? row['config'] : {};
  const signedIn = authOf(row['auth'], secrets, where, gathering);
  const headers = isRow(config['customHeaders']) ? config['customHeaders'] : {};
  const masked = Object.entries(headers).map(([name, value]): [string, Draft] => [
    name,
    isSecretHeader(name) ? new Secret(String(value), `${where} header ${name}`) : draft(value),
  ]);
  const customHeaders = { ...Object.fromEntries(masked), ...signedIn.headers };
  const frequencySeconds = numberOf(row, 'frequencySeconds') ?? 60;
  return {
    ...pick(row, TAKEN),
    assertions: draft(row['assertions'] ?? []),
    config: {
      ...pick(config, Object.keys(config)),
      ...(Object.keys(customHeaders).length > 0 && { customHeaders }),
      ...signedIn.auth,
    },
    ...(isRow(row['incidentPolicy']) && { incidentPolicy: wholePolicy(row['incidentPolicy'], frequencySeconds) }),
  };
}

/** What may be left out there must be said here. */
function wholePolicy(policy: Row, frequencySeconds: number): DraftObject {
  const confirmation = isRow(policy['confirmation']) ? policy['confirmation'] : {};
  const recovery = isRow(policy['recovery']) ? policy['recovery'] : {};
  const maxWaitSeconds = Math.min(86_400, Math.max(60, 2 * frequencySeconds));
  return {
    triggerRules: draft(policy['triggerRules']),
    confirmation: {
      type: 'multi_region',
      minRegionsFailing: 1,
      maxWaitSeconds,
      ...pick(confirmation, Object.keys(confirmation)),
    },
    recovery: {
      consecutiveSuccesses: 2,
      minRegionsPassing: 1,
      cooldownMinutes: 5,
      ...pick(recovery, Object.keys(recovery)),
    },
  };
}

/** There it names a secret; here its value goes into the settings. */
function authOf(
  auth: unknown,
  secrets: ReadonlyMap<string, string>,
  where: string,
  gathering: Gathering,
): { readonly auth?: DraftObject; readonly headers?: DraftObject } {
  if (!isRow(auth)) return {};
  const key = textOf(auth, 'secret') ?? '';
  const value = secrets.get(key);
  if (value === undefined) {
    gathering.lost(where, 'auth', `the secret ${key} is not in this file: set it in Upwatch`);
    return {};
  }
  const secret = new Secret(value, key);
  switch (auth['type']) {
    case 'bearer':
      return { auth: { auth: { type: 'bearer', token: secret } } };
    case 'basic': {
      const [username = '', ...rest] = value.split(':');
      return { auth: { auth: { type: 'basic', username, password: new Secret(rest.join(':'), key) } } };
    }
    default:
      return { headers: { [textOf(auth, 'headerName') ?? 'X-Api-Key']: secret } };
  }
}

function policyBody(row: Row): DraftObject {
  const matchRules = rowsOf(row['matchRules']).map(({ monitorNames, ...rule }) => ({
    ...pick(rule, Object.keys(rule)),
    ...(monitorNames !== undefined && { monitors: textsOf(monitorNames) }),
  }));
  const escalation = isRow(row['escalation']) ? row['escalation'] : {};
  const steps = rowsOf(escalation['steps']).map(({ channels, ...step }) => {
    return { delayMinutes: 0, ...pick(step, Object.keys(step)), alertChannels: textsOf(channels) };
  });
  return {
    ...pick(row, ['priority']),
    enabled: flagOf(row, 'enabled') ?? true,
    matchRules,
    escalation: { ...pick(escalation, ['onResolve', 'onReopen']), steps },
  };
}

const GROUP = [
  ...[
    'description',
    'alertPolicy',
    'defaultFrequency',
    'defaultRetryStrategy',
    'healthThresholdType',
    'healthThresholdValue',
  ],
  ...['suppressMemberAlerts', 'confirmationDelaySeconds', 'recoveryCooldownMinutes'],
];

function groupBody(row: Row, gathering: Gathering): DraftObject {
  const where = `group "${textOf(row, 'name') ?? '?'}"`;
  for (const name of ['defaultRegions', 'defaultEnvironment', 'services']) {
    if (row[name] !== undefined) gathering.lost(where, name, 'is set in Upwatch by hand, where it has that');
  }
  return {
    ...pick(row, GROUP),
    monitors: textsOf(row['monitors']),
    ...(row['defaultAlertChannels'] !== undefined && { alertChannels: textsOf(row['defaultAlertChannels']) }),
  };
}
