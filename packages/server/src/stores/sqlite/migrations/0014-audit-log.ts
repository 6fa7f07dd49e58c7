/**
 * Lines of the trail are numbered in their order, and say which API key it was: names change. A trigger numbers them, since
 * lines are written with prepared statements too. The lock of deployments is one row.
 */
import type { Migration } from '../database-kind.ts';

export const step0014: Migration = {
  name: 'audit log, deploy lock',
  sql: `
ALTER TABLE audit ADD COLUMN number INTEGER;
ALTER TABLE audit ADD COLUMN actor_id INTEGER;
UPDATE audit SET number = numbered.place FROM
  (SELECT id, row_number() OVER (ORDER BY at_ms, id) AS place FROM audit) AS numbered WHERE numbered.id = audit.id;
INSERT INTO sequences (name, value) SELECT 'audit_number', coalesce(max(number), 0) FROM audit;
CREATE UNIQUE INDEX audit_by_number ON audit (number);
CREATE TRIGGER audit_numbered AFTER INSERT ON audit BEGIN
  UPDATE sequences SET value = value + 1 WHERE name = 'audit_number';
  UPDATE audit SET number = (SELECT value FROM sequences WHERE name = 'audit_number') WHERE id = NEW.id;
END;

CREATE TABLE deploy_lock (
  place INTEGER PRIMARY KEY CHECK (place = 1),
  id TEXT NOT NULL,
  locked_by TEXT NOT NULL,
  locked_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT;
`,
};
