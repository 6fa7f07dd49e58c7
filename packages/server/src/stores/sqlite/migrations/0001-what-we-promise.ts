/**
 * Times are integer milliseconds, truth values 0 or 1, JSON is text: the same queries run on PostgreSQL.
 * `name_key` is the name as it is compared: two names that differ in case or in Unicode form are the same.
 * `incidents`, `deliveries` and `audit` hold ids of monitors and channels without a foreign key: what happened stays
 * readable when what it happened to is deleted.
 */
import type { Migration } from '../database-kind.ts';

export const step0001: Migration = {
  name: 'what we promise',
  sql: `
CREATE TABLE sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO sequences (name, value) VALUES ('monitor_key', 0), ('api_key_id', 0);

CREATE TABLE monitors (
  id TEXT PRIMARY KEY,
  key INTEGER NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  search_text TEXT NOT NULL,
  type TEXT NOT NULL,
  config TEXT NOT NULL,
  frequency_seconds INTEGER NOT NULL,
  is_enabled INTEGER NOT NULL,
  regions TEXT NOT NULL,
  assertions TEXT NOT NULL,
  policy TEXT NOT NULL,
  generation INTEGER NOT NULL,
  tells_all_channels INTEGER NOT NULL,
  managed_by TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE monitor_versions (
  id TEXT PRIMARY KEY,
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  snapshot TEXT NOT NULL,
  changed_via TEXT NOT NULL,
  change_summary TEXT,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (monitor_id, version)
) STRICT;

CREATE TABLE tags (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  color TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE monitor_tags (
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  tag_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  PRIMARY KEY (monitor_id, tag_id)
) STRICT;
CREATE INDEX monitor_tags_by_tag ON monitor_tags (tag_id);

CREATE TABLE channels (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  config TEXT NOT NULL,
  managed_by TEXT NOT NULL,
  broken_reason TEXT,
  last_delivery_at_ms INTEGER,
  last_delivery_status TEXT,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE monitor_channels (
  monitor_id TEXT NOT NULL REFERENCES monitors (id) ON DELETE CASCADE,
  channel_id TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  PRIMARY KEY (monitor_id, channel_id)
) STRICT;
CREATE INDEX monitor_channels_by_channel ON monitor_channels (channel_id);

CREATE TABLE states (
  monitor_id TEXT PRIMARY KEY REFERENCES monitors (id) ON DELETE CASCADE,
  verdict TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  monitor_id TEXT,
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  severity TEXT NOT NULL,
  title TEXT NOT NULL,
  affected_regions TEXT NOT NULL,
  reopen_count INTEGER NOT NULL,
  triggered_by_rule TEXT,
  rule_index INTEGER,
  started_at_ms INTEGER NOT NULL,
  confirmed_at_ms INTEGER,
  resolved_at_ms INTEGER,
  cooldown_until_ms INTEGER,
  resolution_reason TEXT,
  failure TEXT,
  trigger_region TEXT,
  trigger_slot_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX incidents_by_start ON incidents (started_at_ms);
CREATE INDEX incidents_by_monitor ON incidents (monitor_id, started_at_ms);
CREATE INDEX incidents_open ON incidents (started_at_ms) WHERE status <> 'RESOLVED';

CREATE TABLE incident_updates (
  id TEXT PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  old_status TEXT,
  new_status TEXT,
  body TEXT,
  created_by TEXT NOT NULL,
  notify_subscribers INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_updates_by_incident ON incident_updates (incident_id, created_at_ms);

-- The looks that changed something. Those before an incident have none yet; it takes them when it opens.
CREATE TABLE kept_looks (
  monitor_id TEXT NOT NULL,
  region TEXT NOT NULL,
  slot_ms INTEGER NOT NULL,
  incident_id TEXT REFERENCES incidents (id) ON DELETE CASCADE,
  observation TEXT NOT NULL,
  PRIMARY KEY (monitor_id, slot_ms, region)
) STRICT;
CREATE INDEX kept_looks_by_incident ON kept_looks (incident_id, slot_ms) WHERE incident_id IS NOT NULL;

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  incident_id TEXT NOT NULL,
  monitor_id TEXT,
  channel_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  message TEXT NOT NULL,
  status TEXT NOT NULL,
  attempt_count INTEGER NOT NULL,
  last_attempt_at_ms INTEGER,
  next_retry_at_ms INTEGER,
  delivered_at_ms INTEGER,
  error_message TEXT,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_by_status ON deliveries (status, created_at_ms);
CREATE INDEX deliveries_by_channel ON deliveries (channel_id, created_at_ms);
CREATE INDEX deliveries_by_incident ON deliveries (incident_id, sequence);

CREATE TABLE delivery_attempts (
  id TEXT PRIMARY KEY,
  delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  attempt_number INTEGER NOT NULL,
  status TEXT NOT NULL,
  status_code INTEGER,
  response_excerpt TEXT,
  error_message TEXT,
  duration_ms REAL NOT NULL,
  external_id TEXT,
  attempted_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_attempts_by_delivery ON delivery_attempts (delivery_id, attempt_number);

CREATE TABLE api_keys (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  last_used_at_ms INTEGER,
  revoked_at_ms INTEGER,
  expires_at_ms INTEGER
) STRICT;

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  resource_name TEXT
) STRICT;
CREATE INDEX audit_by_time ON audit (at_ms);

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
};
