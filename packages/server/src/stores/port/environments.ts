import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

/** Values that differ from place to place: production, staging. Monitors name them in their settings. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  /** By what it goes in addresses: lower-case letters, digits, dashes. Never changes. */
  readonly slug: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Monitors without an environment have this one's variables. At most one is. */
  readonly isDefault: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export type NewEnvironment = Pick<Environment, 'name' | 'slug' | 'variables' | 'isDefault'>;

/** Environments. One that becomes the default takes that from the one that was. */
export interface EnvironmentStore {
  /** @throws StoreRefusal duplicate_name for the slug; in_use where monitors without one name what its variables lack */
  create(environment: NewEnvironment, actor: Actor): Promise<Environment>;
  /** @throws StoreRefusal not_found; in_use, naming the monitors, where a variable that they name would be gone */
  update(slug: string, change: Partial<Omit<NewEnvironment, 'slug'>>, actor: Actor): Promise<Environment>;
  /** @throws StoreRefusal not_found; in_use, naming the groups that name it and the monitors that are in it or name its variables */
  delete(slug: string, actor: Actor): Promise<void>;
  get(slug: string): Promise<Environment | undefined>;
  list(page: PageRequest): Promise<Page<Environment>>;
  all(): Promise<readonly Environment[]>;
  /** By the environment's id: how many monitors are in it. */
  monitorCounts(): Promise<ReadonlyMap<string, number>>;
}
