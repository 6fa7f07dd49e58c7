/** API keys: made from chance, kept as a hash, found by that hash. */
import { createHash, randomInt } from 'node:crypto';
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

/**
 * Sees to it that somebody can use the API: takes `config.apiToken` as a key when it is set, otherwise makes one when
 * there is none that works.
 * @returns `created` is a key to be shown once: it is kept nowhere
 */
export async function ensureFirstKey(
  core: Pick<CoreStore, 'apiKeys'>,
  config: Pick<ServerConfig, 'apiToken'>,
): Promise<{ created?: string }> {
  const actor = { name: 'system' };
  if (config.apiToken !== undefined) {
    const hash = hashApiKey(config.apiToken);
    if (await core.apiKeys.byHash(hash)) return {};
    await core.apiKeys.create({ name: 'UPWATCH_API_TOKEN', hash, hint: hintOfApiKey(config.apiToken) }, actor);
    return {};
  }
  const keys = await core.apiKeys.list();
  if (keys.some((key) => key.revokedAtMs === undefined)) return {};
  const created = makeApiKey();
  await core.apiKeys.create({ name: 'first key', hash: hashApiKey(created), hint: hintOfApiKey(created) }, actor);
  return { created };
}
