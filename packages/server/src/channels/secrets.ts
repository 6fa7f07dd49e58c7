/** What of a channel's settings may be shown, and how secrets are taken out of what a provider answers. */
import type { Json, JsonObject } from '@upwatch/core';

const MASK = '••••';
/** Fewer characters stand in any text by chance: they are masked only where they are all that stands there. */
const FOUND_ANYWHERE_MIN = 4;

/** `••••1234`: the last four characters only of a secret long enough that they give nothing away. */
export function maskSecret(secret: string): string {
  return secret.length >= 12 ? `${MASK}${secret.slice(-4)}` : MASK;
}

/** Keeps where a URL points and hides its path and query, which for a webhook are the secret. */
export function maskUrl(text: string): string {
  if (!URL.canParse(text)) return maskSecret(text);
  const url = new URL(text);
  const rest = `${url.pathname}${url.search}`.slice(1);
  return rest === '' ? url.origin : `${url.origin}/${maskSecret(rest)}`;
}

/** A copy of settings in which every secret is masked. */
export function maskFields(config: JsonObject, secretFields: readonly string[]): JsonObject {
  return maskAt(config, secretFields, '') as JsonObject;
}

function maskAt(value: Json, secretFields: readonly string[], path: string): Json {
  if (secretFields.includes(path)) return maskValue(value);
  // What stands in a list has the path of the list.
  if (Array.isArray(value)) return value.map((one) => maskAt(one, secretFields, path));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      maskAt(inner, secretFields, path === '' ? name : `${path}.${name}`),
    ]),
  );
}

function maskValue(value: Json): Json {
  if (typeof value === 'string')
    return URL.canParse(value) && /^https?:/i.test(value) ? maskUrl(value) : maskSecret(value);
  if (Array.isArray(value)) return value.map(maskValue);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskValue(inner)]));
  return value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every text that must not leave: the secrets themselves and the parts of them that an answer may repeat. */
export function secretsIn(config: JsonObject, secretFields: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const field of secretFields) {
    const values = field
      .split('.')
      .reduce<readonly Json[]>((at, name) => at.flatMap((one) => inside(one, name)), [config]);
    for (const text of values.flatMap(textsOf).filter((one) => one !== '')) {
      found.add(text);
      for (const part of partsOf(text)) if (part.length >= FOUND_ANYWHERE_MIN) found.add(part);
    }
  }
  // The longest first, so that a part never leaves the rest of its whole standing.
  return [...found].sort((a, b) => b.length - a.length);
}

/** Of a list, that of each in it. */
function inside(value: Json, name: string): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap((one) => inside(one, name));
  const found = isObject(value) ? value[name] : undefined;
  return found === undefined ? [] : [found];
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}

function partsOf(secret: string): readonly string[] {
  // `Bearer abc`: an answer may repeat the token without its scheme. Apprise takes several URLs in one setting.
  const pieces = secret.split(/[\s,]+/).filter((part) => part.length >= 8 && part !== secret);
  return [...pieces, ...pieces.flatMap(urlPartsOf), ...urlPartsOf(secret)];
}

function urlPartsOf(secret: string): readonly string[] {
  if (!/^https?:/i.test(secret) || !URL.canParse(secret)) return [];
  const url = new URL(secret);
  const rest = `${url.pathname}${url.search}`;
  const segments = [...url.pathname.split('/'), ...url.searchParams.values()].filter((part) => part.length >= 8);
  return [url.href, rest, ...segments, ...segments.map((part) => decodeURIComponentSafely(part))];
}

/** A stray `%` in a path is no reason to fail. */
function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A header as a provider repeats it: base64 hides a password from nobody, and is not among the secrets. */
const BASIC = /\bBasic\s+[A-Za-z0-9+/]{4,}={0,2}/gi;

/** A secret as an answer may repeat it: as it is, in a URL or a form, in JSON (some escape the slash as well). */
function formsOf(secret: string): ReadonlySet<string> {
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inLowerHex = inUrl.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return new Set([secret, inUrl, inLowerHex, inForm, inJson, inJson.replaceAll('/', String.raw`\/`)]);
}

/** Where a form of a secret is looked for: a short one as the whole of a text, of a string in JSON, of a part of a form or a URL. */
function placesOf(form: string): string | RegExp {
  return form.length >= FOUND_ANYWHERE_MIN
    ? form
    : new RegExp(String.raw`(?<=^|["=/])${RegExp.escape(form)}(?=$|["&/?#])`, 'g');
}

/** Masks every secret that occurs in a text, however it is written there, and every login. */
export function scrub(text: string, secrets: readonly string[]): string {
  let rest = text;
  for (const secret of secrets) {
    for (const form of formsOf(secret)) rest = rest.replaceAll(placesOf(form), () => maskSecret(secret));
  }
  return rest.replaceAll(BASIC, `Basic ${MASK}`);
}
