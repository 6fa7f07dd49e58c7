/**
 * How things were decided. Monitors stand here as their numbers (`monitors.key`, never used again), because there are
 * many small rows; a transition has the id as well, and so outlives its monitor.
 */
import type { Migration } from '../database-kind.ts';

export const step0004: Migration = {
  name: 'how it was decided',
  sql: `
CREATE TABLE policy_snapshots (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  policy TEXT NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  UNIQUE (hash, engine_version)
) STRICT;

-- inputs: {"region": [milliseconds before slot_ms, …]}; details: what is measured, in the order that rows are read in.
CREATE TABLE rule_evaluations (
  monitor_key INTEGER NOT NULL,
  slot_ms INTEGER NOT NULL,
  region TEXT NOT NULL,
  rule_index INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  type INTEGER NOT NULL,
  is_matched INTEGER NOT NULL,
  policy INTEGER NOT NULL,
  inputs TEXT NOT NULL,
  details TEXT NOT NULL,
  transition_id TEXT,
  PRIMARY KEY (monitor_key, slot_ms, region, rule_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_evaluations_by_slot ON rule_evaluations (slot_ms);

CREATE TABLE transitions (
  id TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL,
  monitor_id TEXT NOT NULL,
  monitor_key INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  reason TEXT NOT NULL,
  evaluations TEXT NOT NULL,
  regions TEXT NOT NULL,
  look_region TEXT,
  look_slot_ms INTEGER,
  source TEXT NOT NULL,
  policy INTEGER NOT NULL
) STRICT;
CREATE INDEX transitions_by_incident ON transitions (incident_id, at_ms);
CREATE INDEX transitions_by_monitor ON transitions (monitor_id, at_ms);
CREATE INDEX transitions_by_time ON transitions (at_ms);
CREATE INDEX transitions_by_look ON transitions (look_slot_ms) WHERE look_slot_ms IS NOT NULL;

-- Times with their fractions: to decide again as it was decided they must be the same to the last bit.
CREATE TABLE decisions (
  monitor_key INTEGER NOT NULL,
  place INTEGER NOT NULL,
  at_ms REAL NOT NULL,
  generation INTEGER NOT NULL,
  step INTEGER NOT NULL,
  amount REAL NOT NULL,
  region TEXT,
  PRIMARY KEY (monitor_key, place)
) STRICT, WITHOUT ROWID;
`,
};
