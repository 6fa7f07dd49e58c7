/** Secrets in a monitor's settings: shown masked, and a mask that comes back means "as it is". */
import { isSecretHeader, type Json, type JsonObject } from '@upwatch/core';

const MASK = '••••••••';
/** Of the HTTP check. */
const SECRET_FIELDS = ['auth.password', 'auth.token', 'tls.keyPem', 'tls.keyPassphrase'];
/** Values by name: headers, and the variables of a program. */
const NAMED = ['customHeaders', 'env'] as const;

/** A copy to show. Headers that do not authenticate are shown: clients compare them with what they sent. */
export function maskSecrets(config: JsonObject, fields: readonly string[] = SECRET_FIELDS): JsonObject {
  const masked = fields.reduce((rest, field) => replaceAt(rest, field.split('.'), () => MASK), config);
  return replaceNamed(masked, () => MASK);
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
  return replaceNamed(whole, (value, name, field) => (value === MASK ? namedIn(current, field, name) : value));
}

/** Replaces the values of what authenticates, by its name; one for which there is nothing stays as it is. */
function replaceNamed(
  config: JsonObject,
  replace: (value: Json, name: string, field: string) => Json | undefined,
): JsonObject {
  return NAMED.reduce((rest, field) => {
    const values = rest[field];
    if (values === undefined || !isObject(values)) return rest;
    const replaced = Object.entries(values).map(([name, value]) => {
      const isKept = value === null || !isSecretHeader(name);
      return [name, isKept ? value : (replace(value, name, field) ?? value)] as const;
    });
    return { ...rest, [field]: Object.fromEntries(replaced) };
  }, config);
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
