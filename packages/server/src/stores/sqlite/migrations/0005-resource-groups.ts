/**
 * Dependencies and memberships go with the monitors that they are of. `resource_group_states.state` is what was decided
 * of a group, as JSON: only core reads it. An incident keeps the name of its group: it outlives it.
 */
import type { Migration } from '../database-kind.ts';

export const step0005: Migration = {
  name: 'resource groups and dependencies',
  sql: `
CREATE TABLE monitor_dependencies (
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  parent_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  PRIMARY KEY (monitor_id, parent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX monitor_dependencies_by_parent ON monitor_dependencies (parent_id);

CREATE TABLE resource_groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  description TEXT,
  alert_policy_id TEXT,
  default_frequency_seconds INTEGER,
  default_regions TEXT,
  default_retry_strategy TEXT,
  default_channel_ids TEXT,
  threshold_type TEXT,
  threshold_value REAL,
  suppress_member_alerts INTEGER NOT NULL,
  confirmation_delay_seconds INTEGER,
  recovery_cooldown_minutes INTEGER,
  managed_by TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE resource_group_members (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES resource_groups (id) ON DELETE CASCADE,
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (group_id, monitor_id)
) STRICT;
CREATE INDEX resource_group_members_by_monitor ON resource_group_members (monitor_id);

CREATE TABLE resource_group_states (
  group_id TEXT PRIMARY KEY REFERENCES resource_groups (id) ON DELETE CASCADE,
  state TEXT NOT NULL
) STRICT;

ALTER TABLE incidents ADD COLUMN resource_group_id TEXT;
ALTER TABLE incidents ADD COLUMN resource_group_name TEXT;
CREATE INDEX incidents_by_group ON incidents (resource_group_id) WHERE resource_group_id IS NOT NULL;
`,
};
