/** Which revision a thing is: a hash of its row, without what happens to it by itself. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { canonicalJson } from '@upwatch/core';
import type { Demand, Entity, EntityType, RevisionStore } from '../port.ts';
import type { Companion } from './accompanied.ts';
import type { CoreDatabase } from './core-database.ts';

const HASH_CHARACTERS = 22;

/** The row that each is, by its keys in their order. */
const ROWS: Readonly<Record<EntityType, string>> = {
  monitor: 'SELECT generation FROM monitors WHERE id = ?',
  tag: 'SELECT * FROM tags WHERE id = ?',
  channel: 'SELECT * FROM channels WHERE id = ?',
  notification_policy: 'SELECT * FROM notification_policies WHERE id = ?',
  maintenance_window: 'SELECT * FROM maintenance_windows WHERE id = ? AND deleted_at_ms IS NULL',
  resource_group: 'SELECT * FROM resource_groups WHERE id = ?',
  webhook: 'SELECT * FROM webhook_endpoints WHERE id = ?',
  environment: 'SELECT * FROM environments WHERE slug = ?',
  secret:
    'SELECT secrets.id, secrets.updated_at_ms, sealed.value FROM secrets JOIN sealed ON sealed.id = secrets.id WHERE secrets.key = ?',
  api_key: 'SELECT * FROM api_keys WHERE id = ?',
  organization: 'SELECT * FROM organization',
  workspace: 'SELECT * FROM workspaces WHERE id = ?',
  member: 'SELECT * FROM members WHERE id = ?',
  status_page: 'SELECT * FROM status_pages WHERE id = ?',
  page_component: 'SELECT * FROM status_page_components WHERE page_id = ? AND id = ?',
  page_group: 'SELECT * FROM status_page_groups WHERE page_id = ? AND id = ?',
  page_incident: 'SELECT * FROM status_page_incidents WHERE page_id = ? AND id = ? AND dismissed_at_ms IS NULL',
  page_layout: `SELECT id, (SELECT json_group_array(json_array(id, group_id, display_order, page_order) ORDER BY id)
    FROM status_page_components WHERE page_id = pages.id) AS components,
    (SELECT json_group_array(json_array(id, display_order, page_order) ORDER BY id)
    FROM status_page_groups WHERE page_id = pages.id) AS page_groups FROM status_pages AS pages WHERE id = ?`,
};

/** Columns that change with what happens, and not with what somebody says. */
const HAPPENING = new Set([
  'broken_reason',
  'last_delivery_at_ms',
  'last_delivery_status',
  'consecutive_failures',
  'failing_since_ms',
  'last_used_at_ms',
]);

interface Standing {
  readonly demand: Demand;
  isOver: boolean;
}

/** One a connection. */
export class Revisions implements Companion {
  readonly #current = new AsyncLocalStorage<Standing>();
  readonly #connection: DatabaseSync;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  run(demand: Demand, work: () => void): void {
    this.#current.run({ demand, isOver: false }, work);
  }

  begin(): void {
    const standing = this.#current.getStore();
    if (standing && !standing.isOver) standing.demand.check(this.of(standing.demand.entity));
  }

  end(): () => void {
    const standing = this.#current.getStore();
    if (!standing || standing.isOver) return () => undefined;
    const revision = this.of(standing.demand.entity);
    return () => {
      standing.isOver = true;
      standing.demand.kept(revision);
    };
  }

  /** To be called where no other transaction is under way. */
  of({ type, keys }: Entity): string | undefined {
    const row = this.#connection.prepare(ROWS[type]).get(...keys);
    return row && revisionOf(type, row);
  }
}

function revisionOf(type: EntityType, row: Readonly<Record<string, SQLOutputValue>>): string {
  if (type === 'monitor') return String(row['generation']);
  const said = Object.fromEntries(Object.entries(row).filter(([column]) => !HAPPENING.has(column)));
  return createHash('sha256').update(canonicalJson(said)).digest('base64url').slice(0, HASH_CHARACTERS);
}

export function revisionStore({ query }: CoreDatabase, revisions: Revisions): RevisionStore {
  return {
    of: (entity) => query.connection().execute(async () => revisions.of(entity)),
    during: (demand, work) => revisions.run(demand, work),
  };
}
