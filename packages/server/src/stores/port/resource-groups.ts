import type { GroupState, GroupStep, ResourceGroup } from '@upwatch/core';
import type { Actor } from './audit.ts';

/** What a person or the config file says of a group: the store gives it its slug. */
export type GroupContent = Omit<ResourceGroup, 'slug' | 'createdAtMs' | 'updatedAtMs'>;

/** A monitor in a group. */
export interface GroupMember {
  readonly id: string;
  readonly groupId: string;
  readonly monitorId: string;
  readonly createdAtMs: number;
}

/** What was decided of a group, kept with what follows from it. */
export interface GroupCommit extends GroupStep {
  readonly groupId: string;
}

/**
 * Groups of monitors. Every change is refused (in_use, naming the monitors) after which members that have the environment
 * of their group would name variables that are not there.
 */
export interface ResourceGroupStore {
  /** @throws StoreRefusal duplicate_name; not_found for an unknown channel, notification policy or environment */
  create(group: GroupContent, actor: Actor): Promise<ResourceGroup>;
  /** A change of nothing gives back the group as it is. The id stays whatever `change` says. */
  update(id: string, change: (current: ResourceGroup) => GroupContent, actor: Actor): Promise<ResourceGroup>;
  /** Ends its open incident, and what waits to be told of it is cancelled. */
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<ResourceGroup | undefined>;
  /** By name. */
  all(): Promise<readonly ResourceGroup[]>;
  /** Of all groups, oldest first. */
  members(): Promise<readonly GroupMember[]>;
  /** @throws StoreRefusal not_found; conflict when it is a member already */
  addMember(member: Omit<GroupMember, 'createdAtMs'>, actor: Actor): Promise<GroupMember>;
  /** @param memberId of the membership, or of its monitor */
  removeMember(groupId: string, memberId: string, actor: Actor): Promise<void>;
  states(): Promise<ReadonlyMap<string, GroupState>>;
  /** ONE transaction. Of a group that is gone nothing is kept. */
  commit(change: GroupCommit, actor?: Actor): Promise<void>;
}
