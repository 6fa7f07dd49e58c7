/**
 * Whatever is secret is in `sealed`, by the id of what it is of: a rotation goes through that one table. A data key is
 * itself sealed by the master key, which is not in the database.
 */
import type { Migration } from '../database-kind.ts';

export const step0011: Migration = {
  name: 'secrets',
  sql: `
CREATE TABLE data_keys (
  version INTEGER PRIMARY KEY,
  sealed TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO sequences (name, value) VALUES ('data_key_version', 0);

CREATE TABLE sealed (
  id TEXT PRIMARY KEY,
  data_key_version INTEGER NOT NULL REFERENCES data_keys (version),
  value TEXT NOT NULL
) STRICT;

CREATE TABLE secrets (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
`,
};
