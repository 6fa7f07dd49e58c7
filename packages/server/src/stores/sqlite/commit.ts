/**
 * What looks change, written with bare prepared statements: when thousands of monitors fail within a second, this is
 * the path that decides how soon their alerts go out.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { type Incident, type IncidentBefore, incidentNotice, type Observation, outcomeOf } from '@upwatch/core';
import type { Commit } from '../port.ts';
import { deliveryRow } from './delivery-rows.ts';
import { dispatchRow } from './dispatches.ts';
import { forensicsWriter, type WriteForensics } from './forensics-writing.ts';
import { KEEP_NOTIFICATION, noticeValues } from './notifications.ts';
import { incidentRow, incidentUpdateRow } from './incident-rows.ts';

/** Looks kept with one incident, beside those at which it changed: a site that is down for a month has the same story. */
const LOOKS_OF_INCIDENT_MAX = 100;
/** Looks kept of a monitor that have not led to an incident: more than any rule counts consecutively by default. */
const LOOSE_LOOKS_MAX = 20;
/** A commit of a look, or of a person, who need not name a monitor. */
export type CommitPart = Omit<Commit, 'monitorId' | 'state'> & {
  readonly monitorId?: string;
  readonly state?: Commit['state'];
};

/** Writes one commit inside a transaction of the caller's. */
export type ApplyCommit = (commit: CommitPart) => void;

/** Prepares the statements on their first use and keeps them. */
export function commitWriter(database: DatabaseSync): ApplyCommit {
  let statements: Statements | undefined;
  let explain: WriteForensics | undefined;
  return (commit) => {
    if (!apply((statements ??= prepareAll(database)), commit)) return;
    const { monitorId, forensics } = commit;
    if (monitorId !== undefined && forensics) (explain ??= forensicsWriter(database))(monitorId, forensics);
  };
}

/** @returns whether there is anything of it: nothing when the monitor is gone */
function apply(run: Statements, commit: CommitPart): boolean {
  const { monitorId, state, incident, observation } = commit;
  if (monitorId !== undefined && state) {
    const { changes } = run.state.run(monitorId, state.verdict, JSON.stringify(state), monitorId);
    // The monitor was deleted while its look was under way: nothing of it may come back, least of all an alert.
    if (changes === 0) return false;
  }
  if (incident) {
    notify(run, incident);
    run.incident.run(...valuesOf(incidentRow(incident)));
    if (monitorId !== undefined) run.adoptLooks.run(incident.id, monitorId, incident.startedAtMs);
  }
  if (observation) keepLook(run, observation, incident?.id ?? state?.incident?.id, incident !== undefined);
  for (const update of commit.updates) run.update.run(...valuesOf(incidentUpdateRow(update)));
  if (monitorId !== undefined && commit.certificates) {
    run.certificates.run(monitorId, JSON.stringify(commit.certificates));
  }
  if (commit.cancelDeliveriesOf !== undefined) run.cancel.run(commit.cancelDeliveriesOf);
  for (const dispatch of commit.dispatches ?? []) run.dispatch.run(...valuesOf(dispatchRow(dispatch)));
  for (const id of commit.cancelDispatches ?? []) run.cancelDispatch.run(id);
  for (const delivery of commit.deliveries) {
    run.delivery.run(...valuesOf(deliveryRow(delivery)), delivery.channelId);
    const notice = noticeValues(delivery);
    if (notice) run.notification.run(...notice);
  }
  return true;
}

/** Told within Upwatch itself: with what makes it so, or not at all. */
function notify(run: Statements, after: Incident): void {
  const before = run.incidentBefore.get(after.id) as IncidentBefore | undefined;
  const notice = incidentNotice(before, after);
  if (!notice) return;
  const { type, title, body = null } = notice;
  const atMs = Math.round(after.updatedAtMs);
  run.notification.run(`incident:${after.id}:${atMs}:${type}`, type, title, body, 'incident', after.id, atMs);
}

function keepLook(run: Statements, look: Observation, incidentId: string | undefined, isTurn: boolean): void {
  const { monitorId, region, slotMs } = look;
  if (incidentId !== undefined) {
    const max = isTurn ? Number.MAX_SAFE_INTEGER : LOOKS_OF_INCIDENT_MAX;
    run.look.run(monitorId, region, slotMs, incidentId, JSON.stringify(look), incidentId, max);
  } else if (outcomeOf(look) === 'up') {
    // What failed before it led to nothing.
    run.dropLooseLooks.run(monitorId, region);
  } else {
    run.look.run(monitorId, region, slotMs, null, JSON.stringify(look), null, 1);
    run.trimLooseLooks.run(monitorId, monitorId, LOOSE_LOOKS_MAX - 1);
  }
}

