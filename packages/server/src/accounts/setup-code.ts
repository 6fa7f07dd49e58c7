/** The code that makes its holder the first owner: whoever can read the console of the server's start. */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Crockford's: no I, L, O, U, which are taken for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 20 characters out of 32 are 100 bits. */
const GROUPS = 4;
const GROUP_CHARACTERS = 5;

/** @example 'K7Q2M-9XDPA-0V3HT-WB6ZC' */
export function makeSetupCode(): string {
  const character = (): string => ALPHABET[randomInt(ALPHABET.length)]!;
  const group = (): string => Array.from({ length: GROUP_CHARACTERS }, character).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** However it was typed: small letters, without dashes, with an O for a zero. */
export function isSetupCode(typed: string, code: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return timingSafeEqual(hash(plain), hash(code.replaceAll('-', '')));
}
