/** What a line of an incident's timeline is about. Of what earlier versions wrote it is not known. */
import type { Migration } from '../database-kind.ts';

export const step0020: Migration = {
  name: 'topics of updates',
  sql: `
ALTER TABLE incident_updates ADD COLUMN topic TEXT;
`,
};
