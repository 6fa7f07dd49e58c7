/** Who is told of a status page, and its names, as rows, and rows as them. */
import type { Generated, Selectable } from 'kysely';
import type { PageDomain, PageSubscriber } from '../port.ts';
import { parsed, present } from './rows.ts';
import type { Flag } from './schema.ts';
import { type KeptColumns, keptOf } from './status-page-rows.ts';

export interface PageSubscriberTable {
  id: string;
  page_id: string;
  type: string;
  address: string;
  address_key: string;
  confirmation_token: string;
  /** JSON. */
  component_ids: string;
  asked_component_ids: string;
  asked_at_ms: number | null;
  confirmed_at_ms: number | null;
  failures: Generated<number>;
  stopped_at_ms: number | null;
  stopped_reason: string | null;
  created_at_ms: number;
}

export interface PageDomainTable extends KeptColumns {
  id: string;
  page_id: string;
  hostname: string;
  status: string;
  token: string;
  proven_by: string | null;
  verified_at_ms: number | null;
  error: string | null;
  is_primary: Flag;
}

export function readSubscriber(row: Selectable<PageSubscriberTable>): PageSubscriber {
  const { stopped_at_ms: atMs, stopped_reason: reason } = row;
  return {
    id: row.id,
    pageId: row.page_id,
    type: row.type as PageSubscriber['type'],
    address: row.address,
    confirmationToken: row.confirmation_token,
    componentIds: parsed(row.component_ids),
    ...present({ confirmedAtMs: row.confirmed_at_ms, askedAtMs: row.asked_at_ms }),
    ...(atMs !== null && { stopped: { atMs, reason: reason ?? '' } }),
    createdAtMs: row.created_at_ms,
  };
}

export function readDomain(row: PageDomainTable): PageDomain {
  return {
    id: row.id,
    pageId: row.page_id,
    hostname: row.hostname,
    status: row.status as PageDomain['status'],
    token: row.token,
    ...present({
      provenBy: row.proven_by as PageDomain['provenBy'] | null,
      verifiedAtMs: row.verified_at_ms,
      error: row.error,
    }),
    isPrimary: row.is_primary === 1,
    ...keptOf(row),
  };
}
