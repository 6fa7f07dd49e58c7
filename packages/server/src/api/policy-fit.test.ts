/** A trigger rule that could never be met at the pace of its monitor is refused, whichever of the two is changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from './testing/test-api.ts';

const at = '/api/v1/monitors';
const REST = {
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 5 },
};
const RULE = { type: 'failures_in_window', scope: 'per_region', severity: 'down', count: 3, windowMinutes: 10 };
const policyOf = (...rules: readonly object[]) => ({
  triggerRules: rules.map((rule) => ({ ...RULE, ...rule })),
  ...REST,
});

function monitorOf(change: object) {
  return { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' }, ...change };
}

function refused(answer: Awaited<ReturnType<TestApi['ask']>>, field: string, says: RegExp): void {
  assert.equal(answer.status, 400, answer.text);
  assert.equal(answer.body.errors[0].field, field, answer.text);
  assert.match(answer.body.errors[0].message, says);
}

test('a field that a rule of its type does not go by is refused, but where the contract lets it stand', async () => {
  await using api = await testApi();
  const made = async (path: string, rule: object) =>
    await api.ask('POST', path, monitorOf({ incidentPolicy: { triggerRules: [rule], ...REST } }));
  const failures = { type: 'consecutive_failures', scope: 'per_region', severity: 'down' };
  const idle = { ...failures, windowMinutes: 10 };
  const field = 'incidentPolicy.triggerRules[0].windowMinutes';
  refused(
    await made(at, idle),
    field,
    /must be left out for consecutive_failures: it is for failures_in_window and resp/,
  );
  const slow = { ...RULE, thresholdMs: 100 };
  refused(
    await made(at, slow),
    'incidentPolicy.triggerRules[0].thresholdMs',
    /left out for failures_in_window: it is for/,
  );
  assert.equal((await made(`/compat${at}`, idle)).status, 201);
});

test('a new monitor is refused a rule that asks for more looks than its window holds', async () => {
  await using api = await testApi();
  const make = (frequencySeconds: number | undefined, ...rules: readonly object[]) =>
    api.ask(
      'POST',
      at,
      monitorOf({ ...(frequencySeconds && { frequencySeconds }), incidentPolicy: policyOf(...rules) }),
    );
  const field = 'incidentPolicy.triggerRules[0].count';
  const says = /count must be at most 2: no more looks fit into 10 min with one every 300 s, got 3$/;
  refused(await make(300, {}), field, says);
  refused(
    await make(undefined, {}, { count: 11 }),
    'incidentPolicy.triggerRules[1].count',
    /at most 10: .* every 60 s, got 11/,
  );
  const slow = { type: 'response_time', thresholdMs: 500 };
  refused(await make(300, slow), field, says);
  const window = 'incidentPolicy.triggerRules[0].windowMinutes';
  refused(
    await make(300, { ...slow, count: null }),
    window,
    /must be at least 11 to hold 3 looks with one every 300 s, got 10/,
  );
  refused(await make(86_400, { ...slow, count: null }), window, /must be left out: no window holds 3 looks/);
  assert.equal((await make(299, {})).status, 201, 'three fit');
});

test('an interval that would make a rule impossible is refused, and everything else may be changed', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', at, monitorOf({ frequencySeconds: 60, incidentPolicy: policyOf({}) }));
  const path = `${at}/${made.body.data.id}`;
  const says =
    /frequencySeconds must be at most 299 for the rule of its policy that asks for 3 looks within 10 min, got 300/;
  refused(await api.ask('PUT', path, { frequencySeconds: 300 }), 'frequencySeconds', says);
  assert.equal((await api.ask('GET', path)).body.data.frequencySeconds, 60);
  assert.equal((await api.ask('PUT', path, { frequencySeconds: 299, name: 'shop 2' })).status, 200);
  const both = { frequencySeconds: 300, incidentPolicy: policyOf({ count: 2 }) };
  assert.equal((await api.ask('PUT', path, both)).status, 200, 'what fits together may be changed together');
});

test('the policy of a monitor is refused a rule that does not fit its interval', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', at, monitorOf({ frequencySeconds: 300 }));
  const path = `${at}/${made.body.data.id}`;
  const says = /^triggerRules\[0\]\.count must be at most 2: /;
  refused(await api.ask('PUT', `${path}/policy`, policyOf({})), 'triggerRules[0].count', says);
  const named = 'incidentPolicy.triggerRules[0].count';
  refused(await api.ask('PUT', path, { incidentPolicy: policyOf({}) }), named, /must be at most 2: /);
  assert.equal((await api.ask('PUT', `${path}/policy`, policyOf({ count: 2 }))).status, 200);
});

test('a rule that was kept before it was refused stands in the way of no other change', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', at, monitorOf({ frequencySeconds: 60, incidentPolicy: policyOf({}) }));
  const { id } = made.body.data;
  await api.core.monitors.update(id, (current) => ({ ...current, frequencySeconds: 600 }), [], { name: 'tests' });
  assert.equal((await api.ask('PUT', `${at}/${id}`, { name: 'shop 2' })).status, 200);
  assert.equal((await api.ask('PUT', `${at}/${id}`, { frequencySeconds: 500 })).status, 200, 'it is no worse');
});
