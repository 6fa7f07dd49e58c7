import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import { assertToldApart } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';
import { zapier } from './zapier.ts';

const DOCUMENT = new URL('../../../../docs/channels/zapier.md', import.meta.url);
const settings = (url: string) => ({ webhookUrl: `${url}/hooks/catch/1234567/canarycanary/` });
const TAKEN = { status: 200, body: '{"attempt":"0199b","id":"0199a","request_id":"0199c","status":"success"}' };

test('an opening arrives as the flat JSON that the document shows', async () => {
  const { outcome, request, received, json } = await deliver(zapier, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: TAKEN.body, externalId: '0199a' });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', '/hooks/catch/1234567/canarycanary/']);
  const documented = /```json\n([\s\S]*?)```/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1] ?? '';
  const { text, ...rest } = json;
  const { text: _shortened, ...expected } = JSON.parse(documented);
  assert.deepEqual(rest, expected);
  assert.deepEqual(Object.keys(json), Object.keys(JSON.parse(documented)));
  assert.ok(text.startsWith('shop is down in local since 12:04: the certificate has expired\n\nWhy: The certificate'));
});

test('every alert has the same fields, so that a Zap built from one works for all', async () => {
  const messages = [
    recovery(),
    opening({ kind: 'INCIDENT_REOPENED', repeats: 2 }),
    opening({ kind: 'NOTICE' }),
    opening({ kind: 'TEST' }),
    opening({ digest: { total: 12, headlines: ['a is down'] } }),
  ];
  const fields = Object.keys((await deliver(zapier, settings, { reply: TAKEN })).json);
  for (const message of messages)
    assert.deepEqual(Object.keys((await deliver(zapier, settings, { message, reply: TAKEN })).json), fields);
});

test('a recovery, a late and a gathered message carry their facts', async () => {
  const up = await deliver(zapier, settings, { message: recovery(), reply: TAKEN });
  assert.deepEqual(
    [up.json.event, up.json.state, up.json.durationSeconds, up.json.resolvedAt],
    ['incident.resolved', 'up', 725, '2026-11-21T12:16:12.000Z'],
  );
  const actions = [{ label: 'Acknowledge', url: 'https://upwatch.example/a' }];
  const { json } = await deliver(zapier, settings, {
    message: opening({ digest: { total: 12, headlines: ['a is down'] } }),
    context: { late: { byMs: 3_600_000, nowTrue: 'It is still down now.' }, actions },
    reply: TAKEN,
  });
  assert.deepEqual([json.monitors, json.lateSeconds, json.actions], [12, 3_600, actions]);
  assert.ok(json.text.includes('\n- a is down\n- and 11 more\n'));
  assert.match(json.text, /It is still down now\./);
});

test('the same alert has the same id on every attempt', async () => {
  const { json } = await deliver(zapier, settings, { reply: TAKEN });
  assert.equal(json.id, contextFor().key);
});

test('a name comes through as it is, on one line (A08), and no text is endless (A10)', async () => {
  const { json } = await deliver(zapier, settings, {
    message: opening({ monitorName: '{{x}} "q"\r\n=HYPERLINK("a")' }),
    reply: TAKEN,
  });
  assert.equal(json.monitorName, '{{x}} "q" =HYPERLINK("a")');
  const long = '🔥'.repeat(10_000);
  const digest = { total: 500, headlines: Array.from({ length: 500 }, () => long) };
  const { request } = await deliver(zapier, settings, {
    message: opening({ monitorName: long, headline: long, target: long, regions: [long], digest }),
    reply: TAKEN,
  });
  assert.ok(Buffer.byteLength(request.body) <= 64_000);
});

test("Zapier's answers are told apart", async () => {
  await assertToldApart(
    [
      [200, '', 'sent'],
      [200, '{"status":"error","message":"no"}', 'reject'],
      [200, '<html>Welcome</html>', 'reject'],
      [400, '{"status":"error"}', 'reject'],
      [404, '', 'reject'],
      [410, '', 'reject'],
      [429, '', 'retry'],
      [503, '', 'retry'],
    ],
    (reply) => deliver(zapier, settings, { reply }),
  );
  const { outcome } = await deliver(zapier, settings, {
    reply: { status: 200, body: '{"status":"error","message":"no"}' },
  });
  assert.equal(
    outcome.type === 'reject' && outcome.reason,
    'Zapier answered 200, but not that it has the message ("no")',
  );
});

test('what is shown holds no secret', () => {
  const config = zapier.config.parse({
    channelType: 'zapier',
    webhookUrl: 'https://hooks.zapier.com/hooks/catch/1234567/canaryWXYZ/',
  });
  assert.deepEqual(zapier.display(config), { webhookUrl: 'https://hooks.zapier.com/••••XYZ/' });
});
