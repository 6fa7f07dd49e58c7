/** What every history promises. Run over each implementation by a test beside it. */
import { test } from 'node:test';
import type { HistoryStore } from '../port.ts';
import { factsContract, looksContract } from './history-contract-looks.ts';
import { pastContract } from './history-contract-past.ts';
import { lastingContract, rollupsContract } from './history-contract-rollups.ts';
import type { OpenHistory, PromiseOf } from './history-samples.ts';

/** Declares the tests. */
export function historyContract(name: string, open: OpenHistory): void {
  const promise: PromiseOf = (title, run) => {
    test(`${name}: ${title}`, async () => {
      await using rig = await open();
      await run(rig);
    });
  };
  looksContract(promise);
  factsContract(promise);
  rollupsContract(promise);
  lastingContract(promise);
  pastContract(promise);
}

/** So that an implementation's own tests can wait for housekeeping. */
export async function tendAll(store: HistoryStore, nowMs: number): Promise<void> {
  while (await store.tend(nowMs, 1000));
}
