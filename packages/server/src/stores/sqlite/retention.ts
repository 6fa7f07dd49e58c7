/** What need not be kept for ever. */
import type { CoreDatabase } from './core-database.ts';

const DAY_MS = 86_400_000;
/** Deliveries that have ended, with their attempts. */
const DELIVERIES_KEPT_DAYS = 90;
/** As long as the longest roll-ups of history. */
const AUDIT_KEPT_DAYS = 400;
/** Rows dropped in one go: a statement on the writer stays well below 100 ms. */
const SLICE = 500;

/** Drops a slice of what is past its time and cuts the log back. Called about twice a minute. */
export async function dropExpired(database: CoreDatabase, nowMs: number): Promise<void> {
  database.tidy();
  await database.write(async (tx) => {
    const ended = tx
      .selectFrom('deliveries')
      .select('id')
      .where('status', 'in', ['DELIVERED', 'FAILED', 'CANCELLED'])
      .where('created_at_ms', '<', nowMs - DELIVERIES_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('deliveries').where('id', 'in', ended).execute();
    const old = tx
      .selectFrom('audit')
      .select('id')
      .where('at_ms', '<', nowMs - AUDIT_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('audit').where('id', 'in', old).execute();
  });
}
