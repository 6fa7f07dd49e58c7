import type { DeliveryStatus, JsonObject, ManagedBy } from '@upwatch/core';
import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Whole, with its secrets: for `send` only. */
  readonly config: JsonObject;
  readonly managedBy: ManagedBy;
  /** Set when a permanent failure showed that it does not work; cleared by a success or an update. */
  readonly brokenReason?: string;
  readonly lastDeliveryAtMs?: number;
  readonly lastDeliveryStatus?: DeliveryStatus;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Where alerts are told. */
export interface ChannelStore {
  create(channel: Pick<Channel, 'id' | 'name' | 'type' | 'config' | 'managedBy'>, actor: Actor): Promise<Channel>;
  update(id: string, change: Pick<Channel, 'name' | 'config' | 'managedBy'>, actor: Actor): Promise<Channel>;
  /** Removes it from every monitor and policy and cancels what waits for it. A policy left with no channel is disabled. */
  delete(
    id: string,
    actor: Actor,
  ): Promise<{
    readonly affectedMonitors: number;
    readonly affectedPolicies: number;
    readonly disabledPolicies: number;
  }>;
  get(id: string): Promise<Channel | undefined>;
  list(
    filter: { readonly type?: string; readonly managedBy?: ManagedBy; readonly search?: string },
    page: PageRequest,
  ): Promise<Page<Channel>>;
  all(): Promise<readonly Channel[]>;
  setBroken(id: string, reason: string | undefined): Promise<void>;
}
