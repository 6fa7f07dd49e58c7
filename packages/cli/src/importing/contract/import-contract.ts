/** The published contract's own configuration file (`devhelm.yml`): nearly ours, with other names for references. */
import { createHash } from 'node:crypto';
import { isSecretHeader } from '@upwatch/core';
import { CHANNELS } from '@upwatch/server';
import {
  type Draft,
  type DraftObject,
  isRow,
  type Row,
  rowsOf,
  Secret,
  textOf,
  textsOf,
} from '@upwatch/server/foreign';
import { Gathering, whereOf } from '../gathering.ts';
import { nameIn, NAMED_BY } from '../identity.ts';
import type { Imported, ImportedThing, Moved, Section } from '../imported.ts';
import { monitorBody } from './monitors.ts';
import { policyBody } from './policies.ts';
import { draft, loseRest, pick } from './rest.ts';
import { pageBody } from './status-pages.ts';

/** What is read of the file beside its sections of things. */
const OTHERS = ['version', 'defaults', 'moved', 'dependencies'];
const TAKEN = [
  ...['tags', 'environments', 'secrets', 'alertChannels', 'monitors', 'notificationPolicies', 'resourceGroups'],
  ...['statusPages', 'webhooks'],
] as const satisfies readonly Section[];

export function importContract(file: Row): Imported {
  const gathering = new Gathering();
  const seen = new Set<string>();
  for (const section of TAKEN) {
    const bodyOf = readerOf(section, file, gathering);
    for (const row of rowsOf(file[section])) add(section, row, bodyOf);
  }
  for (const row of rowsOf(file['dependencies'])) {
    const label = textOf(row, 'service') ?? '?';
    gathering.leftOut(`dependencies "${label}"`, 'dependencies', 'services of others are not followed');
  }
  const moved = rowsOf(file['moved']).flatMap((row): readonly Moved[] => {
    const one = movedOf(row);
    if (!one) gathering.note('moved', String(row['from']), `is followed by name: it is ${String(row['to'])} now`);
    return one ? [one] : [];
  });
  loseRest(file, [...TAKEN, ...OTHERS], { where: 'the file', gathering });
  return { ...gathering.result('devhelm.yml'), moved };

  function add(section: Section, row: Row, bodyOf: Reader): void {
    const label = nameIn(section, row) ?? section;
    const isKeyed = NAMED_BY[section] !== undefined;
    const where = whereOf({ section, name: label });
    const ref = refOf(section, label);
    if (isKeyed && seen.has(ref)) {
      gathering.leftOut(where, section, 'stands there twice: the first one counts');
      return;
    }
    seen.add(ref);
    const made = bodyOf(row, where);
    if (!made) return;
    const name = isKeyed ? label : gathering.name(section, label, ref);
    const { body, ...rest } = made;
    const from = textOf(row, 'type') ?? section;
    gathering.add({ ...{ section, ref, name, from }, ...rest, body: isKeyed ? body : { name, ...body } });
  }
}

/** `monitors.old` is `monitors.new` now. What is called by something that never changes is another one then. */
function movedOf(row: Row): Moved | undefined {
  const [from, to] = [textOf(row, 'from') ?? '', textOf(row, 'to') ?? ''].map((text) => {
    const [kind = '', ...rest] = text.split('.');
    return { section: TAKEN.find((one) => one === kind), name: rest.join('.') };
  });
  const { section } = from!;
  if (section === undefined || section !== to!.section || NAMED_BY[section] !== undefined) return undefined;
  const refs = { fromRef: refOf(section, from!.name), ref: refOf(section, to!.name) };
  return { section, from: from!.name, to: to!.name, ...refs };
}

/** An address may be long, and hold a credential: neither is remembered. */
function refOf(section: Section, label: string): string {
  if (section !== 'webhooks') return `${section}:${label}`;
  return `${section}:${createHash('sha256').update(label).digest('hex').slice(0, 32)}`;
}

type Reader = (row: Row, where: string) => Pick<ImportedThing, 'body' | 'pausedBecause'> | undefined;

