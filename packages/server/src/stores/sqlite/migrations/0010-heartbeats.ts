/**
 * Jobs that report by themselves: by which address, what is known of each, and what each said last. Signals are kept
 * in order of their coming, so that what was acknowledged is there whatever becomes of the process.
 */
import type { Migration } from '../database-kind.ts';

export const step0010: Migration = {
  name: 'heartbeats',
  sql: `
CREATE TABLE heartbeats (
  monitor_id TEXT PRIMARY KEY REFERENCES monitors (id) ON DELETE CASCADE,
  token TEXT NOT NULL UNIQUE,
  beat TEXT NOT NULL,
  signals_total INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE signals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  run_id TEXT,
  exit_code INTEGER,
  payload TEXT
);
CREATE INDEX signals_by_monitor ON signals (monitor_id, id);
`,
};
