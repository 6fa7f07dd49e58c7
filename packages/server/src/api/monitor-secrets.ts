/** Secrets in a monitor's settings: shown masked, and a mask that comes back means "as it is". */
import { isOnlyReferences, isSecretHeader, type Json, type JsonObject } from '@upwatch/core';
import { isSecretStep } from '@upwatch/probe';

const MASK = '••••••••';
/** Of the HTTP check, by their path in its settings. */
export const SECRET_FIELDS = ['auth.password', 'auth.token', 'tls.keyPem', 'tls.keyPassphrase'];
/** Values by name: headers, and the variables of a program. */
const NAMED = ['customHeaders', 'env'] as const;

/** A copy to show. Headers that do not authenticate are shown: clients compare them with what they sent. */
export function maskSecrets(config: JsonObject, fields: readonly string[] = SECRET_FIELDS): JsonObject {
  const masked = fields.reduce((rest, field) => replaceAt(rest, field.split('.'), maskOf), config);
  return replaceSteps(replaceNamed(masked, maskOf), (step) =>
    isSecretStep(step) ? maskOf(step['send']) : step['send'],
  );
}

/** What a reference stands for is not in the settings: it need not be hidden, and shows what is used. */
function maskOf(value: Json | undefined): Json {
  return typeof value === 'string' && isOnlyReferences(value) ? value : MASK;
}

/** Puts back what a client got as a mask and sent as it was. */
export function unmaskSecrets(
  config: JsonObject,
  current: JsonObject,
  fields: readonly string[] = SECRET_FIELDS,
): JsonObject {
  const whole = fields.reduce((rest, field) => {
    const path = field.split('.');
    return replaceAt(rest, path, (value) => (value === MASK ? valueAt(current, path) : value));
  }, config);
  const named = replaceNamed(whole, (value, name, field) => (value === MASK ? namedIn(current, field, name) : value));
  return replaceSteps(named, ({ send }, place) => (send === MASK ? sentIn(current, place) : send));
}

/** Replaces what the steps of a dialogue send; where there is nothing to take its place, it stays as it is. */
function replaceSteps(config: JsonObject, replace: (step: JsonObject, place: number) => Json | undefined): JsonObject {
  const { steps } = config;
  if (!Array.isArray(steps)) return config;
  const replaced = (steps as readonly Json[]).map((step, place): Json => {
    if (!isObject(step) || step['send'] === undefined) return step;
    return { ...step, send: replace(step, place) ?? step['send'] };
  });
  return { ...config, steps: replaced };
}

/** A step is known by its place. */
function sentIn({ steps }: JsonObject, place: number): Json | undefined {
  const step = Array.isArray(steps) ? (steps as readonly Json[])[place] : undefined;
  return step !== undefined && isObject(step) ? step['send'] : undefined;
}

/** Replaces the values of what authenticates, by its name; one for which there is nothing stays as it is. */
function replaceNamed(
  config: JsonObject,
  replace: (value: Json, name: string, field: string) => Json | undefined,
): JsonObject {
  const replaced = NAMED.flatMap((field): [string, Json][] => {
    const values = config[field];
    if (values === undefined || !isObject(values)) return [];
    const entries = Object.entries(values).map(([name, value]) => {
      const isKept = value === null || !isSecretHeader(name);
      return [name, isKept ? value : (replace(value, name, field) ?? value)] as const;
    });
    return [[field, Object.fromEntries(entries)]];
  });
  return { ...config, ...Object.fromEntries(replaced) };
}

/** Names of headers are the same in any case. */
function namedIn(config: JsonObject, field: string, name: string): Json | undefined {
  const values = config[field];
  if (values === undefined || !isObject(values)) return undefined;
  return Object.entries(values).find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
}

function replaceAt(
  config: JsonObject,
  path: readonly string[],
  replace: (value: Json) => Json | undefined,
): JsonObject {
  const [name, ...rest] = path;
  const value = name === undefined ? undefined : config[name];
  if (name === undefined || value === undefined || value === null) return config;
  if (rest.length === 0) {
    const replaced = replace(value);
    return replaced === undefined ? config : { ...config, [name]: replaced };
  }
  return isObject(value) ? { ...config, [name]: replaceAt(value, rest, replace) } : config;
}

function valueAt(config: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, name) => (at !== undefined && isObject(at) ? at[name] : undefined), config);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
