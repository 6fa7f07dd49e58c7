/**
 * A target may answer with what it was sent. Before a look leaves the thread that made it, the monitor's own secrets
 * are taken out of every text that came from the target.
 */
import {
  type Facts,
  type Failure,
  type HealthFacts,
  isSecretHeader,
  type Json,
  type JsonObject,
  type Observation,
} from '@upwatch/core';
import { isSecretStep } from './tcp/secret-step.ts';
import { parseTemplate } from './tcp/template.ts';

const MASK = '••••';
/** Shorter ones occur by chance, and hiding them would hide the answer. */
const SECRET_LENGTH_MIN = 4;
/** Of one cookie among several: `theme=dark` is no secret. */
const COOKIE_LENGTH_MIN = 8;
const NONE: readonly string[] = Object.freeze([]);

const known = new WeakMap<JsonObject, readonly string[]>();

/**
 * What must not be shown of a monitor's settings, in every spelling that an answer may use, the longest first.
 * @param brought secrets of the vault that the settings hold, whatever field they are in; always the same with the same
 *   settings
 */
export function ownSecretsOf(config: JsonObject, brought: readonly string[] = NONE): readonly string[] {
  let secrets = known.get(config);
  if (!secrets)
    known.set(
      config,
      (secrets = spelledOut([
        ...authSecrets(config),
        ...headerSecrets(config),
        ...stepSecrets(config),
        ...brought.flatMap(broughtForms),
      ])),
    );
  return secrets;
}

/** The same look without the secrets; the very same object when there are none. */
export function withoutSecrets(look: Observation, secrets: readonly string[]): Observation {
  if (secrets.length === 0) return look;
  const clean = (text: string): string => scrubbed(text, secrets);
  return {
    ...look,
    facts: cleanFacts(look.facts, clean),
    attempts: look.attempts.map((attempt) => ({
      ...attempt,
      ...(attempt.failure && { failure: cleanFailure(attempt.failure, clean) }),
    })),
    assertions: look.assertions.map((result) => ({
      ...result,
      message: clean(result.message),
      ...(result.expected !== undefined && { expected: clean(result.expected) }),
      ...(result.actual !== undefined && { actual: clean(result.actual) }),
    })),
    ...(look.failure && { failure: cleanFailure(look.failure, clean) }),
  };
}

/** The same of a health document. */
export function healthWithoutSecrets(health: HealthFacts, secrets: readonly string[]): HealthFacts {
  return secrets.length === 0 ? health : cleanTexts(health, (text) => scrubbed(text, secrets));
}

function cleanFailure(failure: Failure, clean: (text: string) => string): Failure {
  const { dependencies } = failure;
  return {
    ...failure,
    message: clean(failure.message),
    ...(dependencies && { dependencies: cleanTexts(dependencies, clean) }),
  };
}

function cleanFacts(facts: Facts, clean: (text: string) => string): Facts {
  const { headers, bodyExcerpt, redirects, finalUrl, tcp, dns, mcp, health } = facts;
  return {
    ...facts,
    ...(headers && { headers: cleanHeaders(headers, clean) }),
    ...(bodyExcerpt !== undefined && { bodyExcerpt: clean(bodyExcerpt) }),
    ...(redirects && { redirects: redirects.map((hop) => ({ ...hop, url: clean(hop.url) })) }),
    ...(finalUrl !== undefined && { finalUrl: clean(finalUrl) }),
    ...(tcp && { tcp: cleanTexts(tcp, clean) }),
    ...(dns && { dns: cleanTexts(dns, clean) }),
    ...(mcp && { mcp: cleanTexts(mcp, clean) }),
    ...(health && { health: cleanTexts(health, clean) }),
  };
}

/** A copy of what a protocol showed in which every text is clean; its shape stays. */
function cleanTexts<Shown>(value: Shown, clean: (text: string) => string): Shown {
  const cleaned = (inner: unknown): unknown => {
    if (typeof inner === 'string') return clean(inner);
    if (Array.isArray(inner)) return inner.map(cleaned);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, cleaned(one)]));
  };
  return cleaned(value) as Shown;
}

