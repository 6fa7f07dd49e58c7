/** What somebody has on their telephone. */
import { totpCode } from '../../accounts/totp.ts';
import type { Browser } from './people.ts';
import type { TestApi } from './test-api.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytesOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export interface App {
  readonly recoveryCodes: readonly string[];
  /** As the app shows it now, or so many milliseconds from now. */
  code(awayMs?: number): string;
}

/** Sets one-time codes up for who is signed in, or is led to it. The code that was used for it holds no more. */
export async function authenticatorApp(api: TestApi, somebody: Browser): Promise<App> {
  const offered = await somebody.ask('POST', '/auth/totp');
  if (offered.status !== 201) throw new Error(`not offered: ${offered.text}`);
  const secret = bytesOf(offered.body.data.secret);
  const code = (awayMs = 0): string => totpCode(secret, api.nowMs() + awayMs);
  const confirmed = await somebody.ask('POST', '/auth/totp/confirm', { code: code() });
  if (confirmed.status !== 200) throw new Error(`not confirmed: ${confirmed.text}`);
  return { recoveryCodes: confirmed.body.data.recoveryCodes, code };
}
