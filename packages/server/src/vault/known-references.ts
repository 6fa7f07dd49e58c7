/** What the settings of monitors can name, in memory: assigning a look must not wait for the disk. */
import { isDeepStrictEqual } from 'node:util';
import {
  type JsonObject,
  type Monitor,
  resolveAssertions,
  resolveReferences,
  type StoredAssertion,
  withAuth,
} from '@upwatch/core';
import type { CoreStore, Environment, SecretValue } from '../stores/port.ts';
import { unknownSentence } from './unknown-sentence.ts';

/** What of a monitor can name something. */
export type Naming = Pick<Monitor, 'type' | 'config' | 'environmentId' | 'auth'> & {
  readonly assertions?: readonly StoredAssertion[];
};

/** Settings with all that they name filled in. */
interface FilledIn {
  readonly config: JsonObject;
  readonly assertions: readonly StoredAssertion[];
  /** Values that nobody may be shown. */
  readonly secrets: readonly string[];
  /** Why they cannot be used; messages begin with the field. */
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

export interface KnownReferences {
  fillIn(monitor: Naming): FilledIn;
  /** The same, were a secret or the variables of an environment other than they are. */
  fillInSupposing(supposed: Supposed, monitor: Naming): FilledIn;
  environmentOf(id: string): NamedEnvironment | undefined;
  /** The store, with a changed secret or environment known as soon as the change is kept. */
  readonly store: CoreStore;
}

/** A change that has not been made. */
export type Supposed =
  | { readonly type: 'secret'; readonly key: string; readonly value: string }
  | { readonly type: 'variables'; readonly slug: string; readonly variables: Readonly<Record<string, string>> };

/** What settings ask of an environment. */
export type NamedEnvironment = Pick<Environment, 'id' | 'name' | 'slug' | 'variables' | 'isDefault'>;

/** What there is to be named. */
export interface Known {
  readonly environments: ReadonlyMap<string, NamedEnvironment>;
  readonly standard: NamedEnvironment | undefined;
  readonly secrets: ReadonlyMap<string, string>;
  readonly secretsById: ReadonlyMap<string, SecretValue>;
}

/** @param onChanged something that settings name is other than before; it says of which monitors */
export async function knowReferences(
  core: CoreStore,
  onChanged: (isConcerned: (monitor: Naming) => boolean) => void,
): Promise<KnownReferences> {
  let known = await read(core);
  async function kept<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    const before = known;
    known = await read(core);
    const after = known;
    onChanged((monitor) => names(monitor) && !isDeepStrictEqual(fillIn(monitor, before), fillIn(monitor, after)));
    return result;
  }
  const { secrets, environments } = core;
  return {
    fillIn: (monitor) => fillIn(monitor, known),
    fillInSupposing: (supposed, monitor) => fillIn(monitor, supposing(known, supposed)),
    environmentOf: (id) => known.environments.get(id),
    store: {
      ...core,
      secrets: {
        ...secrets,
        create: (secret, actor) => kept(secrets.create(secret, actor)),
        update: (key, value, actor) => kept(secrets.update(key, value, actor)),
        delete: (key, actor) => kept(secrets.delete(key, actor)),
      },
      environments: {
        ...environments,
        create: (environment, actor) => kept(environments.create(environment, actor)),
        update: (slug, change, actor) => kept(environments.update(slug, change, actor)),
        delete: (slug, actor) => kept(environments.delete(slug, actor)),
      },
    },
  };
}

async function read(core: Pick<CoreStore, 'secrets' | 'environments'>): Promise<Known> {
  return knownOf({ environments: await core.environments.all(), secrets: await core.secrets.values() });
}

/** What there is, made ready to be looked up. */
export function knownOf({
  environments,
  secrets,
}: {
  readonly environments: readonly NamedEnvironment[];
  readonly secrets: readonly SecretValue[];
}): Known {
  return {
    environments: new Map(environments.map((one) => [one.id, one])),
    standard: environments.find((one) => one.isDefault),
    secrets: new Map(secrets.map(({ key, value }) => [key, value])),
    secretsById: new Map(secrets.map((one) => [one.id, one])),
  };
}

function supposing(known: Known, supposed: Supposed): Known {
  if (supposed.type === 'secret') {
    const { key, value } = supposed;
    const ids = [...known.secretsById].map(([id, one]) => [id, one.key === key ? { ...one, value } : one] as const);
    return { ...known, secrets: new Map([...known.secrets, [key, value]]), secretsById: new Map(ids) };
  }
  const { slug, variables } = supposed;
  const changed = (one: NamedEnvironment): NamedEnvironment => (one.slug === slug ? { ...one, variables } : one);
  const environments = new Map([...known.environments].map(([id, one]) => [id, changed(one)]));
  return { ...known, environments, standard: known.standard && changed(known.standard) };
}

/** Whether a monitor may name anything: most do not, and need not be looked through. */
export function names({ config, auth, assertions = [] }: Naming): boolean {
  return auth !== undefined || JSON.stringify([config, assertions]).includes('{{');
}

/** Settings of a monitor with all that they name filled in. */
export function fillIn(monitor: Naming, known: Known): FilledIn {
  const { type, config, environmentId, auth } = monitor;
  const environment = environmentId === undefined ? known.standard : known.environments.get(environmentId);
  const variables = new Map(Object.entries(environment?.variables ?? {}));
  const values = { variables, secrets: known.secrets };
  const judged = resolveAssertions(monitor.assertions ?? [], values);
  const settings = resolveReferences(config, values);
  const resolved = {
    ...{ config: settings.config, assertions: judged.assertions },
    secrets: [...new Set([...settings.secrets, ...judged.secrets])],
  };
  const faults = [...settings.unknown, ...judged.unknown].map((reference) => ({
    field: reference.field,
    message: unknownSentence(reference, environment),
  }));
  if (!auth) return { ...resolved, faults };
  const secret = known.secretsById.get(auth.secretId);
  if (!secret) {
    const message = `auth.vaultSecretId must be the id of a secret, got "${auth.secretId}"`;
    return { ...resolved, faults: [...faults, { field: 'auth.vaultSecretId', message }] };
  }
  const done = withAuth(type, resolved.config, auth, secret.value);
  if ('problem' in done) {
    return { ...resolved, faults: [...faults, { field: 'auth', message: `auth ${done.problem}` }] };
  }
  return { ...resolved, config: done.config, secrets: [...resolved.secrets, ...done.secrets], faults };
}
