/** `monitors.auth` is JSON that names a secret: what names what is found by reading, since settings name it in texts too. */
import type { Migration } from '../database-kind.ts';

export const step0012: Migration = {
  name: 'environments, monitor auth',
  sql: `
CREATE TABLE environments (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  variables TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX environments_default ON environments (is_default) WHERE is_default = 1;

ALTER TABLE monitors ADD COLUMN environment_id TEXT REFERENCES environments (id);
ALTER TABLE monitors ADD COLUMN auth TEXT;
CREATE INDEX monitors_by_environment ON monitors (environment_id) WHERE environment_id IS NOT NULL;
`,
};
