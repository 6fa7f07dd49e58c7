/**
 * What is told together has the digest's id, and the number of the message that tells it. The second index is what a
 * dispatcher reads again and again: what has ended, 90 days of it, is not in it.
 */
import type { Migration } from '../database-kind.ts';

export const step0008: Migration = {
  name: 'digests',
  sql: `
ALTER TABLE deliveries ADD COLUMN digest_id TEXT;
ALTER TABLE deliveries ADD COLUMN digest_part INTEGER;
CREATE INDEX deliveries_by_digest ON deliveries (digest_id, digest_part) WHERE digest_id IS NOT NULL;
CREATE INDEX deliveries_open ON deliveries (id) WHERE status IN ('PENDING', 'RETRY_PENDING');
`,
};
