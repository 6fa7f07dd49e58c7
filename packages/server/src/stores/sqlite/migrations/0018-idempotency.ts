/** Requests under an `Idempotency-Key`. One without an answer was carried out, and the server stopped before it answered. */
import type { Migration } from '../database-kind.ts';

export const step0018: Migration = {
  name: 'idempotent requests',
  sql: `
CREATE TABLE idempotent_requests (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  hash TEXT NOT NULL,
  status INTEGER,
  content_type TEXT,
  body TEXT,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT;
CREATE INDEX idempotent_requests_by_age ON idempotent_requests (at_ms);
`,
};
