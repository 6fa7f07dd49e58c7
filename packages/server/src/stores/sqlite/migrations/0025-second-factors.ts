/**
 * Second factors. The secret of one-time codes is sealed; of recovery codes only the hash is kept; of a passkey there is
 * nothing secret to keep. Sealed values go with what they belong to, however that goes.
 */
import type { Migration } from '../database-kind.ts';

export const step0025: Migration = {
  name: 'second factors and passkeys of members',
  sql: `
CREATE TABLE member_totp (
  member_id INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
  sealed_id TEXT NOT NULL,
  confirmed_at_ms INTEGER,
  last_step INTEGER NOT NULL
) STRICT;
CREATE TRIGGER member_totp_gone AFTER DELETE ON member_totp BEGIN
  DELETE FROM sealed WHERE id = OLD.sealed_id;
END;

CREATE TABLE recovery_codes (
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  PRIMARY KEY (member_id, hash)
) STRICT;

CREATE TABLE passkey_users (
  member_id INTEGER PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
  handle TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  credential_id TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL,
  is_backed_up INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_used_at_ms INTEGER
) STRICT;
CREATE INDEX passkeys_by_member ON passkeys (member_id);

ALTER TABLE organization ADD COLUMN demands_second_factor INTEGER NOT NULL DEFAULT 0;
`,
};
