/** The tables of `core.db` as the query builder knows them. Columns: migrations/0001. */
import type { Generated } from 'kysely';
import type { KnownDeviceTable, MemberPasswordTable, PasswordResetTable, SessionTable } from './account-rows.ts';
import type { MemberTotpTable, PasskeyTable } from './factor-rows.ts';
import type { IdempotentRequestTable } from './idempotency.ts';
import type { NotificationTable } from './notifications.ts';
import type { InviteTable, MemberTable, OrganizationTable, WorkspaceTable } from './organization-rows.ts';
import type { DependencyTotalsTable, ReportedDependencyTable } from './reported-dependencies.ts';
import type { ResourceGroupTable } from './resource-group-rows.ts';
import type { PageDomainTable, PageSubscriberTable } from './status-page-audience-rows.ts';
import type {
  PageIncidentPartTable,
  PageIncidentTable,
  PageIncidentUpdateTable,
  PageWorkTable,
} from './status-page-incident-rows.ts';
import type { PageComponentTable, PageGroupTable, StatusPageTable } from './status-page-rows.ts';

/** 0 or 1: SQLite has no truth values, and PostgreSQL's integer serves as well. */
export type Flag = 0 | 1;

export interface MonitorTable {
  id: string;
  key: number;
  name: string;
  name_key: string;
  search_text: string;
  type: string;
  config: string;
  frequency_seconds: number;
  is_enabled: Flag;
  regions: string;
  assertions: string;
  policy: string;
  generation: number;
  tells_all_channels: Flag;
  inherits: string | null;
  environment_id: string | null;
  auth: string | null;
  managed_by: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface MonitorVersionTable {
  id: string;
  monitor_id: string;
  version: number;
  snapshot: string;
  changed_via: string;
  change_summary: string | null;
  created_at_ms: number;
}

interface SignalTable {
  /** Counted by the database, in order of coming. */
  id: Generated<number>;
  monitor_id: string;
  at_ms: number;
  kind: string;
  run_id: string | null;
  exit_code: number | null;
  payload: string | null;
}

export interface IdentityTable {
  issuer: string;
  subject: string;
  member_id: number;
  created_at_ms: number;
}

export interface TagTable {
  id: string;
  name: string;
  name_key: string;
  color: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface ChannelTable {
  id: string;
  name: string;
  name_key: string;
  type: string;
  config: string;
  managed_by: string;
  broken_reason: string | null;
  last_delivery_at_ms: number | null;
  last_delivery_status: string | null;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface IncidentTable {
  id: string;
  monitor_id: string | null;
  source: string;
  status: string;
  severity: string;
  title: string;
  affected_regions: string;
  reopen_count: number;
  triggered_by_rule: string | null;
  rule_index: number | null;
  started_at_ms: number;
  confirmed_at_ms: number | null;
  resolved_at_ms: number | null;
  cooldown_until_ms: number | null;
  resolution_reason: string | null;
  failure: string | null;
  warning: string | null;
  trigger_region: string | null;
  trigger_slot_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number;
  is_flapping: Flag;
  resource_group_id: string | null;
  resource_group_name: string | null;
  acknowledged_by: string | null;
  acknowledged_at_ms: number | null;
  snoozed_until_ms: number | null;
}

export interface IncidentUpdateTable {
  id: string;
  incident_id: string;
  old_status: string | null;
  new_status: string | null;
  body: string | null;
  created_by: string;
  notify_subscribers: Flag;
  created_at_ms: number;
  topic: string | null;
}

export interface DeliveryTable {
  id: string;
  key: string;
  incident_id: string;
  monitor_id: string | null;
  channel_id: string;
  kind: string;
  sequence: number;
  message: string;
  status: string;
  attempt_count: number;
  last_attempt_at_ms: number | null;
  next_retry_at_ms: number | null;
  delivered_at_ms: number | null;
  error_message: string | null;
  created_at_ms: number;
  dispatch_id: string | null;
  step_number: number | null;
  fire_count: number | null;
  not_before_ms: number | null;
  digest_id: string | null;
  digest_part: number | null;
}

export interface NotificationPolicyTable {
  id: string;
  name: string;
  name_key: string;
  match_rules: string;
  escalation: string;
  is_enabled: Flag;
  priority: number;
  fallback_channel_ids: string | null;
  quiet_hours: string | null;
  managed_by: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface DispatchTable {
  id: string;
  incident_id: string;
  policy_id: string;
  policy_name: string;
  status: string;
  completion_reason: string | null;
  progress: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface DeliveryAttemptTable {
  id: string;
  delivery_id: string;
  attempt_number: number;
  status: string;
  status_code: number | null;
  response_excerpt: string | null;
  error_message: string | null;
  duration_ms: number;
  external_id: string | null;
  attempted_at_ms: number;
  request_hash: string | null;
}

/** What attempts sent, masked, as JSON. */
export interface SentRequestTable {
  hash: string;
  request: string;
  at_ms: number;
}

export interface ApiKeyTable {
  id: number;
  name: string;
  hash: string;
  hint: string;
  created_at_ms: number;
  updated_at_ms: number;
  last_used_at_ms: number | null;
  revoked_at_ms: number | null;
  expires_at_ms: number | null;
  role: string;
  scopes: string;
}

export interface AuditTable {
  id: string;
  at_ms: number;
  actor: string;
  action: string;
  resource_type: string;
  resource_id: string;
  resource_name: string | null;
  actor_id: number | null;
  actor_type: string | null;
  actor_email: string | null;
  before: string | null;
  after: string | null;
}

export interface PolicySnapshotTable {
  number: number;
  hash: string;
  engine_version: string;
  policy: string;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
}

export interface RuleEvaluationTable {
  monitor_key: number;
  slot_ms: number;
  region: string;
  rule_index: number;
  at_ms: number;
  type: number;
  is_matched: Flag;
  inputs: string;
  details: string;
  transition_id: string | null;
}

export interface TransitionTable {
  id: string;
  incident_id: string;
  monitor_id: string;
  monitor_key: number;
  at_ms: number;
  from_status: string;
  to_status: string;
  reason: string;
  evaluations: string;
  regions: string;
  look_region: string | null;
  look_slot_ms: number | null;
  source: string;
}

export interface DecisionTable {
  monitor_key: number;
  place: number;
  at_ms: number;
  generation: number;
  step: number;
  amount: number;
  region: string | null;
  /** JSON. */
  slots: string | null;
}

export interface MaintenanceWindowTable {
  id: string;
  name: string | null;
  name_key: string | null;
  reason: string | null;
  starts_at_ms: number;
  ends_at_ms: number;
  repeat_rule: string | null;
  time_zone: string;
  monitor_ids: string;
  tag_ids: string;
  resource_group_ids: string;
  suppress_alerts: Flag;
  pause_checks: Flag;
  ended_early_at_ms: string;
  managed_by: string;
  created_at_ms: number;
  updated_at_ms: number;
  deleted_at_ms: number | null;
}

export interface EnvironmentTable {
  id: string;
  name: string;
  name_key: string;
  slug: string;
  variables: string;
  is_default: Flag;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface WebhookEndpointTable {
  id: string;
  url: string;
  description: string | null;
  events: string;
  is_enabled: Flag;
  consecutive_failures: number;
  failing_since_ms: number | null;
  disabled_reason: string | null;
  disabled_at_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number;
}

interface PageNoticeTable {
  id: string;
  page_id: string;
  page_incident_id: string;
  kind: string;
  said: string;
  occurred_at_ms: number;
  after_subscriber_id: string | null;
  is_handed_out: Flag;
}

interface PageDeliveryTable {
  id: string;
  subscriber_id: string;
  notice_id: string | null;
  status: string;
  attempt_count: Generated<number>;
  last_attempt_at_ms: number | null;
  next_retry_at_ms: number | null;
  delivered_at_ms: number | null;
  error_message: string | null;
  created_at_ms: number;
}

interface WebhookDeliveryTable {
  id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  data: string;
  occurred_at_ms: number;
  status: string;
  attempt_count: number;
  last_attempt_at_ms: number | null;
  next_retry_at_ms: number | null;
  delivered_at_ms: number | null;
  error_message: string | null;
  response_status: number | null;
  response_ms: number | null;
  created_at_ms: number;
}

export interface SecretTable {
  id: string;
  key: string;
  created_at_ms: number;
  updated_at_ms: number;
}

/** Every table of `core.db`. */
export interface CoreTables {
  sequences: { name: string; value: number };
  monitors: MonitorTable;
  monitor_versions: MonitorVersionTable;
  tags: TagTable;
  monitor_tags: { monitor_id: string; tag_id: string; place: number };
  channels: ChannelTable;
  monitor_channels: { monitor_id: string; channel_id: string; place: number };
  monitor_dependencies: { monitor_id: string; parent_id: string; place: number };
  resource_groups: ResourceGroupTable;
  resource_group_members: { id: string; group_id: string; monitor_id: string; created_at_ms: number };
  resource_group_states: { group_id: string; state: string };
  idempotent_requests: IdempotentRequestTable;
  notifications: NotificationTable;
  notification_reads: { reader: string; notification_id: number };
  notification_readers: { reader: string; read_through: number };
  organization: OrganizationTable;
  workspaces: WorkspaceTable;
  members: MemberTable;
  invites: InviteTable;
  status_pages: StatusPageTable;
  status_page_groups: PageGroupTable;
  status_page_components: PageComponentTable;
  status_page_incidents: PageIncidentTable;
  status_page_incident_updates: PageIncidentUpdateTable;
  page_incident_parts: PageIncidentPartTable;
  page_works: PageWorkTable;
  status_page_subscribers: PageSubscriberTable;
  status_page_domains: PageDomainTable;
  page_notices: PageNoticeTable;
  page_deliveries: PageDeliveryTable;
  states: { monitor_id: string; verdict: string; state: string };
  incidents: IncidentTable;
  incident_updates: IncidentUpdateTable;
  certificates: { monitor_id: string; known: string };
  reported_dependencies: ReportedDependencyTable;
  dependency_totals: DependencyTotalsTable;
  heartbeats: { monitor_id: string; token: string; beat: string; signals_total: number };
  signals: SignalTable;
  good_looks: { incident_id: string; observation: string };
  kept_looks: { monitor_id: string; region: string; slot_ms: number; incident_id: string | null; observation: string };
  deliveries: DeliveryTable;
  delivery_attempts: DeliveryAttemptTable;
  sent_requests: SentRequestTable;
  notification_policies: NotificationPolicyTable;
  dispatches: DispatchTable;
  api_keys: ApiKeyTable;
  member_passwords: MemberPasswordTable;
  sessions: SessionTable;
  known_devices: KnownDeviceTable;
  password_resets: PasswordResetTable;
  member_totp: MemberTotpTable;
  recovery_codes: { member_id: number; hash: string };
  passkey_users: { member_id: number; handle: string };
  passkeys: PasskeyTable;
  member_identities: IdentityTable;
  audit: AuditTable & { number: Generated<number> };
  deploy_lock: { place: number; id: string; locked_by: string; locked_at_ms: number; expires_at_ms: number };
  maintenance_windows: MaintenanceWindowTable;
  settings: { name: string; value: string };
  policy_snapshots: PolicySnapshotTable;
  rule_evaluations: RuleEvaluationTable & { policy: number };
  transitions: TransitionTable & { policy: number };
  decisions: DecisionTable;
  data_keys: { version: number; sealed: string; created_at_ms: number };
  sealed: { id: string; data_key_version: number; value: string };
  secrets: SecretTable;
  webhook_endpoints: WebhookEndpointTable;
  webhook_deliveries: WebhookDeliveryTable;
  webhook_signing: { place: number; sealed_id: string; made_at_ms: number };
  environments: EnvironmentTable;
}
