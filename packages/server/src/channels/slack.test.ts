import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slack, slackMessage, slackOutcome } from './slack.ts';
import { contextFor, opening, recovery, STARTED_MS } from './testing/alerts.ts';
import { startHttpSink } from './testing/http-sink.ts';

interface Posted {
  readonly text: string;
  readonly attachments: readonly [
    {
      readonly color: string;
      readonly fallback: string;
      readonly blocks: readonly {
        readonly type: string;
        readonly text?: { readonly text: string };
        readonly fields?: readonly { readonly text: string }[];
        readonly elements?: readonly { readonly text: string }[];
      }[];
    },
  ];
}
const posted = (...given: Parameters<typeof slackMessage>): Posted =>
  JSON.parse(JSON.stringify(slackMessage(...given)));
const textsOf = (message: Posted): readonly string[] =>
  message.attachments[0].blocks.flatMap(({ text, fields = [], elements = [] }) =>
    [text, ...fields, ...elements].flatMap((part) => (part ? [part.text] : [])),
  );
const answer = (body: string, statusCode = 200) => ({ type: 'answer', statusCode, body, bodyEnd: 'whole' }) as const;

test('an opening says what, where, since when and why, with a link', () => {
  const message = posted(opening(), contextFor(), '<@U123>');
  assert.equal(
    message.text,
    '<@U123> :red_circle: *DOWN* shop is down in local since 12:04: the certificate has expired',
  );
  assert.equal(message.attachments[0].color, '#d92d20');
  assert.deepEqual(textsOf(message), [
    '*Why*\nThe certificate has expired: it was valid until 2026-11-20',
    '*What*\nhttps://shop.example/health',
    '*Where*\nlocal',
    '*Since*\n2026-11-21 12:04:07 UTC',
    '*Status code*\n503',
    '*Failure*\ntls.expired',
    '*Timings*\nDNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
    '<https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002|Open in Upwatch>',
  ]);
  assert.match(message.attachments[0].fallback, /^shop is down in local/);
});

test('a recovery says for how long it was down, in green', () => {
  const message = posted(recovery(), contextFor());
  assert.equal(message.text, ':large_green_circle: *UP* shop is up again after 12 min 5 s');
  assert.equal(message.attachments[0].color, '#12b76a');
  assert.ok(textsOf(message).includes('*Lasted*\n12 min 5 s'));
});

test('an incident that was closed says so, and not that what it was of is up', () => {
  const headline = 'the incident of shop was closed after 12 min 5 s: the monitor was deleted';
  const message = posted({ ...recovery(), headline, isClosed: true }, contextFor());
  assert.equal(message.text, `:large_green_circle: *CLOSED* ${headline}`);
});

test('a late message says so, and what is true now; a merged one tells both (A03)', () => {
  const late = { byMs: 3_600_000, nowTrue: 'It is still down now.' };
  assert.ok(
    textsOf(posted(opening(), contextFor({ late }))).some((text) =>
      /^_This message comes 1 h late: it is about 2026-11-21 12:04:17 UTC\. It is still down now\._$/.test(text),
    ),
  );
  assert.ok(
    textsOf(posted(recovery(), contextFor({ tellsWholeStory: true }))).some((text) =>
      text.includes('it was down from 2026-11-21 12:04:07 UTC to 2026-11-21 12:16:12 UTC, then it came back'),
    ),
  );
});

test('what a name says to Slack stays text (A08)', () => {
  const name = '<!channel> & <@U1> <https://evil.example|click>';
  const message = posted(
    opening({ monitorName: name, headline: `${name} is down`, target: name, regions: [name] }),
    contextFor(),
  );
  const everything = [message.text, message.attachments[0].fallback, ...textsOf(message).slice(0, -1)].join('\n');
  assert.ok(everything.includes('&lt;!channel&gt; &amp; &lt;@U1&gt;'));
  assert.ok(!/[<>]/.test(everything));
  assert.ok(!/&(?!amp;|lt;|gt;)/.test(everything));
});

test('long texts are cut between code points and say how much is missing (A10)', () => {
  for (const character of ['a', '🔥', '&', '<']) {
    const long = character.repeat(10_000);
    const message = posted(opening({ monitorName: long, headline: long, target: long, regions: [long] }), contextFor());
    assert.ok(message.text.length <= 1_100);
    assert.match(message.text, /… \(\+\d{4}\)$/);
    assert.ok(message.attachments[0].fallback.length <= 3_000);
    for (const { text } of message.attachments[0].blocks.flatMap(({ fields = [] }) => fields))
      assert.ok(text.length <= 2_000);
    for (const text of textsOf(message)) assert.ok(text.length <= 3_000);
    assert.ok(JSON.stringify(message).isWellFormed() && !/[\ud800-\udfff]/u.test(JSON.stringify(message)));
    assert.ok(!/&(?!amp;|lt;|gt;)/.test(message.text), message.text.slice(-40));
  }
});

test('a message that reached Slack is sent; its errors are told apart (A01, A04)', () => {
  const rows = [
    ['ok', 200, 'sent'],
    ['', 200, 'sent'],
    ['{"ok":true}', 200, 'sent'],
    ['{"success":true}', 200, 'sent'],
    ['{"ok":false,"error":"channel_not_found"}', 200, 'reject'],
    ['{"ok":false,"error":"ratelimited"}', 200, 'retry'],
    ['{"ok":false,"error":"internal_error"}', 200, 'retry'],
    ['{"ok":false}', 200, 'reject'],
    ['{"success":false}', 200, 'reject'],
    ['no_service', 200, 'reject'],
    ['<html>Sign in to the network</html>', 200, 'reject'],
    ['invalid_payload', 400, 'reject'],
    ['action_prohibited', 403, 'reject'],
    ['no_service', 404, 'reject'],
    ['channel_is_archived', 410, 'reject'],
    ['rate_limited', 429, 'retry'],
    ['rollup_error', 500, 'retry'],
  ] as const;
  for (const [body, status, expected] of rows)
    assert.equal(slackOutcome(answer(body, status), STARTED_MS).type, expected, `${status} ${body}`);
  const outcome = slackOutcome(answer('no_service', 404), STARTED_MS);
  assert.equal(
    outcome.type === 'reject' && outcome.reason,
    'Slack answered 404 "no_service": the webhook was removed or switched off',
  );
});

test('it is posted as JSON, once, to the path of the webhook', async () => {
  await using sink = await startHttpSink(() => ({ status: 200, body: 'ok' }));
  const config = slack.config.parse({
    channelType: 'slack',
    webhookUrl: `${sink.url}/services/T0/B0/abc`,
    mentionText: null,
  });
  const outcome = await slack.send(config, opening(), contextFor());
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: 'ok' });
  const [request, ...others] = sink.received;
  assert.equal(others.length, 0);
  assert.deepEqual([request?.method, request?.path], ['POST', '/services/T0/B0/abc']);
  assert.match(request?.headers['content-type'] ?? '', /^application\/json/);
  assert.deepEqual(JSON.parse(request!.body), posted(opening(), contextFor()));
});
