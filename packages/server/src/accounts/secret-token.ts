/** Random text that opens something to whoever holds it: a session, a device, a link. Kept only as its hash. */
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits. */
const TOKEN_BYTES = 32;
/** No token of ours is longer, prefix and all. */
const TOKEN_CHARACTERS_MAX = 100;

export interface SecretToken {
  readonly token: string;
  readonly hash: string;
}

/** @param prefix says what it is to whoever finds it: `uwi_` */
export function makeToken(prefix = ''): SecretToken {
  const token = prefix + randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256, hex. A token is chance enough that no slow hash is needed, and is looked up by it: nothing is compared character by character. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether it is worth a look into the store. */
export function isTokenLike(token: string): boolean {
  return token.length <= TOKEN_CHARACTERS_MAX && /^[\w-]+$/.test(token);
}
