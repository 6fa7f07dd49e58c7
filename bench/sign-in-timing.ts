/**
 * Whether the clock says who has an account (row S22): signs in again and again, as somebody who is unknown and as somebody
 * whose password is wrong, in turn, and compares both by Welch's t test. Below 4.5 nothing is to be seen (the bound of
 * dudect). Not a test: on a busy machine it takes minutes, and chance alone fails one run in 150,000.
 *
 * node --conditions=upwatch:source bench/sign-in-timing.ts [pairs]
 */
import { createAccounts } from '../packages/server/src/accounts/accounts.ts';
import { makeSetupCode } from '../packages/server/src/accounts/setup-code.ts';
import { temporaryStore } from '../packages/server/src/stores/sqlite/testing/temporary-store.ts';

const T_MAX = 4.5;
const MINUTE_MS = 61_000;
const pairs = Number(process.argv[2] ?? 300);
const visitor = { address: '127.0.0.1', userAgent: undefined, sessionToken: undefined, deviceToken: undefined };
const owner = { name: 'Ada', email: 'ada@shop.test', password: 'seven small boats at noon' };

// A minute passes before each try: what is measured is the sign-in, and not its limit.
let passedMs = 0;
const clock = { wall: () => Date.UTC(2026, 0, 1) + passedMs, monotonic: () => passedMs };
await using opened = await temporaryStore({ clock });
const setupCode = makeSetupCode();
const { accounts: store, factors } = opened.store;
const accounts = createAccounts({ store, factors, clock, log: { warn: () => undefined }, setupCode });
await accounts.setUp({ ...owner, code: setupCode }, visitor);

async function failedMs(email: string): Promise<number> {
  passedMs += MINUTE_MS;
  const beganMs = performance.now();
  // From elsewhere: where the owner was before, they would go first.
  const from = { ...visitor, address: '10.0.0.1' };
  const isRefused = await accounts.signIn({ email, password: 'not the password' }, from).then(
    () => false,
    () => true,
  );
  if (!isRefused) throw new Error('a wrong password was taken');
  return performance.now() - beganMs;
}

const unknown: number[] = [];
const wrong: number[] = [];
for (let pair = -5; pair < pairs; pair++) {
  const isFirst = Math.random() < 0.5;
  const first = await failedMs(isFirst ? 'nobody@shop.test' : owner.email);
  const second = await failedMs(isFirst ? owner.email : 'nobody@shop.test');
  if (pair < 0) continue;
  unknown.push(isFirst ? first : second);
  wrong.push(isFirst ? second : first);
}

const [a, b] = [momentsOf(unknown), momentsOf(wrong)];
const t = (a.mean - b.mean) / Math.sqrt(a.variance / pairs + b.variance / pairs);
const shown = ({ mean }: { readonly mean: number }): string => `${mean.toFixed(2)} ms`;
console.log(`unknown ${shown(a)}, wrong password ${shown(b)}, t = ${t.toFixed(2)} of ${pairs} pairs`);
process.exitCode = Math.abs(t) < T_MAX ? 0 : 1;

function momentsOf(times: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const variance = times.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (times.length - 1);
  return { mean, variance };
}
