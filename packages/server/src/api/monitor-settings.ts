/** Settings of monitors as they are said, checked as they will be used: with what they name filled in. */
import { isDeepStrictEqual } from 'node:util';
import {
  type ApiErrorEntry,
  type JsonObject,
  type Monitor,
  type MonitorAuth,
  referencesIn,
  referencesInAssertions,
  type StoredAssertion,
} from '@upwatch/core';
import { AssertionConfigSchema, parseOrFaults, shown } from '@upwatch/core/schemas';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isPassive } from '../engine/looking-places.ts';
import { type Naming, names, type Supposed } from '../vault/known-references.ts';
import type { ApiDeps } from './deps.ts';
import { asJson } from './json-value.ts';
import { invalid, Problem } from './problem.ts';
import type { authBody } from './schemas/monitor-auth.ts';

type Known = Pick<ApiDeps, 'checkTypes' | 'references'>;

/** What checking settings asks for. */
export interface Checking extends Pick<ApiDeps, 'checkTypes'> {
  readonly references: Pick<ApiDeps['references'], 'fillIn'>;
}

/**
 * The settings as they are kept: with their defaults, or, where they name something, as they were said.
 * @throws Problem with every fault; none repeats a secret
 */
export function checkedSettings(said: Naming, deps: Checking): JsonObject {
  const { type, config, auth } = said;
  const schema = schemaOf(type, deps);
  refuseHeardNames(said, deps);
  const isNaming = referencesIn(config).length > 0;
  const filled = deps.references.fillIn(said);
  if (filled.faults.length > 0) refuse(filled.faults.map((fault) => ({ code: 'VALIDATION_FAILED', ...fault })));
  const result = parseOrFaults(schema, filled.config, ['config']);
  const faults = [...('faults' in result ? result.faults : []), ...assertionFaults(said, filled.assertions)];
  if ('faults' in result || faults.length > 0) {
    const known = faultsAsWritten(schema, said);
    refuse(faults.map((fault) => (known.has(fault.message) ? fault : withoutValues(fault, said, filled.secrets))));
  }
  if (isNaming) return config;
  return auth ? parsed(schema, config) : asJson(result.value);
}

/** What reports by itself is judged in the server, where nothing is masked. */
function refuseHeardNames({ type, assertions = [] }: Naming, { checkTypes }: Pick<ApiDeps, 'checkTypes'>): void {
  const naming = referencesInAssertions(assertions);
  if (naming.length === 0 || !isPassive(type, { checkTypes })) return;
  const faults = naming.map(({ field, text }): ApiErrorEntry => {
    return {
      code: 'VALIDATION_FAILED',
      field,
      message: `${field} must name nothing for a ${type} monitor, got ${text}`,
    };
  });
  refuse(faults);
}

/** What is wrong whatever the secrets are: its text is made of what was written alone, so it is said word for word. */
function faultsAsWritten(schema: z.ZodType, { config, assertions = [] }: Naming): ReadonlySet<string> {
  const naming = new Set([...referencesIn(config), ...referencesInAssertions(assertions)].map(({ field }) => field));
  const results = [
    parseOrFaults(schema, config, ['config']),
    ...assertions.map((one, place) =>
      parseOrFaults(AssertionConfigSchema, one.config, ['assertions', place, 'config']),
    ),
  ];
  const faults = results.flatMap((result) => ('faults' in result ? result.faults : []));
  return new Set(faults.filter(({ field }) => !naming.has(field ?? '')).map(({ message }) => message));
}

/** What must hold is checked with what it names, as its settings are. */
function assertionFaults({ assertions = [] }: Naming, filled: readonly StoredAssertion[]): readonly ApiErrorEntry[] {
  return filled.flatMap(({ config }, place) => {
    if (config === assertions[place]?.config) return [];
    const result = parseOrFaults(AssertionConfigSchema, config, ['assertions', place, 'config']);
    return 'faults' in result ? result.faults : [];
  });
}

/** What a monitor without its `auth` is kept with. */
function parsed(schema: z.ZodType, config: JsonObject): JsonObject {
  const result = parseOrFaults(schema, config, ['config']);
  if ('faults' in result) refuse(result.faults);
  return asJson(result.value);
}

