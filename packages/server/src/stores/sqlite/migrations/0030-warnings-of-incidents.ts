/** What is degraded has no failure: what its warning said is kept with the incident, so that a list can say why. */
import type { Migration } from '../database-kind.ts';

export const step0030: Migration = {
  name: 'warnings of incidents',
  sql: 'ALTER TABLE incidents ADD COLUMN warning TEXT;',
};
