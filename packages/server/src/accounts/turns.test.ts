import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PAGE_RATE } from '../pages/gate.ts';
import { Origins } from './origins.ts';
import { ACCOUNT_RATE } from './sign-in-limits.ts';
import { type TurnRate, Turns } from './turns.ts';

const TICK_MS = 100;
const SECOND = 1000;
/** Beyond, the owner has waited too long: five seconds, less what a busy machine takes to check a password. */
const WAIT_MAX_MS = 4000;

interface Attacker {
  readonly everyMs: number;
  readonly beginsMs: number;
  /** Where its try with this number comes from. */
  readonly address: (number: number) => string;
}

interface Outcome {
  /** After how long the owner had a turn. */
  readonly waitedMs: number | undefined;
  /** When passwords were checked. */
  readonly checkedMs: readonly number[];
}

/** A password that is tried by all of them, and by its owner, who comes once, as a stranger. */
function attacked(
  attackers: readonly Attacker[],
  owner: { readonly atMs: number; readonly address: string },
  rate: TurnRate = ACCOUNT_RATE,
): Outcome {
  let nowMs = 0;
  const origins = new Origins({ monotonic: () => nowMs });
  const turns = new Turns(rate);
  const checkedMs: number[] = [];
  let waitedMs: number | undefined;
  const ask = (address: string, onTurn: () => void): void => {
    const go = (): void => {
      checkedMs.push(nowMs);
      onTurn();
    };
    turns.ask({ rank: origins.count(address), go, refuse: () => undefined }, nowMs);
  };
  for (; nowMs <= owner.atMs + WAIT_MAX_MS; nowMs += TICK_MS) {
    turns.settle(nowMs);
    if (nowMs === owner.atMs) ask(owner.address, () => (waitedMs = nowMs - owner.atMs));
    for (const { everyMs, beginsMs, address } of attackers) {
      const sinceMs = nowMs - beginsMs;
      if (sinceMs >= 0 && sinceMs % everyMs === 0) ask(address(sinceMs / everyMs), () => undefined);
    }
  }
  return { waitedMs, checkedMs };
}

const ELSEWHERE = '198.51.100.7';
const ticks = (fromMs: number, toMs: number) =>
  fc.integer({ min: fromMs / TICK_MS, max: toMs / TICK_MS }).map((count) => count * TICK_MS);

/** Each from an address of its own, from any address of a /24 of its own, or from any /24 of a few /16. */
const WHENCE = [
  (one: number) => () => `${1 + (one % 190)}.${one}.1.1`,
  (one: number) => (number: number) => `${1 + (one % 190)}.${one}.1.${number % 256}`,
  (one: number) => (number: number) => `10.${one % 8}.${(one * 31 + number) % 256}.${number % 256}`,
  (one: number) => (number: number) => `2001:db8:${one % 8}:${number.toString(16)}::${one.toString(16)}`,
] as const;

const twoHundred = fc
  .record({ whence: fc.constantFrom(...WHENCE), everyMs: ticks(SECOND, 10 * SECOND), lateMs: ticks(0, SECOND) })
  .map(({ whence, everyMs, lateMs }) =>
    Array.from({ length: 200 }, (_, one) => ({
      ...{ everyMs, address: whence(one) },
      beginsMs: (one * lateMs) % everyMs,
    })),
  );

test('whoever comes where nobody tried has a turn within four seconds, while two hundred try on (S21)', () => {
  fc.assert(
    fc.property(twoHundred, ticks(10 * SECOND, 20 * SECOND), (attackers, atMs) => {
      const { waitedMs } = attacked(attackers, { atMs, address: ELSEWHERE });
      assert.ok(waitedMs !== undefined && waitedMs <= WAIT_MAX_MS);
    }),
    { numRuns: 30 },
  );
});

