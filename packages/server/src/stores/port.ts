/**
 * The port of a store. Every method is one transaction: what it says is either kept whole, and on disk when the
 * promise fulfils, or not at all. The contract suite in `testing/core-contract.ts`
 * runs over every implementation.
 */
import type { JsonObject, MonitorState } from '@upwatch/core';
import type { AccountStore } from './port/accounts.ts';
import type { ApiKeyStore } from './port/api-keys.ts';
import type { AuditStore } from './port/audit.ts';
import type { CertificateStore } from './port/certificates.ts';
import type { ChannelStore } from './port/channels.ts';
import type { Commit } from './port/commit.ts';
import type { DeployLockStore } from './port/deploy-lock.ts';
import type { DigestStore } from './port/digests.ts';
import type { EnvironmentStore } from './port/environments.ts';
import type { FactorStore } from './port/factors.ts';
import type { ForensicsStore } from './port/forensics.ts';
import type { HeartbeatStore } from './port/heartbeats.ts';
import type { IdempotencyStore } from './port/idempotency.ts';
import type { IdentityStore } from './port/identities.ts';
import type { IncidentStore } from './port/incidents.ts';
import type { MaintenanceStore } from './port/maintenance.ts';
import type { MonitorStore } from './port/monitors.ts';
import type { DispatchStore, NotificationPolicyStore } from './port/notification-policies.ts';
import type { NotificationStore } from './port/notifications.ts';
import type { OrganizationStore } from './port/organization.ts';
import type { OutboxStore } from './port/outbox.ts';
import type { PageNoticeStore } from './port/page-notices.ts';
import type { ReportedDependencyStore } from './port/reported-dependencies.ts';
import type { ResourceGroupStore } from './port/resource-groups.ts';
import type { RevisionStore } from './port/revisions.ts';
import type { SecretStore } from './port/secrets.ts';
import type { StatusPageStore } from './port/status-pages.ts';
import type { TagStore } from './port/tags.ts';
import type { WebhookStore } from './port/webhooks.ts';

export * from './port/accounts.ts';
export * from './port/api-keys.ts';
export * from './port/audit.ts';
export * from './port/certificates.ts';
export * from './port/channels.ts';
export * from './port/commit.ts';
export * from './port/deploy-lock.ts';
export * from './port/digests.ts';
export * from './port/environments.ts';
export * from './port/factors.ts';
export * from './port/forensics.ts';
export * from './port/heartbeats.ts';
export * from './port/history.ts';
export * from './port/idempotency.ts';
export * from './port/identities.ts';
export * from './port/incidents.ts';
export * from './port/maintenance.ts';
export * from './port/monitors.ts';
export * from './port/name-key.ts';
export * from './port/notification-policies.ts';
export * from './port/notifications.ts';
export * from './port/organization.ts';
export * from './port/outbox.ts';
export * from './port/page-notices.ts';
export * from './port/paging.ts';
export * from './port/refusal.ts';
export * from './port/reported-dependencies.ts';
export * from './port/resource-groups.ts';
export * from './port/revisions.ts';
export * from './port/secrets.ts';
export * from './port/status-pages.ts';
export * from './port/tags.ts';
export * from './port/webhooks.ts';

/** What we promise to keep: a write that was acknowledged survives a power cut. */
export interface CoreStore {
  readonly monitors: MonitorStore;
  readonly tags: TagStore;
  readonly channels: ChannelStore;
  readonly incidents: IncidentStore;
  readonly states: {
    all(): Promise<ReadonlyMap<string, MonitorState>>;
  };
  /** ONE transaction over all of them. A commit of a monitor that is gone, and an alert for a channel that is, come to nothing. */
  commit(commits: readonly Commit[]): Promise<void>;
  readonly forensics: ForensicsStore;
  readonly certificates: CertificateStore;
  readonly reportedDependencies: ReportedDependencyStore;
  readonly heartbeats: HeartbeatStore;
  readonly maintenance: MaintenanceStore;
  readonly resourceGroups: ResourceGroupStore;
  readonly statusPages: StatusPageStore;
  readonly pageNotices: PageNoticeStore;
  readonly organization: OrganizationStore;
  readonly notifications: NotificationStore;
  readonly idempotency: IdempotencyStore;
  readonly revisions: RevisionStore;
  readonly outbox: OutboxStore;
  readonly digests: DigestStore;
  readonly notificationPolicies: NotificationPolicyStore;
  readonly dispatches: DispatchStore;
  readonly webhooks: WebhookStore;
  readonly deployLock: DeployLockStore;
  readonly environments: EnvironmentStore;
  readonly secrets: SecretStore;
  readonly apiKeys: ApiKeyStore;
  readonly accounts: AccountStore;
  readonly factors: FactorStore;
  readonly identities: IdentityStore;
  readonly audit: AuditStore;
  /** Small server-wide values, such as the check concurrency. */
  readonly settings: {
    get(name: string): Promise<JsonObject | undefined>;
    set(name: string, value: JsonObject): Promise<void>;
    /** Keeps a value where there is none. @returns the one that is kept then */
    ensure(name: string, value: JsonObject): Promise<JsonObject>;
  };
  /** Whether it can write now; with why not. */
  health(): Promise<{ readonly isWritable: boolean; readonly reason?: string }>;
  /** Housekeeping, a slice at a time: drops what is past its time, cuts logs back. To be called about twice a minute. */
  tend?(nowMs: number): Promise<void>;
  close(): Promise<void>;
}
