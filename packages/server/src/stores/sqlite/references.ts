/** What monitors' settings name: variables and secrets. Nothing may be named that is not there. */
import {
  type Inheritable,
  type JsonObject,
  type Monitor,
  type MonitorAuth,
  type Reference,
  referencesIn,
  referencesInAssertions,
  withEnvironment,
} from '@upwatch/core';
import { type Kysely, sql } from 'kysely';
import { type MonitorName, StoreRefusal } from '../port.ts';
import { unknownSentence } from '../../vault/unknown-sentence.ts';
import { notFound } from './context.ts';
import type { CoreTransaction } from './core-database.ts';
import { parsed } from './rows.ts';
import type { CoreTables } from './schema.ts';

/** Of those that a refusal is because of, so many are named. */
const NAMED_MAX = 5;

/** What there is to be named. */
interface Known {
  readonly secretIds: ReadonlySet<string>;
  readonly secretKeys: ReadonlySet<string>;
  readonly environments: ReadonlyMap<string, KnownEnvironment>;
  readonly standard: KnownEnvironment | undefined;
}

interface KnownEnvironment {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Naming = Pick<Monitor, 'config' | 'environmentId' | 'auth' | 'assertions'>;

function allReferences({ config, assertions }: Pick<Naming, 'config' | 'assertions'>): readonly Reference[] {
  return [...referencesIn(config), ...referencesInAssertions(assertions)];
}

/** @throws StoreRefusal not_found, with the field, for an environment, a variable or a secret that is not there */
export async function refuseUnknownNames(tx: CoreTransaction, monitor: Naming): Promise<void> {
  const { environmentId, auth } = monitor;
  if (environmentId === undefined && !auth && allReferences(monitor).length === 0) return;
  const known = await readKnown(tx);
  if (environmentId !== undefined && !known.environments.has(environmentId)) {
    throw notFound('environment', environmentId, 'environmentId');
  }
  if (auth && !known.secretIds.has(auth.secretId)) throw notFound('secret', auth.secretId, 'auth.vaultSecretId');
  const [unknown] = unknownIn(monitor, known);
  if (unknown)
    throw new StoreRefusal('not_found', unknownSentence(unknown, environmentOf(monitor, known)), unknown.field);
}

/**
 * Runs a change after which everything that a monitor names must still be there.
 * @param what it is about, such as `secret "TOKEN"`
 * @throws StoreRefusal in_use, naming the monitors; the transaction must not be committed then
 */
export async function refuseStranding<T>(tx: CoreTransaction, what: string, change: () => Promise<T>): Promise<T> {
  const before = new Set((await strandedMonitors(tx)).map(({ id }) => id));
  const result = await change();
  const stranded = (await strandedMonitors(tx)).filter(({ id }) => !before.has(id));
  refuseUse(what, stranded.map(quoted));
  return result;
}

/** @param users what each is called in a sentence @throws StoreRefusal in_use when anybody uses it */
export function refuseUse(what: string, users: readonly string[]): void {
  if (users.length === 0) return;
  const more = users.length > NAMED_MAX ? ` and ${users.length - NAMED_MAX} more` : '';
  throw new StoreRefusal('in_use', `${what} is in use by ${users.slice(0, NAMED_MAX).join(', ')}${more}`);
}

export function quoted({ name }: Pick<MonitorName, 'name'>): string {
  return `"${name}"`;
}

async function strandedMonitors(tx: CoreTransaction): Promise<readonly MonitorName[]> {
  const monitors = await withEnvironmentsNow(tx, await namingMonitors(tx));
  if (monitors.length === 0) return [];
  const known = await readKnown(tx);
  return monitors.filter(
    (monitor) => unknownIn(monitor, known).length > 0 || (monitor.auth && !known.secretIds.has(monitor.auth.secretId)),
  );
}

/** With the environments that their groups say in this transaction: it is followed by the monitors' rows afterwards. */
async function withEnvironmentsNow<Kind extends Pick<Monitor, 'id' | 'environmentId' | 'inherits'>>(
  tx: CoreTransaction,
  monitors: readonly Kind[],
): Promise<readonly Kind[]> {
  if (!monitors.some(({ inherits }) => inherits?.includes('environmentId'))) return monitors;
  const rows = await tx
    .selectFrom('resource_group_members')
    .innerJoin('resource_groups', 'resource_groups.id', 'resource_group_members.group_id')
    .select(['monitor_id', 'default_environment_id'])
    .where('default_environment_id', 'is not', null)
    .orderBy('name_key')
    .execute();
  // Read backwards, so that of several groups the first stays.
  const said = new Map(rows.toReversed().map(({ monitor_id, default_environment_id: id }) => [monitor_id, id!]));
  return monitors.map((monitor) =>
    monitor.inherits?.includes('environmentId') ? withEnvironment(monitor, said.get(monitor.id)) : monitor,
  );
}

/** By the secret's id: the monitors that name it. */
export async function secretUsers(query: Kysely<CoreTables>): Promise<ReadonlyMap<string, readonly MonitorName[]>> {
  const secrets = await query.selectFrom('secrets').select(['id', 'key']).execute();
  const idOf = new Map(secrets.map(({ id, key }) => [key, id]));
  const users = new Map<string, MonitorName[]>();
  for (const { id, name, auth, ...said } of await namingMonitors(query)) {
    const keys = allReferences(said).flatMap((one) => (one.type === 'secret' ? [idOf.get(one.name)] : []));
    for (const secretId of new Set([...keys, auth?.secretId])) {
      if (secretId === undefined) continue;
      users.set(secretId, [...(users.get(secretId) ?? []), { id, name }]);
    }
  }
  return users;
}

/** The monitors that may name anything: few, out of many. */
async function namingMonitors(
  query: Kysely<CoreTables>,
): Promise<readonly (MonitorName & Naming & Pick<Monitor, 'inherits'>)[]> {
  const rows = await query
    .selectFrom('monitors')
    .select(['id', 'name', 'config', 'assertions', 'environment_id', 'auth', 'inherits'])
    .where((where) =>
      where.or([sql<boolean>`config LIKE '%{{%'`, sql<boolean>`assertions LIKE '%{{%'`, where('auth', 'is not', null)]),
    )
    .orderBy('name_key')
    .execute();
  return rows.map(({ id, name, config, assertions, environment_id, auth, inherits }) => ({
    id,
    name,
    config: parsed<JsonObject>(config),
    assertions: parsed<Monitor['assertions']>(assertions),
    ...(environment_id !== null && { environmentId: environment_id }),
    ...(auth !== null && { auth: parsed<MonitorAuth>(auth) }),
    ...(inherits !== null && { inherits: parsed<readonly Inheritable[]>(inherits) }),
  }));
}

async function readKnown(query: Kysely<CoreTables>): Promise<Known> {
  const secrets = await query.selectFrom('secrets').select(['id', 'key']).execute();
  const rows = await query.selectFrom('environments').selectAll().execute();
  const environments = rows.map(({ id, name, variables, is_default }) => ({
    id,
    name,
    variables: parsed<KnownEnvironment['variables']>(variables),
    is_default,
  }));
  return {
    secretIds: new Set(secrets.map(({ id }) => id)),
    secretKeys: new Set(secrets.map(({ key }) => key)),
    environments: new Map(environments.map((one) => [one.id, one])),
    standard: environments.find((one) => one.is_default === 1),
  };
}

function unknownIn(monitor: Naming, known: Known): readonly Reference[] {
  const variables = environmentOf(monitor, known)?.variables ?? {};
  return allReferences(monitor).filter(({ type, name }) =>
    type === 'secret' ? !known.secretKeys.has(name) : !Object.hasOwn(variables, name),
  );
}

function environmentOf({ environmentId }: Naming, known: Known): KnownEnvironment | undefined {
  return environmentId === undefined ? known.standard : known.environments.get(environmentId);
}
