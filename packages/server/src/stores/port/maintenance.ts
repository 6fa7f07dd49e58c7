import type { ManagedBy } from '@upwatch/core';
import type { MaintenanceWindow } from '@upwatch/core/maintenance';
import type { Actor } from './audit.ts';

/** A window with who made it, and when. */
export interface KeptWindow extends MaintenanceWindow {
  readonly managedBy: ManagedBy;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What a person or the config file says of a window. */
export type WindowContent = Omit<KeptWindow, 'createdAtMs' | 'updatedAtMs' | 'deletedAtMs'>;

/** Most windows that there may be at once. */
export const WINDOWS_MAX = 5_000;
/** What is over for longer than the longest roll-ups changes no uptime any more. */
export const WINDOWS_KEPT_DAYS = 400;

/** Maintenance windows. */
export interface MaintenanceStore {
  /** Names, where there are any, are unique. Refuses `in_use` when there are as many as there may be. */
  create(window: WindowContent, actor: Actor): Promise<KeptWindow>;
  /** The id stays whatever `change` says. */
  update(id: string, change: (current: KeptWindow) => WindowContent, actor: Actor): Promise<KeptWindow>;
  /** One that has begun is kept as past; its name is free again. */
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<KeptWindow | undefined>;
  /** Those that are not deleted, by their start. */
  all(): Promise<readonly KeptWindow[]>;
  /** Deleted ones that had begun. */
  past(): Promise<readonly KeptWindow[]>;
}
