import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignInLimits } from './sign-in-limits.ts';

const ADA = { emailKey: 'ada@shop.test', deviceHash: undefined, isKnownAddress: false };
const LIMITED = { code: 'RATE_LIMITED' };

test('whoever finds no turn is refused at once behind others, and their address has not tried; who waits gets it (S21)', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let nowMs = 0;
  const limits = createSignInLimits({ monotonic: () => nowMs });
  for (let place = 0; place < 10; place++) await limits.signIn({ ...ADA, address: `${place + 1}.1.1.1` });
  const waiting = ['11.1.1.1', '12.1.1.1'].map((address) => limits.signIn({ ...ADA, address }));
  const often = { ...ADA, address: '1.1.1.1' };
  for (let place = 0; place < 20; place++) await assert.rejects(limits.signIn(often), LIMITED);
  nowMs = 3000;
  context.mock.timers.tick(3000);
  const turn = await waiting[1]!;
  await assert.rejects(waiting[0]!, LIMITED);
  turn.giveBack();
  // Another account has turns of its own, and the address nine tries left.
  const other = { ...often, emailKey: 'bob@shop.test' };
  for (let place = 0; place < 9; place++) await limits.signIn(other);
  await assert.rejects(limits.signIn(other), { ...LIMITED, headers: { 'retry-after': '57' } });
});

test('a device and an address that the account knows count for themselves, ten times a minute each', async () => {
  const limits = createSignInLimits({ monotonic: () => 0 });
  const known = [
    { ...ADA, address: '1.1.1.1', deviceHash: 'one' },
    { ...ADA, address: '1.1.1.1', deviceHash: 'two' },
    { ...ADA, address: '2.1.1.1', isKnownAddress: true },
    { ...ADA, address: '1.1.1.1' },
  ];
  for (const one of known) {
    for (let place = 0; place < 10; place++) await limits.signIn(one);
    await assert.rejects(limits.signIn(one), LIMITED);
  }
  const third = { ...ADA, address: '3.1.1.1' };
  for (let place = 0; place < 10; place++) limits.guess(third.address);
  assert.throws(() => limits.guess(third.address), LIMITED);
  for (let place = 0; place < 10; place++) limits.confirm(1);
  assert.throws(() => limits.confirm(1), LIMITED);
  limits.confirm(2);
});

test('an address that the account knows is one try of the address, too', async () => {
  const limits = createSignInLimits({ monotonic: () => 0 });
  const at = { address: '1.1.1.1', deviceHash: undefined, isKnownAddress: true };
  for (let place = 0; place < 10; place++) await limits.signIn({ ...at, emailKey: `${place}@shop.test` });
  await assert.rejects(limits.signIn({ ...at, emailKey: 'ada@shop.test' }), LIMITED);
});
