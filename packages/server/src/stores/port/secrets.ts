import type { Actor } from './audit.ts';
import type { MonitorName } from './monitors.ts';
import type { Page, PageRequest } from './paging.ts';

/** A secret as it is shown: without its value. */
export interface Secret {
  readonly id: string;
  /** What it is called where it is used: `{{secrets.KEY}}`. Upper and lower case differ. */
  readonly key: string;
  /** The data key that seals it. */
  readonly dataKeyVersion: number;
  /** SHA-256 of the value, hex. Not kept: made of the value when it is asked for. */
  readonly valueHash: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What a rotation did. */
export interface Rotation {
  /** 0 when there was none. */
  readonly previousVersion: number;
  readonly newVersion: number;
  /** How many values were sealed anew. */
  readonly resealed: number;
  readonly rotatedAtMs: number;
}

/** Values that nobody sees again. They are sealed on disk; the key that opens them is not in the database. */
export interface SecretStore {
  /** @throws StoreRefusal duplicate_name */
  create(secret: { readonly key: string; readonly value: string }, actor: Actor): Promise<Secret>;
  /** @throws StoreRefusal not_found */
  update(key: string, value: string, actor: Actor): Promise<Secret>;
  /** @throws StoreRefusal not_found; in_use, naming the monitors that use it */
  delete(key: string, actor: Actor): Promise<void>;
  get(key: string): Promise<Secret | undefined>;
  list(page: PageRequest): Promise<Page<Secret>>;
  /** All of them with their values, for whoever looks. Never to be shown or logged. */
  values(): Promise<readonly SecretValue[]>;
  /** By the secret's id: the monitors whose settings or `auth` name it, by name. */
  usedBy(): Promise<ReadonlyMap<string, readonly MonitorName[]>>;
  /** Makes a new data key and seals everything with it, in one transaction; the old key is gone then. */
  rotate(actor: Actor): Promise<Rotation>;
}

/** A secret with its value. */
export interface SecretValue {
  readonly id: string;
  readonly key: string;
  readonly value: string;
}
