/** Monitors: what they name is named here too, and a secret stays in the vault. */
import { isOnlyReferences, isSecretHeader } from '@upwatch/core';
import { type Draft, type DraftObject, isRow, numberOf, type Row, Secret, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import { wholePolicy } from './policies.ts';
import { draft, loseRest, pick } from './rest.ts';

const TAKEN = ['type', 'frequencySeconds', 'enabled', 'tags', 'alertChannels'];
const FIELDS = [...TAKEN, ...['name', 'config', 'regions', 'environment', 'assertions', 'auth', 'incidentPolicy']];

interface MonitorContext {
  readonly where: string;
  readonly gathering: Gathering;
  /** Values of the secrets of the file, by key. */
  readonly secrets: ReadonlyMap<string, string>;
}

export interface MonitorBody {
  readonly body: DraftObject;
  readonly pausedBecause?: string;
}

export function monitorBody(row: Row, context: MonitorContext): MonitorBody {
  const { where, gathering } = context;
  loseRest(row, FIELDS, context);
  if (row['regions'] !== undefined) {
    gathering.changed(where, 'regions', 'are those of this server: name them when it has probes there');
  }
  const { auth, pausedBecause } = authOf(row, context);
  const { incidentPolicy } = row;
  const policy = isRow(incidentPolicy) && wholePolicy(incidentPolicy, numberOf(row, 'frequencySeconds') ?? 60, context);
  return {
    ...(pausedBecause !== undefined && { pausedBecause }),
    body: {
      ...pick(row, TAKEN),
      ...(pausedBecause !== undefined && { enabled: false }),
      assertions: draft(row['assertions'] ?? []),
      config: configBody(isRow(row['config']) ? row['config'] : {}, where),
      // Null where it has none: what it had here goes when the source has it no more.
      environment: textOf(row, 'environment') ?? null,
      auth,
      ...(policy && { incidentPolicy: policy }),
    },
  };
}

/** What is secret by its name, and not kept in the vault already. */
function configBody(config: Row, where: string): DraftObject {
  const masked = (field: string, isSecret: (name: string) => boolean): DraftObject => {
    const all = config[field];
    if (!isRow(all)) return {};
    const entries = Object.entries(all).map(([name, value]): [string, Draft] => {
      const isHidden = isSecret(name) && typeof value === 'string' && !isOnlyReferences(value);
      return [name, isHidden ? new Secret(value, `${where} ${field} ${name}`) : draft(value)];
    });
    return { [field]: Object.fromEntries(entries) };
  };
  return {
    ...pick(config, Object.keys(config)),
    ...masked('customHeaders', isSecretHeader),
    ...masked('env', () => true),
  };
}

interface Auth {
  readonly auth: DraftObject | null;
  readonly pausedBecause?: string;
}

/** By the key of a secret, as it is there. One that could not say who it is would look in another way: it waits. */
function authOf(row: Row, { where, gathering, secrets }: MonitorContext): Auth {
  const { auth } = row;
  if (!isRow(auth)) return { auth: null };
  const lost = (why: string): Auth => {
    gathering.lost(where, 'auth', why);
    return { auth: null, pausedBecause: 'it could not say who it is' };
  };
  const [type, secret] = [textOf(auth, 'type') ?? '', textOf(auth, 'secret')];
  if (secret === undefined) return lost('names no secret');
  const value = secrets.get(secret);
  switch (type) {
    case 'bearer':
      return { auth: { type, secret } };
    case 'basic':
      if (value !== undefined && !value.includes(':')) return lost(`"${secret}" is not of the form user:password`);
      return { auth: { type, secret } };
    case 'header':
    case 'api_key':
      return { auth: { type, secret, headerName: textOf(auth, 'headerName') ?? 'X-Api-Key' } };
    default:
      return lost(`there is no way to sign in called "${type}"`);
  }
}
