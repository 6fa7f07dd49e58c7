/** Secrets in a monitor's settings: shown masked, and a mask that comes back means "as it is". */
import type { Json, JsonObject } from '@upwatch/core';

const MASK = '••••••••';
/** Of the HTTP check. Headers are shown: the contract's clients compare them with what they sent. */
const SECRET_FIELDS = ['auth.password', 'auth.token', 'tls.keyPem', 'tls.keyPassphrase'];

/** A copy to show. */
export function maskSecrets(config: JsonObject, fields: readonly string[] = SECRET_FIELDS): JsonObject {
  return fields.reduce((masked, field) => replaceAt(masked, field.split('.'), () => MASK), config);
}

/** Puts back what a client got as a mask and sent as it was. */
export function unmaskSecrets(
  config: JsonObject,
  current: JsonObject,
  fields: readonly string[] = SECRET_FIELDS,
): JsonObject {
  return fields.reduce((whole, field) => {
    const path = field.split('.');
    return replaceAt(whole, path, (value) => (value === MASK ? valueAt(current, path) : value));
  }, config);
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
