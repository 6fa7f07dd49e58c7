/**
 * `dispatches.progress` is what the steps have come to, as JSON: only core reads it. Dispatches hold ids of incidents and
 * policies without a foreign key: what happened stays readable when what it happened to is deleted.
 */
import type { Migration } from '../database-kind.ts';

export const step0003: Migration = {
  name: 'notification policies',
  sql: `
CREATE TABLE notification_policies (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  match_rules TEXT NOT NULL,
  escalation TEXT NOT NULL,
  is_enabled INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  fallback_channel_ids TEXT,
  quiet_hours TEXT,
  managed_by TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE dispatches (
  id TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  policy_name TEXT NOT NULL,
  status TEXT NOT NULL,
  completion_reason TEXT,
  progress TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX dispatches_by_incident ON dispatches (incident_id, created_at_ms);
CREATE INDEX dispatches_by_policy ON dispatches (policy_id, created_at_ms);

ALTER TABLE deliveries ADD COLUMN dispatch_id TEXT;
ALTER TABLE deliveries ADD COLUMN step_number INTEGER;
ALTER TABLE deliveries ADD COLUMN fire_count INTEGER;
ALTER TABLE deliveries ADD COLUMN not_before_ms INTEGER;
`,
};