function schemaOf(type: string, { checkTypes }: Pick<ApiDeps, 'checkTypes'>): z.ZodType {
  const found = checkTypes.find((one) => one.type === type);
  if (found) return found.config;
  const known = checkTypes.map((one) => one.type).join(', ');
  throw invalid('type', `type must be one of ${known}, got ${shown(type)}`);
}

function refuse(errors: readonly ApiErrorEntry[]): never {
  throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
}

/** A fault where a secret was filled in, or that repeats one, says only whose value is not taken. */
function withoutValues(
  fault: ApiErrorEntry,
  { config, auth, assertions = [] }: Naming,
  secrets: readonly string[],
): ApiErrorEntry {
  const field = fault.field ?? 'config';
  const named = [...referencesIn(config), ...referencesInAssertions(assertions)].find(
    (one) => one.type === 'secret' && (one.field.startsWith(field) || field.startsWith(one.field)),
  );
  if (named) return { ...fault, message: `${field} must be something else than the value of ${named.text}` };
  if (auth && field.startsWith('config.customHeaders')) {
    const message = 'auth.vaultSecretId must name a secret whose value a header can carry';
    return { ...fault, field: 'auth.vaultSecretId', message };
  }
  if (!secrets.some((secret) => secret !== '' && fault.message.includes(secret))) return fault;
  return { ...fault, message: `${field} does not take the secrets that are named` };
}

/**
 * Refuses a change of what monitors name after which one of them could not be looked at.
 * @param field of the change
 * @throws Problem naming the monitor
 */
export async function refuseUnfitting(
  supposed: Supposed,
  field: string,
  deps: Known & Pick<ApiDeps, 'core'>,
): Promise<void> {
  const references = {
    ...deps.references,
    fillIn: (naming: Naming) => deps.references.fillInSupposing(supposed, naming),
  };
  for (const monitor of await deps.core.monitors.all()) {
    if (!names(monitor)) continue;
    if (isDeepStrictEqual(references.fillIn(monitor), deps.references.fillIn(monitor))) continue;
    refuseUnlookable(monitor, field, { ...deps, references });
  }
}

/**
 * @param monitor as it would be after a change
 * @param field of the change
 * @throws Problem naming the monitor
 */
export function refuseUnlookable(monitor: Naming & Pick<Monitor, 'name'>, field: string, deps: Checking): void {
  // What is no longer there is the store's to refuse: it says so of all monitors at once.
  if (deps.references.fillIn(monitor).faults.some((fault) => fault.field !== 'auth')) return;
  try {
    checkedSettings(monitor, deps);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw invalid(field, `${field} must fit monitor "${monitor.name}": ${error.message}`);
  }
}

/** The settings of a request that name something, as they were said: the schema of the body saw them filled in. */
const saidBy = new WeakMap<FastifyRequest, JsonObject>();

/**
 * For a route whose body holds settings of a type: lets its schema see what they stand for.
 * @throws Problem for what they may not name
 */
export function fillInBody(deps: Known) {
  return async (request: FastifyRequest): Promise<void> => {
    const { body } = request;
    if (!isObject(body) || !isObject(body['config']) || typeof body['type'] !== 'string') return;
    const { type, config, environmentId } = body as { type: string; config: JsonObject; environmentId?: unknown };
    if (referencesIn(config).length === 0 || !deps.checkTypes.some((one) => one.type === type)) return;
    const environment = typeof environmentId === 'string' ? { environmentId: environmentId.toLowerCase() } : {};
    const naming: Naming = { type, config, ...environment };
    checkedSettings(naming, deps);
    saidBy.set(request, config);
    request.body = { ...body, config: deps.references.fillIn(naming).config };
  };
}

/** A checked body with its settings as they were said. */
export function asSaid<Body extends { readonly config: unknown }>(request: FastifyRequest & { body: Body }): Body {
  const config = saidBy.get(request);
  return config ? { ...request.body, config } : request.body;
}

/** A way to say who looks, as it is kept. */
export function authFrom(body: z.output<typeof authBody>): MonitorAuth {
  const { type, vaultSecretId } = body;
  return { type, secretId: vaultSecretId, ...('headerName' in body && { headerName: body.headerName }) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
