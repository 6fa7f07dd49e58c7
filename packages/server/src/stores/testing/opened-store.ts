/** How a contract suite gets at a store, whichever it is. */
import type { CoreStore } from '../port.ts';

/** A fresh, empty store that a test closes. */
export interface OpenedStore extends AsyncDisposable {
  readonly store: CoreStore;
  /** Closes it and opens what it kept. */
  reopen(): Promise<CoreStore>;
}

export type OpenStore = () => Promise<OpenedStore>;

/** The whole of a list, for tests that do not care for pages. */
export const EVERYTHING = { page: 0, size: 1000 } as const;

/** What `assert.rejects` takes for a refusal with this code. */
export function refusal(code: string): { readonly name: string; readonly code: string } {
  return { name: 'StoreRefusal', code };
}
