/** A post-mortem has a title of its own, and is said at a time of its own: for its readers it is news. */
import type { Migration } from '../database-kind.ts';

export const step0032: Migration = {
  name: 'titles and times of post-mortems',
  sql: `
ALTER TABLE status_page_incidents ADD COLUMN postmortem_title TEXT;
ALTER TABLE status_page_incidents ADD COLUMN postmortem_at_ms INTEGER;
UPDATE status_page_incidents SET postmortem_at_ms = updated_at_ms
WHERE postmortem_body IS NOT NULL OR postmortem_url IS NOT NULL;
`,
};
