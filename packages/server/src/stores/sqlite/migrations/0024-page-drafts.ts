/** Incidents of pages that are made of real ones: who makes them is in 0026. */
import type { Migration } from '../database-kind.ts';

export const step0024: Migration = {
  name: 'incidents of pages made of real ones',
  sql: `
ALTER TABLE status_page_incidents ADD COLUMN is_drafted INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX status_page_incidents_drafted ON status_page_incidents (page_id, incident_id) WHERE is_drafted = 1;
`,
};
