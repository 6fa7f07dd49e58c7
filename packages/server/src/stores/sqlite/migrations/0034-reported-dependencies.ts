/** What targets report of what they need: how it is, and totals by hour and day. */
import type { Migration } from '../database-kind.ts';

export const step0034: Migration = {
  name: 'reported dependencies',
  sql: `
CREATE TABLE reported_dependencies (
  id INTEGER PRIMARY KEY,
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  known TEXT NOT NULL,
  UNIQUE (monitor_id, name)
) STRICT;

CREATE TABLE dependency_totals (
  dependency_id INTEGER NOT NULL REFERENCES reported_dependencies (id) ON DELETE CASCADE,
  width_ms INTEGER NOT NULL,
  bucket_ms INTEGER NOT NULL,
  up INTEGER NOT NULL,
  degraded INTEGER NOT NULL,
  down INTEGER NOT NULL,
  latency_count INTEGER NOT NULL,
  latency_sum_ms REAL NOT NULL,
  latency_max_ms REAL NOT NULL,
  PRIMARY KEY (dependency_id, width_ms, bucket_ms)
) STRICT, WITHOUT ROWID;

CREATE INDEX dependency_totals_by_age ON dependency_totals (width_ms, bucket_ms);
`,
};
