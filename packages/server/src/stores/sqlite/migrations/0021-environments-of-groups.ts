/**
 * Groups name the environment of members that name none. Monitors that name none until now have said nothing of it, and
 * so have that of their groups from now on: as yet no group says one.
 */
import type { Migration } from '../database-kind.ts';

export const step0021: Migration = {
  name: 'environments of groups',
  sql: `
ALTER TABLE resource_groups ADD COLUMN default_environment_id TEXT REFERENCES environments (id);

UPDATE monitors SET inherits = json_insert(coalesce(inherits, '[]'), '$[#]', 'environmentId')
WHERE environment_id IS NULL;
`,
};
