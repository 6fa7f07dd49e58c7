/** Signing in with a password and a code of an authenticator app, in a real browser. */
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { OWNER, opened } from './testing/opened.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows (RFC 6238, section 4). */
function codeOf(secret: string, atMs: number): string {
  const bits = Array.from(secret.replace(/=+$/, ''), (one) => ALPHABET.indexOf(one).toString(2).padStart(5, '0')).join(
    '',
  );
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1)! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('who has an authenticator app is asked for its code after the password, or for a code that was kept', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const page = await place.signedIn();
  const origin = { origin: place.url };
  const post = async (path: string, data: object): Promise<{ data: Record<string, never> }> => {
    const answer = await page.request.post(`/api/v1/auth/${path}`, { data, headers: origin });
    if (!answer.ok()) throw new Error(await answer.text());
    return (await answer.json()) as { data: Record<string, never> };
  };
  const { data: offered } = await post('totp', { password: OWNER.password });
  const { data: confirmed } = await post('totp/confirm', { code: codeOf(offered['secret']!, Date.now()) });
  const [kept] = confirmed['recoveryCodes'] as unknown as readonly string[];

  const visitor = await place.newPage();
  await visitor.goto('/monitors');
  await visitor.getByLabel('E-mail').fill(OWNER.email);
  await visitor.getByLabel('Password').fill(OWNER.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await visitor.getByRole('heading', { name: 'One more step' }).waitFor();
  await visitor.getByLabel('Code').fill('12345');
  await visitor.getByRole('button', { name: 'Go on' }).click();
  await visitor.getByRole('alert').filter({ hasText: 'That code is not right' }).waitFor();
  await visitor.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await visitor.getByLabel('Code').fill(kept!);
  await visitor.getByRole('button', { name: 'Go on' }).click();
  await visitor.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor();
});

test('who has none where one is demanded of everybody sets it up before anything else', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const admin = await place.signedIn();
  await place.call('/org/sign-in-rules', { demandsSecondFactor: true }, 'PUT');
  await admin.request.post('/api/v1/auth/logout', { headers: { origin: place.url } });
  const visitor = await place.newPage();
  await visitor.goto('/monitors');
  await visitor.getByLabel('E-mail').fill(OWNER.email);
  await visitor.getByLabel('Password').fill(OWNER.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await visitor.getByRole('img', { name: 'Secret for the app' }).waitFor();
  const secret = await visitor.locator('code').innerText();
  await visitor.getByLabel('Code').fill(codeOf(secret, Date.now()));
  await visitor.getByRole('button', { name: 'Switch it on' }).click();
  await visitor.getByRole('heading', { name: 'Recovery codes' }).waitFor();
  await visitor.getByRole('button', { name: 'I have kept it' }).click();
  await visitor.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor();
});