function readerOf(section: (typeof TAKEN)[number], file: Row, gathering: Gathering): Reader {
  const taking =
    (fields: readonly string[], body: (row: Row, where: string) => DraftObject): Reader =>
    (row, where) => {
      loseRest(row, fields, { where, gathering });
      return { body: body(row, where) };
    };
  switch (section) {
    case 'tags':
      return taking(['name', 'color'], (row) => pick(row, ['name', 'color']));
    case 'environments':
      return taking(ENVIRONMENT, (row, where) => environmentBody(row, where, gathering));
    case 'secrets':
      return taking(['key', 'value'], secretBody);
    case 'alertChannels':
      return taking(['name', 'config'], (row) => ({ config: channelConfig(row) }));
    case 'monitors':
      return monitorReader(file, gathering);
    case 'notificationPolicies':
      return (row, where) => {
        const body = policyBody(row, where, gathering);
        return body && { body };
      };
    case 'resourceGroups':
      return taking([...GROUP, ...GROUP_NAMES], (row, where) => groupBody(row, where, gathering));
    case 'statusPages':
      return (row, where) => ({ body: pageBody(row, { where, gathering }) });
    case 'webhooks':
      return taking(WEBHOOK, (row, where) => webhookBody(row, where, gathering));
  }
}

const ENVIRONMENT = ['name', 'slug', 'variables', 'isDefault'];

function environmentBody(row: Row, where: string, gathering: Gathering): DraftObject {
  if (row['isDefault'] === true) {
    gathering.note(where, 'isDefault', 'becomes the default one here: monitors that name none have its variables');
  }
  const variables = isRow(row['variables']) ? row['variables'] : {};
  // Its name says that it is a secret: it is no more printed than one.
  const entries = Object.entries(variables).map(([name, value]): [string, Draft] => {
    const isHidden = isSecretHeader(name) && typeof value === 'string';
    return [name, isHidden ? new Secret(value, `${where} ${name}`) : draft(value)];
  });
  return { ...pick(row, ENVIRONMENT), variables: Object.fromEntries(entries) };
}

function secretBody(row: Row): DraftObject {
  const [key = '', value] = [textOf(row, 'key'), row['value']];
  // Blanks may be a part of it.
  return { key, value: new Secret(typeof value === 'string' ? value : (textOf(row, 'value') ?? ''), key) };
}

/** What the channel itself calls a secret is one. */
function channelConfig(row: Row): DraftObject {
  const config = isRow(row['config']) ? row['config'] : {};
  const definition = CHANNELS.find(({ type }) => type === textOf(config, 'channelType'));
  const entries = Object.entries(config).map(([name, value]): [string, Draft] => {
    const isSecret = definition?.secretFields.some((field) => field.split('.')[0] === name) ?? true;
    const label = `${textOf(row, 'name') ?? 'channel'} ${name}`;
    return [name, isSecret && name !== 'channelType' ? hidden(value, label) : draft(value)];
  });
  return Object.fromEntries(entries);
}

function hidden(value: unknown, label: string): Draft {
  if (typeof value === 'string') return new Secret(value, label);
  if (!isRow(value)) return draft(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidden(inner, `${label} ${name}`)]));
}

function monitorReader(file: Row, gathering: Gathering): Reader {
  const defaults = isRow(file['defaults']) && isRow(file['defaults']['monitors']) ? file['defaults']['monitors'] : {};
  const secrets = new Map(rowsOf(file['secrets']).map((row) => [textOf(row, 'key') ?? '', textOf(row, 'value') ?? '']));
  return (row, where) => monitorBody({ ...defaults, ...row }, { where, gathering, secrets });
}

const GROUP = [
  ...['name', 'description', 'alertPolicy', 'defaultFrequency', 'defaultRetryStrategy'],
  ...['healthThresholdType', 'healthThresholdValue', 'suppressMemberAlerts'],
  ...['confirmationDelaySeconds', 'recoveryCooldownMinutes'],
];
const GROUP_NAMES = ['monitors', 'defaultAlertChannels', 'defaultRegions', 'defaultEnvironment', 'services'];

function groupBody(row: Row, where: string, gathering: Gathering): DraftObject {
  if (row['services'] !== undefined) gathering.lost(where, 'services', 'services of others are not followed');
  if (row['defaultRegions'] !== undefined) {
    gathering.lost(where, 'defaultRegions', 'are those of this server: name them when it has probes there');
  }
  return {
    ...pick(row, GROUP),
    monitors: textsOf(row['monitors']),
    // Null where it says none: what it said here goes when the source says it no more.
    environment: textOf(row, 'defaultEnvironment') ?? null,
    ...(row['defaultAlertChannels'] !== undefined && { alertChannels: textsOf(row['defaultAlertChannels']) }),
  };
}

const WEBHOOK = ['url', 'description', 'enabled', 'subscribedEvents'];

/** Those of services never come. */
function webhookBody(row: Row, where: string, gathering: Gathering): DraftObject {
  const asked = textsOf(row['subscribedEvents']);
  const foreign = asked.filter((event) => event.startsWith('service.'));
  for (const event of foreign) gathering.lost(where, event, 'services of others are not followed');
  return { ...pick(row, WEBHOOK), subscribedEvents: asked.filter((event) => !foreign.includes(event)) };
}
