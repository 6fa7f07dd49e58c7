/** What attempts sent, each text once: one message for many, and one that is tried again, is the same request. */
import type { Migration } from '../database-kind.ts';

export const step0019: Migration = {
  name: 'sent requests',
  sql: `
CREATE TABLE sent_requests (
  hash TEXT PRIMARY KEY,
  request TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_requests_by_age ON sent_requests (at_ms);
ALTER TABLE delivery_attempts ADD COLUMN request_hash TEXT;
CREATE INDEX delivery_attempts_by_request ON delivery_attempts (request_hash) WHERE request_hash IS NOT NULL;
CREATE TRIGGER sent_requests_end AFTER DELETE ON delivery_attempts WHEN OLD.request_hash IS NOT NULL
BEGIN
  DELETE FROM sent_requests WHERE hash = OLD.request_hash
    AND NOT EXISTS (SELECT 1 FROM delivery_attempts WHERE request_hash = OLD.request_hash);
END;
`,
};
