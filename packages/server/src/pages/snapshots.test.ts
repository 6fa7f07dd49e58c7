import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatusPage } from '../stores/port.ts';
import type { PageSource } from './page-source.ts';
import { Snapshots } from './snapshots.ts';

const PAGE = { id: 'p', slug: 'shop', name: 'Shop', isEnabled: true } as StatusPage;
const FACTS = { name: 'Shop', groups: [], components: [], incidents: [], nowMs: 0, days: 90 };

/** Pages that are read only when `answer` lets one read go on. */
function held() {
  let nowMs = 1000;
  const waiting: (() => void)[] = [];
  const read = { pages: 0, facts: 0 };
  const hold = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const snapshots = new Snapshots({
    pages: {
      bySlug: async (slug) => {
        read.pages++;
        await hold();
        return slug === 'shop' ? PAGE : undefined;
      },
    },
    source: {
      facts: async () => {
        read.facts++;
        await hold();
        return FACTS;
      },
      address: async () => undefined,
    } as Partial<PageSource> as PageSource,
    clock: { wall: () => nowMs, monotonic: () => nowMs },
  });
  const answer = async (): Promise<void> => {
    waiting.shift()!();
    await new Promise(setImmediate);
  };
  return { snapshots, read, answer, pass: (ms: number) => void (nowMs += ms) };
}

test('whoever asks while a page is read, at whichever step, waits for that read: it is read once', async () => {
  const { snapshots, read, answer, pass } = held();
  const first = snapshots.of('shop');
  await answer();
  const second = snapshots.of('shop');
  await answer();
  assert.equal(await second, await first);
  assert.equal(await snapshots.of('shop'), await first, 'within two seconds');
  assert.deepEqual(read, { pages: 1, facts: 1 });
  pass(3000);
  const again = snapshots.of('shop');
  await answer();
  const late = snapshots.of('shop');
  await answer();
  assert.equal(await again, await first, 'nothing has changed');
  assert.equal(await late, await first);
  assert.deepEqual(read, { pages: 2, facts: 2 });
});

test('a name that leads nowhere is not kept', async () => {
  const { snapshots, read, answer } = held();
  for (const count of [1, 2]) {
    const found = snapshots.of('nothing');
    await answer();
    assert.equal(await found, undefined);
    assert.deepEqual(read, { pages: count, facts: 0 });
  }
});
