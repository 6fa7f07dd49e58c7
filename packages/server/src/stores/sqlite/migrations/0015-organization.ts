/** Who runs the server, and who may use it. `AUTOINCREMENT`: a number that was somebody's is never anybody else's. */
import type { Migration } from '../database-kind.ts';

export const step0015: Migration = {
  name: 'organization, members and invites',
  sql: `
CREATE TABLE organization (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  email TEXT,
  size TEXT,
  industry TEXT,
  website_url TEXT
) STRICT;
INSERT INTO organization (id, name) VALUES (1, 'Upwatch');

CREATE TABLE workspaces (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO workspaces (id, name, created_at_ms, updated_at_ms)
  VALUES (1, 'Default', unixepoch() * 1000, unixepoch() * 1000);

CREATE TABLE members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  name TEXT,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE invites (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  role_offered TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  expires_at_ms INTEGER NOT NULL,
  consumed_at_ms INTEGER,
  revoked_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX invites_by_email ON invites (email_key);
`,
};
