/** What attempts sent, as rows: each text once. */
import { createHash } from 'node:crypto';
import type { DeliveryAttempt } from '../port.ts';
import { json } from './rows.ts';
import type { SentRequestTable } from './schema.ts';

/** By the request itself: one message for ten thousand alerts is read and hashed once. */
const rows = new WeakMap<NonNullable<DeliveryAttempt['request']>, SentRequestTable>();

/** The row of what an attempt sent; undefined where nothing went out, or it was not kept. */
export function sentRequestRow({ request, attemptedAtMs }: DeliveryAttempt): SentRequestTable | undefined {
  if (!request) return undefined;
  const known = rows.get(request);
  if (known) return known;
  const text = json(request);
  const row = {
    hash: createHash('sha256').update(text).digest('hex'),
    request: text,
    at_ms: Math.round(attemptedAtMs),
  };
  rows.set(request, row);
  return row;
}
