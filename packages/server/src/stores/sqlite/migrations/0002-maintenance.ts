/**
 * Targets are ids without a foreign key: a window whose last monitor is deleted must not become one on every monitor.
 * A window that had begun is kept when it is deleted, marked so: what was maintenance stays out of the uptime.
 */
import type { Migration } from '../database-kind.ts';

export const step0002: Migration = {
  name: 'maintenance windows',
  sql: `
CREATE TABLE maintenance_windows (
  id TEXT PRIMARY KEY,
  name TEXT,
  name_key TEXT UNIQUE,
  reason TEXT,
  starts_at_ms INTEGER NOT NULL,
  ends_at_ms INTEGER NOT NULL,
  repeat_rule TEXT,
  time_zone TEXT NOT NULL,
  monitor_ids TEXT NOT NULL,
  tag_ids TEXT NOT NULL,
  resource_group_ids TEXT NOT NULL,
  suppress_alerts INTEGER NOT NULL,
  pause_checks INTEGER NOT NULL,
  ended_early_at_ms TEXT NOT NULL,
  managed_by TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  deleted_at_ms INTEGER
) STRICT;
`,
};