/** Entries rather than assignments: a target may name a header `__proto__`. */
function cleanHeaders(headers: NonNullable<Facts['headers']>, clean: (text: string) => string) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)]));
}

/**
 * Masks every secret in a text, and the beginning of one where the text was cut: at its end, or at any `…`, as what is
 * expected and what came are cut each by itself.
 */
export function scrubbed(text: string, secrets: readonly string[]): string {
  const rest = secrets.reduce((left, secret) => left.replaceAll(secret, MASK), text);
  return rest
    .split('…')
    .map((part) => withoutCutSecret(part, secrets))
    .join('…');
}

function withoutCutSecret(text: string, secrets: readonly string[]): string {
  for (const secret of secrets) {
    for (let length = Math.min(secret.length - 1, text.length); length >= SECRET_LENGTH_MIN; length--) {
      if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}${MASK}`;
    }
  }
  return text;
}

function authSecrets(config: JsonObject): readonly string[] {
  const { token, username, password } = objectAt(config, 'auth');
  const secrets = [token, password].filter((value) => typeof value === 'string');
  if (typeof username !== 'string' || typeof password !== 'string') return secrets;
  return [...secrets, base64Of(`${username}:${password}`)];
}

function headerSecrets(config: JsonObject): readonly string[] {
  const named = [...Object.entries(objectAt(config, 'customHeaders')), ...Object.entries(objectAt(config, 'env'))];
  return named.flatMap(([name, value]) =>
    typeof value === 'string' && isSecretHeader(name) ? partsOf(name.toLowerCase(), value) : [],
  );
}

/** Of a dialogue over TCP: what is sent and not for everybody, as a whole and word by word, as a target may repeat it. */
function stepSecrets(config: JsonObject): readonly string[] {
  const { steps } = config;
  if (!Array.isArray(steps)) return NONE;
  return (steps as readonly JsonObject[]).filter(isSecretStep).flatMap(({ send }) => {
    const template = parseTemplate(typeof send === 'string' ? send : '');
    const texts = 'parts' in template ? template.parts.filter((part) => typeof part !== 'number') : [];
    // The first word of a line is a command: `PASS`.
    const words = texts.flatMap((part) => part.toString().trim().split(/\s+/));
    return [...texts.map((part) => part.toString().trim()), ...words.slice(words.length > 1 ? 1 : 0)];
  });
}

/** A header's value and the parts of it that an answer may repeat alone. */
function partsOf(name: string, value: string): readonly string[] {
  if (name === 'cookie') {
    const values = value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
    return [value, ...values.filter((one) => one.length >= COOKIE_LENGTH_MIN)];
  }
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(.+)$/.exec(value) ?? [];
  const pair = /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString() : '';
  return [value, credentials, pair.slice(pair.indexOf(':') + 1)];
}

/** A key of several lines may be repeated line by line, and `user:password` as it is sent. */
function broughtForms(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/).filter((line) => line.length >= COOKIE_LENGTH_MIN);
  return [secret, base64Of(secret), ...(lines.length > 1 ? lines : [])];
}

/** Without its padding, which a URL writes differently. */
function base64Of(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '');
}

function spelledOut(secrets: readonly string[]): readonly string[] {
  const long = secrets.filter((secret) => secret.length >= SECRET_LENGTH_MIN);
  if (long.length === 0) return NONE;
  return [...new Set(long.flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
}

/** As it is, in JSON, in HTML, in a URL (two ways), and as a header's bytes read one by one. */
function spellingsOf(secret: string): readonly string[] {
  const text = secret.toWellFormed();
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const bytes = Buffer.from(text).toString('latin1');
  return [text, JSON.stringify(text).slice(1, -1), html, encodeURI(text), encodeURIComponent(text), bytes];
}

function objectAt(config: JsonObject, name: string): JsonObject {
  const value: Json | undefined = config[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
