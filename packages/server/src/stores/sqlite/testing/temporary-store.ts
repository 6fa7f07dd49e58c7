/** A store in a directory of its own that goes when the test ends. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@upwatch/core';
import type { CoreStore } from '../../port.ts';
import type { OpenedStore } from '../../testing/opened-store.ts';
import { T0 } from '../../testing/samples.ts';
import { openCoreStore, type CoreStoreOptions } from '../core-store.ts';

/** A directory that is removed at the end of its scope. */
export function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'upwatch-store-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A wall clock that moves a millisecond each time it is read; the monotonic one is real, since locks are. */
export function tickingClock(fromMs = T0): Clock {
  let nowMs = fromMs;
  return { wall: () => nowMs++, monotonic: () => performance.now() };
}

/** Closes a store at the end of its scope. */
export function closing(store: CoreStore): CoreStore & AsyncDisposable {
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}

export interface TemporaryStore extends OpenedStore {
  readonly file: string;
}

let emptyStore: Promise<Buffer> | undefined;

/** What a new store is on disk. Made once for a process: all the steps to the schema of today take 70 ms. */
async function makeEmptyStore(): Promise<Buffer> {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  await openCoreStore({ file, clock: tickingClock() }).close();
  return readFileSync(file);
}

export async function temporaryStore(options: Partial<CoreStoreOptions> = {}): Promise<TemporaryStore> {
  const directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  writeFileSync(file, await (emptyStore ??= makeEmptyStore()), { mode: 0o600 });
  const clock = tickingClock();
  const open = () => openCoreStore({ file, clock, ...options });
  let store = open();
  return {
    file,
    get store() {
      return store;
    },
    reopen: async () => {
      await store.close();
      return (store = open());
    },
    [Symbol.asyncDispose]: async () => {
      await store.close();
      directory[Symbol.dispose]();
    },
  };
}
