/**
 * What events look like, for the document alone: nothing is checked or cut by these, so they are plain JSON Schema, and
 * made when the document is asked for.
 */

import { NOT_IN_EVENTS } from '../present/event.ts';

type Schema = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const whole = { type: 'integer' };
const number = { type: 'number' };
const id = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const epochMs = { type: 'integer', description: 'Epoch milliseconds.' };
const texts = { type: 'array', items: text };
const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
const orNull = ({ type, ...rest }: Schema): Schema => ({ ...rest, type: [type, 'null'] });

/** An object; names with `?` at their end may be missing. */
function fields(properties: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
    required: entries.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
  };
}

const SEVERITY = oneOf('DOWN', 'DEGRADED', 'MAINTENANCE');
const STATUS = oneOf('WATCHING', 'TRIGGERED', 'CONFIRMED', 'RESOLVED');
const FAILURE = fields({ class: text, code: text, message: text });

/** A part of a look, of which the API tells nowhere else. */
const PHASE = fields({
  monitorId: id,
  region: text,
  slotMs: epochMs,
  attempt: whole,
  phase: oneOf('started', 'dns', 'tcp', 'tls', 'ttfb', 'download', 'done'),
  atMs: number,
  'durationMs?': number,
});

/** What a channel of the type `webhook` tells. */
const ALERT = fields({
  headline: text,
  incident: fields({
    id: text,
    severity: SEVERITY,
    startedAt: time,
    resolvedAt: orNull(time),
    durationSeconds: orNull(whole),
    url: orNull(text),
  }),
  monitor: fields({ id: text, name: text, target: text }),
  failure: { oneOf: [FAILURE, { type: 'null' }] },
  statusCode: orNull(whole),
  regions: texts,
  notes: texts,
  repeats: whole,
  actions: { type: 'array', items: fields({ label: text, url: text }) },
});

const MONITOR = fields({ monitorId: id, name: orNull(text), action: text, actor: text });
const INCIDENT = fields({
  incidentId: id,
  monitorId: orNull(id),
  resourceGroupId: orNull(id),
  title: text,
  severity: SEVERITY,
  status: STATUS,
  startedAt: time,
  resolvedAt: orNull(time),
});

/** The data of each kind of event that webhooks post. */
const POSTED: Readonly<Record<string, Schema>> = {
  'monitor.created': MONITOR,
  'monitor.updated': MONITOR,
  'monitor.deleted': MONITOR,
  'incident.created': INCIDENT,
  'incident.resolved': INCIDENT,
  'incident.reopened': INCIDENT,
};

function union(description: string, variants: Readonly<Record<string, Schema>>, beside: Schema): Schema {
  const each = Object.entries(variants).map(([type, data]) =>
    fields({ type: { type: 'string', const: type }, ...(beside as Readonly<Record<string, Schema>>), data }),
  );
  return { description, oneOf: each };
}

/** A schema of the document with more fields, or with fewer. */
function changed(schema: Schema, { more = {}, without = [] }: { more?: Schema; without?: readonly string[] }): Schema {
  const { properties, required } = schema as { readonly properties: Schema; readonly required: readonly string[] };
  const left = Object.entries({ ...properties, ...more }).filter(([name]) => !without.includes(name));
  return {
    ...schema,
    properties: Object.fromEntries(left),
    required: [...required, ...Object.keys(more)].filter((name) => !without.includes(name)),
  };
}

/** By the name that each has in the document. @param schemas those that the document has by itself */
export function eventSchemas(schemas: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  const alerts = ['incident.created', 'incident.resolved', 'incident.reopened', 'notice', 'test'];
  // How many regions it rests on is read with the monitor.
  const state = changed(schemas['MonitorStateDto']!, { without: ['coverage'] });
  const live = {
    phase: PHASE,
    observation: changed(schemas['CheckResultDto']!, { more: { monitorId: id } }),
    verdict: changed(state, { more: { monitorId: id, previous: state } }),
    incident: changed(schemas['IncidentDto']!, { without: NOT_IN_EVENTS.incident }),
    delivery: changed(schemas['AlertDeliveryDto']!, {
      more: { monitorId: orNull(id) },
      without: NOT_IN_EVENTS.delivery,
    }),
    change: changed(schemas['AuditEventDto']!, { without: NOT_IN_EVENTS.change }),
  };
  return {
    LiveEvent: union('An event of the stream, by its type.', live, { id: text }),
    WebhookAlert: union(
      'What an alert channel of the type `webhook` posts, by its type.',
      Object.fromEntries(alerts.map((type) => [type, ALERT])),
      { timestamp: time },
    ),
    WebhookEvent: union('What a webhook posts, by its type.', POSTED, { timestamp: time }),
  };
}
