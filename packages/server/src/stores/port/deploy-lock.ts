import type { Actor } from './audit.ts';

/** Who deploys: one at a time. */
export interface DeployLock {
  readonly id: string;
  readonly lockedBy: string;
  readonly lockedAtMs: number;
  /** From then on it holds nobody up, although it was not released. */
  readonly expiresAtMs: number;
}

/** The lock of deployments. What is over is as good as released. */
export interface DeployLockStore {
  /** @throws StoreRefusal conflict, naming who has it until when */
  acquire(wanted: { readonly lockedBy: string; readonly ttlMs: number }, actor: Actor): Promise<DeployLock>;
  current(): Promise<DeployLock | undefined>;
  /** @throws StoreRefusal not_found when this one does not hold, or no longer */
  release(id: string, actor: Actor): Promise<void>;
  /** Releases whichever holds. @returns whether one did */
  force(actor: Actor): Promise<boolean>;
}
