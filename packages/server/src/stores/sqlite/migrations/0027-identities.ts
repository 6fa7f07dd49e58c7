/** Who somebody is to a provider of single sign-on: its own name for them, which never goes to another person. */
import type { Migration } from '../database-kind.ts';

export const step0027: Migration = {
  name: 'single sign-on',
  sql: `
CREATE TABLE member_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX member_identities_by_member ON member_identities (member_id);
`,
};