test('in no minute there are more than thirty turns at an account and 120 at a page, and never a minute without (S21)', () => {
  fc.assert(
    fc.property(twoHundred, (attackers) => {
      for (const [rate, perMinute] of [
        [ACCOUNT_RATE, 30],
        [PAGE_RATE, 120],
      ] as const) {
        const { checkedMs } = attacked(attackers, { atMs: 130 * SECOND, address: ELSEWHERE }, rate);
        for (const [place, atMs] of checkedMs.entries()) {
          const [minuteEarlier, last] = [checkedMs[place - perMinute], checkedMs[place - 1] ?? 0];
          assert.ok(minuteEarlier === undefined || atMs - minuteEarlier > 60 * SECOND);
          assert.ok(atMs - last <= 10 * SECOND);
        }
      }
    }),
    { numRuns: 5 },
  );
});

test('while a network of many addresses tries the password of a page, whoever comes from elsewhere has a turn', () => {
  const network = Array.from({ length: 250 }, (_, one) => ({
    ...{ everyMs: SECOND, beginsMs: (one * TICK_MS) % SECOND },
    address: (number: number) => `10.1.${number % 250}.${one}`,
  }));
  for (const address of [ELSEWHERE, '10.200.1.1', '2001:db8::1']) {
    const { waitedMs } = attacked(network, { atMs: 100 * SECOND, address }, PAGE_RATE);
    assert.ok(waitedMs !== undefined && waitedMs <= SECOND, `${address} waited ${waitedMs} ms`);
  }
});

test('whoever gets no turn within their wait is told so as soon as that is certain', () => {
  const turns = new Turns(ACCOUNT_RATE);
  const said: string[] = [];
  const ask = (name: string, rank: number, nowMs: number) =>
    turns.ask({ rank, go: () => said.push(`${name} goes`), refuse: () => said.push(`${name} is refused`) }, nowMs);
  for (let place = 0; place < 10; place++) ask('one of ten', 0, 0);
  said.length = 0;
  assert.equal(ask('somebody', 1, 0), 3000);
  assert.equal(ask('a bot', 9, 0), 3000);
  assert.equal(ask('another bot', 10, 0), 3000);
  assert.deepEqual(said, ['another bot is refused'], 'two wait');
  assert.equal(turns.settle(3000), undefined);
  assert.deepEqual(said.slice(1), ['somebody goes', 'a bot is refused'], 'the next turn is at six seconds');
  ask('late', 0, 3000);
  turns.giveBack();
  assert.equal(turns.settle(3000), undefined);
  assert.deepEqual(said.slice(3), ['late goes'], 'a turn that was none is there again');
});

test('who mistyped, and who is a neighbour of those who try, goes before them all the same (S21)', () => {
  const bots = Array.from({ length: 200 }, (_, one) => ({
    ...{ everyMs: SECOND, beginsMs: 0, address: WHENCE[0](one) },
  }));
  const slips = { everyMs: 5 * SECOND, beginsMs: 40 * SECOND, address: () => ELSEWHERE };
  const neighbour = '7.6.1.200';
  for (const [name, attackers, address] of [
    ['after three slips', [...bots, slips], ELSEWHERE],
    ['in the network of one', bots, neighbour],
  ] as const) {
    const { waitedMs } = attacked(attackers, { atMs: 54 * SECOND, address });
    assert.ok(waitedMs !== undefined, name);
  }
});

test('of those who all come from new networks each has the same chance: nobody could tell them apart (S21)', () => {
  const perTurn = 3;
  const fresh = (number: number): string => `${1 + (number >> 8)}.${number & 255}.1.1`;
  const stranger = { everyMs: (3 * SECOND) / perTurn, beginsMs: 0, address: fresh };
  const waits = Array.from({ length: 30 }, (_, place) =>
    attacked([stranger], { atMs: 60 * SECOND + place * TICK_MS, address: '223.255.1.1' }),
  );
  const served = waits.filter(({ waitedMs }) => waitedMs !== undefined).length;
  assert.ok(served >= waits.length / perTurn - 1, `${served} of ${waits.length}`);
});
