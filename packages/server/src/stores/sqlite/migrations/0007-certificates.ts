/** What the targets' certificates are, and of an incident: the last look that was good before it, and whether it flaps. */
import type { Migration } from '../database-kind.ts';

export const step0007: Migration = {
  name: 'certificates, good looks, flapping',
  sql: `
CREATE TABLE certificates (
  monitor_id TEXT PRIMARY KEY REFERENCES monitors (id) ON DELETE CASCADE,
  known TEXT NOT NULL
) STRICT;

CREATE TABLE good_looks (
  incident_id TEXT PRIMARY KEY REFERENCES incidents (id) ON DELETE CASCADE,
  observation TEXT NOT NULL
) STRICT;

ALTER TABLE incidents ADD COLUMN is_flapping INTEGER NOT NULL DEFAULT 0;
`,
};
