/** API keys: made from chance, kept as a hash, found by that hash. */
import { createHash, randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@upwatch/core';
import type { ServerConfig } from '../config.ts';
import type { CoreStore } from '../stores/port.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 32 characters out of 62 are 190 bits. */
const KEY_CHARACTERS = 32;
const HINT_CHARACTERS = 7;

/** A new key: `uw_` and 32 random characters. */
export function makeApiKey(): string {
  return `uw_${Array.from({ length: KEY_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
}

/** SHA-256, hex. A key is chance enough that no slow hash is needed. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The first characters, for recognition. A short key of one's own is not shown at all. */
export function hintOfApiKey(key: string): string {
  return key.length >= 3 * HINT_CHARACTERS ? `${key.slice(0, HINT_CHARACTERS)}…` : '…';
}

const ACTOR = { name: 'system' };

/**
 * Sees to it that somebody can use the API: takes `config.apiToken` as a key when it is set, otherwise makes one when
 * there is none that works.
 * @returns `created` is a key to be shown once: it is kept nowhere
 */
export async function ensureFirstKey(
  core: Pick<CoreStore, 'apiKeys' | 'settings'>,
  config: Pick<ServerConfig, 'apiToken'>,
  nowMs: number,
): Promise<{ created?: string }> {
  if (config.apiToken !== undefined) {
    await takeEnvironmentKey(core, config.apiToken, nowMs);
    return {};
  }
  const keys = await core.apiKeys.list();
  if (keys.some((key) => key.revokedAtMs === undefined)) return {};
  const created = makeApiKey();
  await core.apiKeys.create({ name: 'first key', hash: hashApiKey(created), hint: hintOfApiKey(created) }, ACTOR);
  return { created };
}

const ENVIRONMENT_KEY = 'UPWATCH_API_TOKEN';

/** Which keys came from the environment, by their hashes: one that was given a new secret since is its owner's. */
interface EnvironmentKeys {
  readonly current: string | null;
  /** Those before it. They are ended, and may be set again. */
  readonly replaced: readonly string[];
}

/**
 * The token that the environment sets is the only key of the environment: the one set before it ends. A key that was
 * revoked by hand stays revoked while the environment goes on setting it.
 */
async function takeEnvironmentKey(
  core: Pick<CoreStore, 'apiKeys' | 'settings'>,
  token: string,
  nowMs: number,
): Promise<void> {
  const hash = hashApiKey(token);
  const before = await environmentKeys(core);
  const found = await core.apiKeys.byHash(hash);
  const wasReplaced = before.replaced.includes(hash);
  const earlier = [...before.replaced, before.current ?? hash].filter((one) => one !== hash);
  const isOfEnvironment = !found || wasReplaced || before.current === hash;
  const after = { current: isOfEnvironment ? hash : null, replaced: [...new Set(earlier)] };
  // First of all: a start that is cut off after it knows what is left to do.
  if (!isDeepStrictEqual(before, after)) await core.settings.set(ENVIRONMENT_KEY, after);
  for (const one of after.replaced) await revoke(core, one, nowMs);
  if (found && !(wasReplaced && found.revokedAtMs !== undefined)) return;
  if (found) await core.apiKeys.delete(found.id, ACTOR);
  await core.apiKeys.create({ name: ENVIRONMENT_KEY, hash, hint: hintOfApiKey(token) }, ACTOR);
}

async function environmentKeys(core: Pick<CoreStore, 'apiKeys' | 'settings'>): Promise<EnvironmentKeys> {
  const kept = await core.settings.get(ENVIRONMENT_KEY);
  if (kept) return readKept(kept);
  // Made before it was written down which ones they are: known by the name that only they were given.
  const named = (await core.apiKeys.list()).filter(({ name }) => name === ENVIRONMENT_KEY).map(({ hash }) => hash);
  return { current: named.at(-1) ?? null, replaced: named.slice(0, -1) };
}

/** What this file alone writes. */
function readKept(kept: JsonObject): EnvironmentKeys {
  return kept as unknown as EnvironmentKeys;
}

async function revoke({ apiKeys }: Pick<CoreStore, 'apiKeys'>, hash: string, nowMs: number): Promise<void> {
  const key = await apiKeys.byHash(hash);
  if (key && key.revokedAtMs === undefined) await apiKeys.update(key.id, { revokedAtMs: nowMs }, ACTOR);
}
