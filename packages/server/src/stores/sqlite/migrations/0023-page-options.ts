/** `options` is JSON: the language of a page, who may frame it, from where it may be read, what else it shows. */
import type { Migration } from '../database-kind.ts';

export const step0023: Migration = {
  name: 'options of status pages',
  sql: `
ALTER TABLE status_pages ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE status_pages ADD COLUMN password_hash TEXT;
`,
};
