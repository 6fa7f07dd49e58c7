/** What the document says of events, held against the events themselves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState } from '@upwatch/core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { contextFor, opening, recovery } from '../../channels/testing/alerts.ts';
import { webhookBody } from '../../channels/webhook.ts';
import type { LiveEvent } from '../../live.ts';
import { presentEvent } from '../present/event.ts';
import { observationOf } from '../testing/quiet-engine.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { monitorChange } from '../testing/changes.ts';
import { openIncidentOf } from '../testing/walk-operations.ts';

async function validatorOf(api: TestApi, name: string): Promise<ValidateFunction> {
  const document = (await api.ask('GET', '/openapi.json')).body;
  const ajv = new Ajv2020({ strict: false });
  ajvFormats.default(ajv);
  ajv.addSchema({ ...document, $id: 'document' });
  return ajv.getSchema(`document#/components/schemas/${name}`)!;
}

test('every kind of event that the document has can be asked for, and no other', async () => {
  await using api = await testApi();
  const { LiveEvent } = (await api.ask('GET', '/openapi.json')).body.components.schemas;
  const types = LiveEvent.oneOf.map((one: { properties: { type: { const: string } } }) => one.properties.type.const);
  const { message } = (await api.ask('GET', '/api/v1/events?types=gossip')).body;
  assert.equal(message, `types[0] must be one of ${types.join(', ')}, got "gossip"`);
});

test('every event of the stream is one of those that the document has', async () => {
  await using api = await testApi();
  const { incident, monitorId, deliveryId } = await openIncidentOf(api);
  const delivery = (await api.core.outbox.get(deliveryId))!;
  const [look] = (await api.ask('GET', `/api/v1/monitors/${monitorId}/results`)).body.data;
  const state = initialState(1, api.nowMs());
  const observation = observationOf({ monitorId });
  const events: readonly LiveEvent[] = [
    { type: 'verdict', data: { monitorId, state: { ...state, verdict: 'down' }, previous: state } },
    { type: 'incident', data: incident },
    { type: 'delivery', data: delivery },
    monitorChange(monitorId),
    {
      type: 'phase',
      data: { monitorId, region: 'local', slotMs: observation.slotMs, attempt: 1, phase: 'dns', atMs: 1.5 },
    },
  ];
  const validate = await validatorOf(api, 'LiveEvent');
  const sent = events.map((event) => ({ type: event.type, id: 'a-1', data: presentEvent(event) }));
  for (const event of [...sent, { type: 'observation', id: 'a-2', data: { monitorId, ...look } }])
    assert.ok(validate(JSON.parse(JSON.stringify(event))), `${event.type}: ${JSON.stringify(validate.errors)}`);
  assert.ok(!validate({ type: 'change', id: 'a-3', data: { action: 'monitor.moved', resourceId: monitorId } }));
});

test('what a webhook channel posts is one of the alerts that the document has', async () => {
  await using api = await testApi();
  const validate = await validatorOf(api, 'WebhookAlert');
  for (const message of [opening(), recovery(), { ...opening(), kind: 'TEST' as const }]) {
    const body: unknown = JSON.parse(JSON.stringify(webhookBody(message, contextFor())));
    assert.ok(validate(body), JSON.stringify(validate.errors));
  }
});
