/**
 * Whether the clock says what is secret (row S22): who has an account, and how much of a key or of a link somebody has
 * guessed. Asks again and again in two ways, in turn, and compares both by Welch's t test. Below 4.5 nothing is to be seen
 * (the bound of dudect). Not a test: on a busy machine it takes minutes, and chance alone fails one run in 20,000.
 *
 * node --conditions=upwatch:source bench/sign-in-timing.ts [pairs of passwords] [pairs of keys and links]
 */
import { createAccounts } from '../packages/server/src/accounts/accounts.ts';
import { makeSetupCode } from '../packages/server/src/accounts/setup-code.ts';
import { hashApiKey, makeApiKey } from '../packages/server/src/api/api-key.ts';
import { hashToken, makeToken } from '../packages/server/src/accounts/secret-token.ts';
import { temporaryStore } from '../packages/server/src/stores/sqlite/testing/temporary-store.ts';

const T_MAX = 4.5;
const MINUTE_MS = 61_000;
/** Not measured: what is compiled and cached meanwhile. */
const WARM_UP = 20;
const passwordPairs = Number(process.argv[2] ?? 300);
const guessPairs = Number(process.argv[3] ?? 20_000);
const visitor = { address: '127.0.0.1', userAgent: undefined, sessionToken: undefined, deviceToken: undefined };
// From elsewhere: where the owner was before, they would go first.
const stranger = { ...visitor, address: '10.0.0.1' };
const owner = { name: 'Ada', email: 'ada@shop.test', password: 'seven small boats at noon' };

// A minute passes before each try: what is measured is the try, and not its limit.
let passedMs = 0;
const clock = { wall: () => Date.UTC(2026, 0, 1) + passedMs, monotonic: () => passedMs };
await using opened = await temporaryStore({ clock });
const setupCode = makeSetupCode();
const { accounts: store, factors, apiKeys, organization } = opened.store;
const accounts = createAccounts({ store, factors, clock, log: { warn: () => undefined }, setupCode });
const { member } = await accounts.setUp({ ...owner, code: setupCode }, visitor);
const ADA = { name: owner.name, member: { id: member.id, email: owner.email } };

const key = makeApiKey();
await apiKeys.create({ name: 'a key', hash: hashApiKey(key), hint: key.slice(0, 7) }, ADA);
const invite = makeToken('uwi_').token;
const never = Number.MAX_SAFE_INTEGER;
const bob = { email: 'bob@shop.test', roleOffered: 'MEMBER', expiresAtMs: never } as const;
await organization.invite({ ...bob, tokenHash: hashToken(invite) }, ADA);
const reset = makeToken('uwr_').token;
await store.offerReset(member.id, { tokenHash: hashToken(reset), expiresAtMs: never }, ADA);

const signIn = (email: string) => refused(() => accounts.signIn({ email, password: 'not the password' }, stranger));
const findKey = (guess: string) => async () => {
  if (await apiKeys.byHash(hashApiKey(guess))) throw new Error('a guess was taken for a key');
};
const openInvite = (guess: string) => refused(() => accounts.invited(guess, stranger));
const openReset = (guess: string) => refused(() => accounts.reset(guess, owner.password, stranger));

await compare('unknown, wrong password', passwordPairs, signIn('nobody@shop.test'), signIn(owner.email));
for (const [name, secret, ask] of [
  ['API key', key, findKey],
  ['invite', invite, openInvite],
  ['reset link', reset, openReset],
] as const) {
  const none = ask(guessOf(secret, 0));
  for (const share of [0.5, 1]) {
    const right = Math.floor(share * (secret.length - 1));
    // oxlint-disable-next-line no-await-in-loop -- what is measured runs alone
    await compare(
      `${name} of which nothing, ${right} of ${secret.length} are right`,
      guessPairs,
      none,
      ask(guessOf(secret, right)),
    );
  }
}

/** As long, and right up to there. */
function guessOf(secret: string, right: number): string {
  const other = (character: string): string => (character === 'A' ? 'B' : 'A');
  return secret.slice(0, right) + secret.slice(right).replaceAll(/./g, other);
}

function refused(ask: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    const isRefused = await ask().then(
      () => false,
      () => true,
    );
    if (!isRefused) throw new Error('a guess was taken');
  };
}

async function timeOf(ask: () => Promise<void>): Promise<number> {
  passedMs += MINUTE_MS;
  const beganMs = performance.now();
  await ask();
  return performance.now() - beganMs;
}

async function compare(name: string, pairs: number, one: () => Promise<void>, other: () => Promise<void>) {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let pair = -WARM_UP; pair < pairs; pair++) {
    const isFirst = Math.random() < 0.5;
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
    const [first, second] = [await timeOf(isFirst ? one : other), await timeOf(isFirst ? other : one)];
    if (pair < 0) continue;
    ones.push(isFirst ? first : second);
    others.push(isFirst ? second : first);
  }
  const [a, b] = [momentsOf(ones), momentsOf(others)];
  const t = (a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count);
  console.log(`${name}: ${a.mean.toFixed(3)} ms, ${b.mean.toFixed(3)} ms, t = ${t.toFixed(2)} of ${pairs} pairs`);
  if (Math.abs(t) >= T_MAX) process.exitCode = 1;
}

/** Without the slowest hundredth: that is other work of the machine, and hides what there is to be seen. */
function momentsOf(times: readonly number[]) {
  const kept = times.toSorted((a, b) => a - b).slice(0, Math.ceil(times.length * 0.99));
  const mean = kept.reduce((sum, ms) => sum + ms, 0) / kept.length;
  const variance = kept.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (kept.length - 1);
  return { mean, variance, count: kept.length };
}
