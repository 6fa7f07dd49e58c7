/** What must hold of `core.db` at any instant at which its server may have died (invariants I2, I3 and I8). */
import { DatabaseSync } from 'node:sqlite';

/** Each rule as a query for the rows that break it. */
const RULES: Readonly<Record<string, string>> = {
  'an incident ends before it starts': `SELECT id FROM incidents WHERE resolved_at_ms < started_at_ms`,
  'two incidents of one monitor overlap': `
    SELECT a.id, b.id FROM incidents a JOIN incidents b ON a.monitor_id = b.monitor_id AND a.id < b.id
    WHERE a.source = 'AUTOMATIC' AND b.source = 'AUTOMATIC'
      AND a.started_at_ms < coalesce(b.resolved_at_ms, 9e15) AND b.started_at_ms < coalesce(a.resolved_at_ms, 9e15)`,
  'a state has no open incident where it says so': `
    SELECT monitor_id FROM states WHERE state ->> '$.incident.status' = 'CONFIRMED' AND NOT EXISTS
      (SELECT 1 FROM incidents WHERE id = state ->> '$.incident.id' AND status = 'CONFIRMED')`,
  'an open incident has no state that says so': `
    SELECT id FROM incidents WHERE status = 'CONFIRMED' AND source = 'AUTOMATIC' AND NOT EXISTS
      (SELECT 1 FROM states WHERE states.monitor_id = incidents.monitor_id AND state ->> '$.incident.id' = incidents.id)`,
  'a confirmed incident was never to be told': `
    SELECT id FROM incidents WHERE confirmed_at_ms IS NOT NULL AND EXISTS (SELECT 1 FROM channels)
      AND NOT EXISTS (SELECT 1 FROM deliveries WHERE incident_id = incidents.id AND kind = 'INCIDENT_CREATED')`,
  'a resolved incident was told of at its beginning only': `
    SELECT id FROM incidents WHERE resolution_reason = 'AUTO_RECOVERED' AND EXISTS (SELECT 1 FROM channels)
      AND NOT EXISTS (SELECT 1 FROM deliveries WHERE incident_id = incidents.id AND kind = 'INCIDENT_RESOLVED')`,
  'an incident has no look': `
    SELECT id FROM incidents WHERE source = 'AUTOMATIC'
      AND NOT EXISTS (SELECT 1 FROM kept_looks WHERE incident_id = incidents.id)`,
};

/** Every rule that is broken. The server must not be running. */
export function brokenRules(file: string): readonly string[] {
  const database = new DatabaseSync(file);
  try {
    const integrity = database.prepare('PRAGMA integrity_check').all();
    const broken =
      integrity.length === 1 && integrity[0]?.['integrity_check'] === 'ok' ? [] : [JSON.stringify(integrity)];
    for (const orphan of database.prepare('PRAGMA foreign_key_check').all()) broken.push(JSON.stringify(orphan));
    for (const [rule, query] of Object.entries(RULES)) {
      const rows = database.prepare(query).all();
      if (rows.length > 0) broken.push(`${rule}: ${rows.length}, such as ${JSON.stringify(rows[0])}`);
    }
    return broken;
  } finally {
    database.close();
  }
}
