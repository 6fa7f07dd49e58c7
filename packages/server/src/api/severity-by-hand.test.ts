/** How bad an incident is, said by a person through the API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const INCIDENT = { title: 'Payments are slow', severity: 'DOWN' };

interface Line {
  readonly body: string | null;
  readonly newStatus: string | null;
}

async function opened() {
  const api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/incidents', INCIDENT)).body.data.incident;
  const path = `/api/v1/incidents/${id}`;
  const update = (change: object) => api.ask('POST', `${path}/updates`, { notifySubscribers: false, ...change });
  const lines = async (): Promise<string[]> =>
    (await api.ask('GET', path)).body.data.updates.map(
      ({ body, newStatus }: Line) => `${newStatus ?? ''}|${body ?? ''}`,
    );
  return { api, path, update, lines, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

test('a severity comes with words, and with a status, and no line of the story is empty', async () => {
  await using incident = await opened();
  const { update, lines } = incident;
  const mild = await update({ newSeverity: 'DEGRADED', body: 'half of them' });
  assert.equal(mild.body.data.incident.severity, 'DEGRADED');
  const both = await update({ newSeverity: 'DOWN', newStatus: 'WATCHING', body: 'all of them' });
  assert.deepEqual([both.body.data.incident.severity, both.body.data.incident.status], ['DOWN', 'WATCHING']);
  await update({ newSeverity: 'MAINTENANCE', newStatus: 'WATCHING', body: 'planned' });
  assert.deepEqual(
    (await lines()).toSorted(),
    [
      'CONFIRMED|',
      'WATCHING|',
      '|Severity changed from degraded to down by test: all of them',
      '|Severity changed from down to degraded by test: half of them',
      '|Severity changed from down to maintenance by test: planned',
    ].toSorted(),
  );
});

test('what a severity cannot be is refused, and the story stays as it was', async () => {
  await using incident = await opened();
  const { api, path, update, lines } = incident;
  const refused = async (change: object, status: number, message: RegExp, field?: string) => {
    const answer = await update(change);
    assert.equal(answer.status, status, JSON.stringify(change));
    assert.match(answer.body.errors?.[0]?.message ?? answer.body.message, message);
    if (field) assert.equal(answer.body.errors[0].field, field);
  };
  await refused({ newSeverity: 'DOWN' }, 409, /^the severity is DOWN already$/);
  await refused({ newSeverity: 'DOWN', body: '' }, 409, /^the severity is DOWN already$/);
  await refused({ newSeverity: 'bad' }, 400, /DOWN.*DEGRADED.*MAINTENANCE/, 'newSeverity');
  await refused({ newSeverity: 'DEGRADED', newStatus: 'RESOLVED' }, 400, /RESOLVED/, 'newSeverity');
  assert.deepEqual(await lines(), ['CONFIRMED|']);
  const same = await update({ newSeverity: 'DOWN', body: 'still' });
  assert.equal(same.status, 201, 'the words are worth a line');
  await api.ask('POST', `${path}/resolve`);
  const told = await lines();
  await refused({ newSeverity: 'DEGRADED', newStatus: 'WATCHING' }, 409, /resolved/);
  assert.deepEqual(await lines(), told);
});

test('compat does not know that severities change', async () => {
  await using incident = await opened();
  const { api, path } = incident;
  const change = { notifySubscribers: false, newSeverity: 'DEGRADED' };
  const answer = await api.ask('POST', `/compat${path}/updates`, change);
  assert.equal(answer.status, 400);
});
