import type { Dispatch, NotificationPolicy } from '@upwatch/core';
import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

export type NewNotificationPolicy = Omit<NotificationPolicy, 'createdAtMs' | 'updatedAtMs'>;

/** Who is told of which incidents, step by step. */
export interface NotificationPolicyStore {
  /**
   * Names differ by more than case and Unicode form.
   * @throws StoreRefusal duplicate_name; not_found for an unknown channel, with its field
   */
  create(policy: NewNotificationPolicy, actor: Actor): Promise<NotificationPolicy>;
  /** A change of nothing gives back the policy as it is. @param change called again when a lock had to be waited for */
  update(
    id: string,
    change: (current: NotificationPolicy) => NewNotificationPolicy,
    actor: Actor,
  ): Promise<NotificationPolicy>;
  /** What it has begun is not begun again; those that it told still hear of the end. */
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<NotificationPolicy | undefined>;
  /** All of them, higher priorities first. */
  all(): Promise<readonly NotificationPolicy[]>;
}

/** What policies have done about incidents. Written with the commits. */
export interface DispatchStore {
  get(id: string): Promise<Dispatch | undefined>;
  /** Oldest first. */
  listByIncident(incidentId: string): Promise<readonly Dispatch[]>;
  /** Newest first. */
  listByPolicy(policyId: string, page: PageRequest): Promise<Page<Dispatch>>;
}
