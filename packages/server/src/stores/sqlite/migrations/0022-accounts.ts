/**
 * Members sign in. Of whatever opens something (session, device, link) only the SHA-256 is kept; of a password its Argon2id.
 * Keys that were made before there were roles may go on doing all that they could.
 */
import type { Migration } from '../database-kind.ts';

export const step0022: Migration = {
  name: 'passwords, sessions, scopes of keys, who it was in the audit log',
  sql: `
CREATE TABLE member_passwords (
  member_id INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  authenticated_by TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_member ON sessions (member_id);
CREATE INDEX sessions_by_end ON sessions (expires_at_ms);

CREATE TABLE known_devices (
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL,
  address TEXT NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (member_id, token_hash)
) STRICT;

CREATE TABLE password_resets (
  member_id INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  expires_at_ms INTEGER NOT NULL
) STRICT;

ALTER TABLE api_keys ADD COLUMN role TEXT NOT NULL DEFAULT 'OWNER';
ALTER TABLE api_keys ADD COLUMN scopes TEXT NOT NULL DEFAULT '["read","write","admin"]';

ALTER TABLE audit ADD COLUMN actor_type TEXT;
ALTER TABLE audit ADD COLUMN actor_email TEXT;
ALTER TABLE audit ADD COLUMN before TEXT;
ALTER TABLE audit ADD COLUMN after TEXT;
UPDATE audit SET actor_type = 'key' WHERE actor_id IS NOT NULL;
`,
};
