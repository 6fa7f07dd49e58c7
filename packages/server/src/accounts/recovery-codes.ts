/** What lets somebody in whose telephone is gone: ten codes, each once. Kept as hashes. */
import { createHash, randomInt } from 'node:crypto';

const CODES = 10;
/** Crockford's: no I, L, O, U, which are taken for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 16 characters out of 32 are 80 bits: nobody finds one by trying, so that no slow hash is needed. */
const GROUPS = 4;
const GROUP_CHARACTERS = 4;

/** @example ['K7Q2-M9XD-PA0V-3HTW', …] */
export function makeRecoveryCodes(): readonly string[] {
  const character = (): string => ALPHABET[randomInt(ALPHABET.length)]!;
  const group = (): string => Array.from({ length: GROUP_CHARACTERS }, character).join('');
  return Array.from({ length: CODES }, () => Array.from({ length: GROUPS }, group).join('-'));
}

/** SHA-256, hex; however it was typed: small letters, without dashes, with an O for a zero. */
export function hashRecoveryCode(typed: string): string {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(`recovery ${plain}`).digest('hex');
}
