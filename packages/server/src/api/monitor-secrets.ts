/** Secrets in a monitor's settings: shown masked, and a mask that comes back means "as it is". */
import { isSecretHeader, type Json, type JsonObject } from '@upwatch/core';

const MASK = '••••••••';
/** Of the HTTP check. */
const SECRET_FIELDS = ['auth.password', 'auth.token', 'tls.keyPem', 'tls.keyPassphrase'];
const HEADERS = 'customHeaders';

/** A copy to show. Headers that do not authenticate are shown: clients compare them with what they sent. */
export function maskSecrets(config: JsonObject, fields: readonly string[] = SECRET_FIELDS): JsonObject {
  const masked = fields.reduce((rest, field) => replaceAt(rest, field.split('.'), () => MASK), config);
  return replaceHeaders(masked, () => MASK);
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
  return replaceHeaders(whole, (value, name) => (value === MASK ? headerOf(current, name) : value));
}

/** Replaces the values of headers that authenticate; one for which there is nothing stays as it is. */
function replaceHeaders(config: JsonObject, replace: (value: Json, name: string) => Json | undefined): JsonObject {
  const headers = config[HEADERS];
  if (headers === undefined || !isObject(headers)) return config;
  const replaced = Object.entries(headers).map(([name, value]) => {
    const isKept = value === null || !isSecretHeader(name);
    return [name, isKept ? value : (replace(value, name) ?? value)] as const;
  });
  return { ...config, [HEADERS]: Object.fromEntries(replaced) };
}

/** Names of headers are the same in any case. */
function headerOf(config: JsonObject, name: string): Json | undefined {
  const headers = config[HEADERS];
  if (headers === undefined || !isObject(headers)) return undefined;
  return Object.entries(headers).find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
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
