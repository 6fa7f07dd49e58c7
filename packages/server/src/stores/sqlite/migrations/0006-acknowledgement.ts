/** Who has an incident is kept with the incident: most are of no policy, and those that are may be of several. */
import type { Migration } from '../database-kind.ts';

export const step0006: Migration = {
  name: 'acknowledgement',
  sql: `
ALTER TABLE incidents ADD COLUMN acknowledged_by TEXT;
ALTER TABLE incidents ADD COLUMN acknowledged_at_ms INTEGER;
ALTER TABLE incidents ADD COLUMN snoozed_until_ms INTEGER;
`,
};