/** The rows are made with their columns in the order of the statements below. */
function valuesOf(row: object): SQLInputValue[] {
  return Object.values(row) as SQLInputValue[];
}

const INCIDENT_COLUMNS =
  'id, monitor_id, source, status, severity, title, affected_regions, reopen_count, triggered_by_rule, rule_index, ' +
  'started_at_ms, confirmed_at_ms, resolved_at_ms, cooldown_until_ms, resolution_reason, failure, warning, ' +
  'trigger_region, trigger_slot_ms, created_at_ms, updated_at_ms, is_flapping, ' +
  'resource_group_id, resource_group_name, ' +
  'acknowledged_by, acknowledged_at_ms, snoozed_until_ms';
const DELIVERY_COLUMNS =
  'id, key, incident_id, monitor_id, channel_id, kind, sequence, message, status, attempt_count, last_attempt_at_ms, ' +
  'next_retry_at_ms, delivered_at_ms, error_message, created_at_ms, dispatch_id, step_number, fire_count, not_before_ms, ' +
  'digest_id, digest_part';
const DISPATCH_COLUMNS =
  'id, incident_id, policy_id, policy_name, status, completion_reason, progress, created_at_ms, updated_at_ms';

const SQL = {
  incidentBefore: 'SELECT status, severity FROM incidents WHERE id = ?',
  notification: KEEP_NOTIFICATION,
  state: `INSERT INTO states (monitor_id, verdict, state)
    SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM monitors WHERE id = ?)
    ON CONFLICT (monitor_id) DO UPDATE SET verdict = excluded.verdict, state = excluded.state`,
  incident: `INSERT INTO incidents (${INCIDENT_COLUMNS}) VALUES (${marksFor(INCIDENT_COLUMNS)})
    ON CONFLICT (id) DO UPDATE SET ${INCIDENT_COLUMNS.split(', ')
      .slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`,
  adoptLooks: `UPDATE kept_looks SET incident_id = ? WHERE monitor_id = ? AND slot_ms >= ? AND incident_id IS NULL`,
  look: `INSERT INTO kept_looks (monitor_id, region, slot_ms, incident_id, observation)
    SELECT ?, ?, ?, (SELECT id FROM incidents WHERE id = ?), ?
    WHERE (SELECT count(*) FROM kept_looks WHERE incident_id = ?) < ?
    ON CONFLICT (monitor_id, slot_ms, region) DO NOTHING`,
  dropLooseLooks: `DELETE FROM kept_looks WHERE monitor_id = ? AND region = ? AND incident_id IS NULL`,
  trimLooseLooks: `DELETE FROM kept_looks WHERE monitor_id = ? AND incident_id IS NULL AND slot_ms <
    (SELECT slot_ms FROM kept_looks WHERE monitor_id = ? AND incident_id IS NULL ORDER BY slot_ms DESC LIMIT 1 OFFSET ?)`,
  update: `INSERT INTO incident_updates
    (id, incident_id, old_status, new_status, body, created_by, notify_subscribers, created_at_ms, topic)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  certificates: `INSERT INTO certificates (monitor_id, known) VALUES (?, ?)
    ON CONFLICT (monitor_id) DO UPDATE SET known = excluded.known`,
  cancel: `UPDATE deliveries SET status = 'CANCELLED', next_retry_at_ms = NULL, error_message = 'no longer true'
    WHERE incident_id = ? AND status IN ('PENDING', 'RETRY_PENDING')`,
  cancelDispatch: `UPDATE deliveries SET status = 'CANCELLED', next_retry_at_ms = NULL, error_message = 'it was acknowledged'
    WHERE incident_id = (SELECT incident_id FROM dispatches WHERE id = ?1) AND dispatch_id = ?1
      AND status IN ('PENDING', 'RETRY_PENDING') AND kind <> 'INCIDENT_RESOLVED'`,
  dispatch: `INSERT INTO dispatches (${DISPATCH_COLUMNS}) VALUES (${marksFor(DISPATCH_COLUMNS)})
    ON CONFLICT (id) DO UPDATE SET ${DISPATCH_COLUMNS.split(', ')
      .slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`,
  // A channel may have been deleted since the alert was planned; an alert that cannot be sent must not wait for ever.
  delivery: `INSERT INTO deliveries (${DELIVERY_COLUMNS})
    SELECT ${marksFor(DELIVERY_COLUMNS)} WHERE EXISTS (SELECT 1 FROM channels WHERE id = ?)
    ON CONFLICT DO NOTHING`,
} as const;

type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

function prepareAll(database: DatabaseSync): Statements {
  const prepared = Object.entries(SQL).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Statements;
}

function marksFor(columns: string): string {
  return columns.replaceAll(/\w+/g, '?');
}
