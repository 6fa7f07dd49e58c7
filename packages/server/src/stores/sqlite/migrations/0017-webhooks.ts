/**
 * Events are planned by triggers: what changes monitors and incidents is written by many hands, some with prepared
 * statements, and none may forget it. A monitor's event is its line in the trail, which is written with the change.
 * Ids are random UUIDs (RFC 9562, version 4).
 */
import type { Migration } from '../database-kind.ts';

const UUID = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' ||
  substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

/** A delivery for each endpoint that wants it. @param type and the others are SQL */
function plan(type: string, event: { readonly id: string; readonly atMs: string; readonly data: string }): string {
  return `INSERT INTO webhook_deliveries (id, endpoint_id, event_id, event_type, data, occurred_at_ms, status, created_at_ms)
    SELECT ${UUID}, e.id, ${event.id}, ${type}, ${event.data}, ${event.atMs}, 'PENDING', ${event.atMs}
    FROM webhook_endpoints e
    WHERE e.is_enabled = 1 AND EXISTS (SELECT 1 FROM json_each(e.events) WHERE value = ${type});`;
}

const MONITOR_TYPE = `CASE NEW.action WHEN 'monitor.created' THEN 'monitor.created' WHEN 'monitor.deleted'
  THEN 'monitor.deleted' ELSE 'monitor.updated' END`;
const MONITOR_DATA = `json_object('monitorId', NEW.resource_id, 'name', NEW.resource_name, 'action', NEW.action,
  'actor', NEW.actor)`;
const TURN_TYPE = `CASE NEW.status WHEN 'RESOLVED' THEN 'incident.resolved' ELSE 'incident.reopened' END`;
const INCIDENT_DATA = `json_object('incidentId', NEW.id, 'monitorId', NEW.monitor_id, 'resourceGroupId',
  NEW.resource_group_id, 'title', NEW.title, 'severity', NEW.severity, 'status', NEW.status, 'startedAtMs',
  NEW.started_at_ms, 'resolvedAtMs', NEW.resolved_at_ms)`;
const INCIDENT = {
  id: `NEW.id || ':' || NEW.updated_at_ms || ':' || NEW.status`,
  atMs: 'NEW.updated_at_ms',
  data: INCIDENT_DATA,
};

export const step0017: Migration = {
  name: 'webhooks',
  sql: `
CREATE TABLE webhook_endpoints (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  description TEXT,
  events TEXT NOT NULL,
  is_enabled INTEGER NOT NULL,
  consecutive_failures INTEGER NOT NULL,
  failing_since_ms INTEGER,
  disabled_reason TEXT,
  disabled_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  data TEXT NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  attempt_count INTEGER NOT NULL DEFAULT 0,
  last_attempt_at_ms INTEGER,
  next_retry_at_ms INTEGER,
  delivered_at_ms INTEGER,
  error_message TEXT,
  response_status INTEGER,
  response_ms INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (endpoint_id, created_at_ms);
CREATE INDEX webhook_deliveries_open ON webhook_deliveries (id) WHERE status IN ('PENDING', 'RETRY_PENDING');
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at_ms);

CREATE TABLE webhook_signing (place INTEGER PRIMARY KEY, sealed_id TEXT NOT NULL, made_at_ms INTEGER NOT NULL) STRICT;

CREATE TRIGGER webhook_monitor_events AFTER INSERT ON audit WHEN NEW.resource_type = 'monitor' BEGIN
  ${plan(MONITOR_TYPE, { id: 'NEW.id', atMs: 'NEW.at_ms', data: MONITOR_DATA })}
END;
CREATE TRIGGER webhook_incident_begun AFTER INSERT ON incidents WHEN NEW.status <> 'RESOLVED' BEGIN
  ${plan("'incident.created'", INCIDENT)}
END;
CREATE TRIGGER webhook_incident_turned AFTER UPDATE OF status ON incidents
WHEN (NEW.status = 'RESOLVED') <> (OLD.status = 'RESOLVED') BEGIN
  ${plan(TURN_TYPE, INCIDENT)}
END;
`,
};
