import assert from 'node:assert/strict';
import { test } from 'node:test';
import { teams } from './teams.ts';
import { opening, overlong, recovery } from './testing/alerts.ts';
import { deliver, textsOf } from './testing/deliver.ts';

const PATH = '/workflows/abc/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers&sig=canarycanary';
const settings = (url: string) => ({ webhookUrl: `${url}${PATH}` });
const TAKEN = { status: 202 };

interface Card {
  readonly body: readonly {
    readonly type: string;
    readonly style?: string;
    readonly items?: Card['body'];
    readonly inlines?: readonly { readonly type: string; readonly text: string }[];
  }[];
  readonly actions: readonly object[];
}
const linesOf = (body: Card['body']): readonly string[] =>
  body.flatMap(({ items, inlines }) => (items ? linesOf(items) : [inlines!.map(({ text }) => text).join('')]));

test('an opening arrives as an adaptive card, with the whole query of the URL', async () => {
  const { outcome, request, received, json } = await deliver(teams, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 202 });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', PATH]);
  assert.deepEqual([json.type, json.attachments.length], ['message', 1]);
  assert.equal(json.attachments[0].contentType, 'application/vnd.microsoft.card.adaptive');
  const card: Card & { readonly type: string; readonly version: string } = json.attachments[0].content;
  assert.deepEqual([card.type, card.version, card.body[0]?.style], ['AdaptiveCard', '1.4', 'attention']);
  assert.deepEqual(linesOf(card.body), [
    '🔴 DOWN shop is down in local since 12:04: the certificate has expired',
    'Why  The certificate has expired: it was valid until 2026-11-20',
    'What  https://shop.example/health',
    'Where  local',
    'Since  2026-11-21 12:04:07 UTC',
    'Status code  503',
    'Failure  tls.expired',
    'Timings  DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
  ]);
  assert.deepEqual(card.actions, [
    {
      type: 'Action.OpenUrl',
      title: 'Open in Upwatch',
      url: 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002',
    },
  ]);
});

test('a recovery is green, a late message says so, and what can be done is a button', async () => {
  const { json } = await deliver(teams, settings, {
    message: recovery(),
    context: {
      late: { byMs: 3_600_000, nowTrue: 'No incident of it is open now.' },
      actions: [{ label: 'Acknowledge', url: 'https://upwatch.example/act?t=a' }],
    },
    reply: TAKEN,
  });
  const card: Card = json.attachments[0].content;
  assert.equal(card.body[0]?.style, 'good');
  assert.equal(linesOf(card.body)[0], '🟢 UP shop is up again after 12 min 5 s');
  assert.match(linesOf(card.body).at(-1)!, /^This message comes 1 h late/);
  assert.deepEqual(card.actions[1], {
    type: 'Action.OpenUrl',
    title: 'Acknowledge',
    url: 'https://upwatch.example/act?t=a',
  });
});

test('a message that stands for many names the first of them', async () => {
  const message = opening({ headline: '12 monitors are down', digest: { total: 12, headlines: ['a is down'] } });
  const { json } = await deliver(teams, settings, { message, reply: TAKEN });
  const lines = linesOf(json.attachments[0].content.body);
  assert.deepEqual(lines.slice(-2), ['• a is down', '• and 11 more']);
});

test('what a name says to Teams stands only where nothing is computed or formatted (A08)', async () => {
  const name = '**b** [x](https://evil.example) <at>all</at> {{DATE(2026-01-01T00:00:00Z)}} {{{';
  const { json } = await deliver(teams, settings, {
    message: opening({ monitorName: name, headline: name, target: name, regions: [name] }),
    reply: TAKEN,
  });
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, text } = value as { readonly type?: string; readonly text?: string };
    if (text !== undefined) assert.equal(type, 'TextRun');
    assert.notEqual(type, 'TextBlock');
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(json);
  for (const text of textsOf(json)) assert.ok(!text.includes('{{'), text);
  assert.ok(linesOf(json.attachments[0].content.body)[2]?.startsWith('What  **b** [x](https://evil.example) <at>'));
  assert.equal(json.attachments[0].content.msteams.entities, undefined);
});

test('a message is at most 28 KB, however it is counted (A10)', async () => {
  for (const message of overlong(['a', '🔥', '"', '中'])) {
    const { request } = await deliver(teams, settings, { message, reply: TAKEN });
    assert.ok(Buffer.byteLength(request.body) <= 14_000 && request.body.length * 2 <= 28_000);
    assert.match(request.body, /… \(\+\d+\)/);
  }
});

test("a workflow's answers are told apart", async () => {
  const rows = [
    [200, 'whatever the flow says', 'sent'],
    [400, '{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"The workflow is not enabled."}}', 'reject'],
    [401, '{"error":{"code":"DirectApiAuthorizationRequired","message":"no"}}', 'reject'],
    [404, '{"error":{"code":"WorkflowNotFound"}}', 'reject'],
    [429, '{"error":{"code":"WorkflowTriggerRequestThrottled"}}', 'retry'],
    [502, '<html>', 'retry'],
  ] as const;
  for (const [status, body, expected] of rows) {
    const { outcome } = await deliver(teams, settings, { reply: { status, body, headers: { 'retry-after': '9' } } });
    assert.equal(outcome.type, expected, `${status} ${body}`);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
    if (status === 429) assert.equal(outcome.type === 'retry' && outcome.retryAfterMs, 9_000);
    if (status === 400)
      assert.equal(
        outcome.type === 'reject' && outcome.reason,
        'the provider answered 400 ("WorkflowTriggerIsNotEnabled: The workflow is not enabled.")',
      );
  }
});

test('the URL of a connector is refused with what to make instead', () => {
  for (const webhookUrl of [
    'https://acme.webhook.office.com/webhookb2/canary@b/IncomingWebhook/c/d',
    'https://outlook.office.com/webhook/canary',
    'https://outlook.office365.com/webhook/canary',
  ]) {
    const { error } = teams.config.safeParse({ channelType: 'teams', webhookUrl });
    assert.match(error?.issues[0]?.message ?? '', /must be the URL of a Power Automate workflow/);
    assert.ok(!error?.issues[0]?.message.includes('canary'));
  }
  const config = teams.config.parse({ channelType: 'teams', webhookUrl: `https://prod-1.logic.azure.com:443${PATH}` });
  assert.deepEqual(teams.display(config), { webhookUrl: 'https://prod-1.logic.azure.com/••••nary' });
});
