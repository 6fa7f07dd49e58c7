/** Requests that must not be carried out twice, kept in the transaction of what they did. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@upwatch/core';
import { IDEMPOTENCY_KEPT_HOURS, type IdempotencyStore, type IdempotentRequest } from '../port.ts';
import type { Companion } from './accompanied.ts';
import type { CoreContext } from './context.ts';
import { nowOf } from './context.ts';
import type { CoreDatabase } from './core-database.ts';

const HOUR_MS = 3_600_000;
/** Rows dropped in one go. */
const SLICE = 500;

export interface IdempotentRequestTable {
  caller: string;
  key: string;
  hash: string;
  status: number | null;
  content_type: string | null;
  body: string | null;
  at_ms: number;
}

/** The request that is being carried out. */
interface Claim {
  readonly request: IdempotentRequest;
  isKept: boolean;
}

const CLAIM = `INSERT INTO idempotent_requests (caller, key, hash, at_ms) VALUES (?, ?, ?, ?)
  ON CONFLICT (caller, key) DO UPDATE SET hash = excluded.hash, at_ms = excluded.at_ms, status = NULL, body = NULL`;

/** One a connection. The first transaction of a request keeps the request as well. */
export class Claims implements Companion {
  readonly #current = new AsyncLocalStorage<Claim>();
  readonly #connection: DatabaseSync;
  readonly #clock: Pick<Clock, 'wall'>;

  constructor(connection: DatabaseSync, clock: Pick<Clock, 'wall'>) {
    this.#connection = connection;
    this.#clock = clock;
  }

  run(request: IdempotentRequest, work: () => void): void {
    this.#current.run({ request, isKept: false }, work);
  }

  end(): () => void {
    const claim = this.#current.getStore();
    if (!claim || claim.isKept) return () => undefined;
    const { caller, key, hash } = claim.request;
    this.#connection.prepare(CLAIM).run(caller, key, hash, Math.round(this.#clock.wall()));
    return () => void (claim.isKept = true);
  }
}

/** @param plain writes that are no part of what a request asks for */
export function idempotencyStore(context: CoreContext, plain: CoreDatabase, claims: Claims): IdempotencyStore {
  return {
    find: async (caller, key) => {
      const rows = plain.query.selectFrom('idempotent_requests').selectAll().where('caller', '=', caller);
      const row = await rows.where('key', '=', key).executeTakeFirst();
      if (!row || row.at_ms < nowOf(context) - IDEMPOTENCY_KEPT_HOURS * HOUR_MS) return undefined;
      const { hash, status, content_type: contentType, body } = row;
      const isAnswered = status !== null && contentType !== null && body !== null;
      return { hash, ...(isAnswered && { answer: { status, contentType, body } }) };
    },
    during: (request, work) => claims.run(request, work),
    keep: ({ caller, key, hash }, kept) =>
      plain.write(async (tx) => {
        const { status = null, contentType = null, body = null } = kept ?? {};
        const answer = { hash, status, content_type: contentType, body };
        await tx
          .insertInto('idempotent_requests')
          .values({ caller, key, ...answer, at_ms: nowOf(context) })
          .onConflict((conflict) => conflict.columns(['caller', 'key']).doUpdateSet(answer))
          .execute();
      }),
    forget: ({ caller, key }) =>
      plain.write(async (tx) => {
        await tx.deleteFrom('idempotent_requests').where('caller', '=', caller).where('key', '=', key).execute();
      }),
  };
}

/** Forgets what is past its time, a slice at a time. */
export async function dropOldRequests({ write }: CoreDatabase, nowMs: number): Promise<void> {
  await write(async (tx) => {
    const old = tx
      .selectFrom('idempotent_requests')
      .select('key')
      .where('at_ms', '<', nowMs - IDEMPOTENCY_KEPT_HOURS * HOUR_MS)
      .limit(SLICE);
    const rows = tx.deleteFrom('idempotent_requests').where('key', 'in', old);
    await rows.where('at_ms', '<', nowMs - IDEMPOTENCY_KEPT_HOURS * HOUR_MS).execute();
  });
}
