/** How secrets are kept: encrypted and authenticated with AES-256-GCM, each bound to what it is. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2.2: random, and never twice with one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new key that data is sealed with. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** The key behind a text that a person chose or a program made: long enough, it need not be stretched. */
export function keyFromText(text: string): Buffer {
  return Buffer.from(hkdfSync('sha256', text, '', 'upwatch master key', KEY_BYTES));
}

/** @param purpose what it is, such as `secret 0199…`: sealed bytes that are put in another's place do not open there */
export function seal(key: Buffer, plain: Buffer, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** What was sealed; undefined when the key is another, or anything was changed. */
export function unseal(key: Buffer, sealed: string, purpose: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const start = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    // Another key, or changed bytes: GCM cannot tell which, and has no other way to say so.
    return undefined;
  }
}
