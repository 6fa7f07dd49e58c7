/** What need not be kept for ever. */
import { EVALUATIONS_KEPT, REQUESTS_KEPT_DAYS, TRANSITIONS_KEPT_DAYS } from '../port.ts';
import type { CoreDatabase, CoreTransaction } from './core-database.ts';

const DAY_MS = 86_400_000;
/** Deliveries that have ended, with their attempts, and dispatches that have. */
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
    const sent = tx
      .selectFrom('sent_requests')
      .select('hash')
      .where('at_ms', '<', nowMs - REQUESTS_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('sent_requests').where('hash', 'in', sent).execute();
    const posted = tx
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('created_at_ms', '<', nowMs - DELIVERIES_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('webhook_deliveries').where('id', 'in', posted).execute();
    const done = tx
      .selectFrom('dispatches')
      .select('id')
      .where('status', '=', 'COMPLETED')
      .where('updated_at_ms', '<', nowMs - DELIVERIES_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('dispatches').where('id', 'in', done).execute();
    const old = tx
      .selectFrom('audit')
      .select('id')
      .where('at_ms', '<', nowMs - AUDIT_KEPT_DAYS * DAY_MS)
      .limit(SLICE);
    await tx.deleteFrom('audit').where('id', 'in', old).execute();
    await dropForensics(tx, nowMs);
  });
}

async function dropForensics(tx: CoreTransaction, nowMs: number): Promise<void> {
  // Rows without a rowid: the oldest slots are dropped whole, so many at a time.
  const slots = tx
    .selectFrom('rule_evaluations')
    .select('slot_ms')
    .where('slot_ms', '<', nowMs - EVALUATIONS_KEPT.days * DAY_MS)
    .orderBy('slot_ms')
    .limit(SLICE);
  await tx.deleteFrom('rule_evaluations').where('slot_ms', 'in', slots).execute();
  const past = nowMs - TRANSITIONS_KEPT_DAYS * DAY_MS;
  const ended = tx.selectFrom('transitions').select('id').where('at_ms', '<', past).limit(SLICE);
  await tx.deleteFrom('transitions').where('id', 'in', ended).execute();
  // Seen within the last hour of what refers to it: gone a day later, when all of that is gone.
  await tx
    .deleteFrom('policy_snapshots')
    .where('last_seen_at_ms', '<', past - DAY_MS)
    .execute();
}
