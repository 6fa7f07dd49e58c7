import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrix } from './matrix.ts';
import { opening, overlong, recovery } from './testing/alerts.ts';
import { deliver } from './testing/deliver.ts';

const settings = (url: string) => ({
  homeserverUrl: url,
  accessToken: 'syt_canary_canary',
  roomId: '!abc:home.example',
});
const TAKEN = { status: 200, body: '{"event_id":"$opening"}' };

test('an opening is put into the room under a transaction of its own', async () => {
  const { outcome, request, received, json } = await deliver(matrix, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: TAKEN.body, externalId: '$opening' });
  assert.equal(received.length, 1);
  assert.equal(request.method, 'PUT');
  assert.match(
    request.path,
    /^\/_matrix\/client\/v3\/rooms\/!abc%3Ahome\.example\/send\/m\.room\.message\/upwatch-[0-9a-f]{32}$/,
  );
  assert.equal(request.headers.authorization, 'Bearer syt_canary_canary');
  const { body, formatted_body: formatted, ...rest } = json;
  assert.deepEqual(rest, { msgtype: 'm.text', format: 'org.matrix.custom.html', 'm.mentions': {} });
  assert.equal(
    body,
    [
      '🔴 DOWN shop is down in local since 12:04: the certificate has expired',
      '',
      'Why: The certificate has expired: it was valid until 2026-11-20',
      '',
      'What: https://shop.example/health',
      'Where: local',
      'Since: 2026-11-21 12:04:07 UTC',
      'Status code: 503',
      'Failure: tls.expired',
      'Timings: DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
      '',
      'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002',
    ].join('\n'),
  );
  assert.ok(
    formatted.startsWith(
      '🔴 <b>DOWN</b> shop is down in local since 12:04: the certificate has expired<br><br><b>Why</b> The certificate',
    ),
  );
  assert.ok(
    formatted.endsWith(
      '<br><br><a href="https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002">Open in Upwatch</a>',
    ),
  );
});

test('the same alert has the same transaction on every attempt, another alert another', async () => {
  const pathFor = async (key: string): Promise<string> =>
    (await deliver(matrix, settings, { context: { key }, reply: TAKEN })).request.path;
  assert.equal(await pathFor('a:1:c'), await pathFor('a:1:c'));
  assert.notEqual(await pathFor('a:1:c'), await pathFor('a:2:c'));
});

test('a homeserver under a path is reached there', async () => {
  const { request } = await deliver(matrix, (url) => ({ ...settings(url), homeserverUrl: `${url}/matrix/` }), {
    reply: TAKEN,
  });
  assert.ok(request.path.startsWith('/matrix/_matrix/client/v3/rooms/'));
});

test('a recovery answers the opening; a late and a gathered message say so', async () => {
  const up = await deliver(matrix, settings, {
    message: recovery(),
    context: { openingExternalId: '$opening' },
    reply: TAKEN,
  });
  assert.deepEqual(up.json['m.relates_to'], { 'm.in_reply_to': { event_id: '$opening' } });
  assert.ok(up.json.formatted_body.startsWith('🟢 <b>UP</b> shop is up again after 12 min 5 s<br>'));
  const { json } = await deliver(matrix, settings, {
    message: opening({ digest: { total: 3, headlines: ['a is down', 'b & c are down'] } }),
    context: { late: { byMs: 3_600_000, nowTrue: 'It is still down now.' }, openingExternalId: '$x' },
    reply: TAKEN,
  });
  assert.ok(json.body.includes('\n- a is down\n- b & c are down\n- and 1 more\n'));
  assert.ok(json.formatted_body.includes('<br>• a is down<br>• b &amp; c are down<br>• and 1 more<br>'));
  assert.match(json.formatted_body, /<i>This message comes 1 h late: .* It is still down now\.<\/i>/);
  assert.equal(json['m.relates_to'], undefined);
});

test('what a name says to Matrix stays text, and calls nobody (A08)', async () => {
  const name = '@room <a href="https://matrix.to/#/@a:b.example">a</a> <img src=x> & "q"';
  const { json } = await deliver(matrix, settings, {
    message: opening({ monitorName: name, headline: name, target: name, regions: [name] }),
    reply: TAKEN,
  });
  const escaped =
    '@room &lt;a href=&quot;https://matrix.to/#/@a:b.example&quot;&gt;a&lt;/a&gt; &lt;img src=x&gt; &amp; &quot;q&quot;';
  assert.ok(json.formatted_body.includes(`<b>What</b> ${escaped}<br><b>Where</b> ${escaped}<br>`));
  assert.deepEqual(json['m.mentions'], {});
});

test('an event stays under its size (A10)', async () => {
  for (const message of overlong(['a', '🔥', '"', '&'])) {
    const { request } = await deliver(matrix, settings, { message, reply: TAKEN });
    assert.ok(Buffer.byteLength(request.body) <= 48_000);
    assert.match(request.body, /… \(\+\d+\)/);
  }
});

test("a homeserver's answers are told apart", async () => {
  const rows = [
    [200, '{}', 'reject'],
    [200, '<html>Welcome</html>', 'reject'],
    [401, '{"errcode":"M_UNKNOWN_TOKEN","error":"Unrecognised access token"}', 'reject'],
    [403, '{"errcode":"M_FORBIDDEN","error":"User not in room"}', 'reject'],
    [404, '{"errcode":"M_UNRECOGNIZED"}', 'reject'],
    [413, '{"errcode":"M_TOO_LARGE","error":"event too large"}', 'reject'],
    [429, '{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests","retry_after_ms":2500}', 'retry'],
    [502, '', 'retry'],
  ] as const;
  for (const [status, body, expected] of rows) {
    const { outcome } = await deliver(matrix, settings, { reply: { status, body } });
    assert.equal(outcome.type, expected, `${status} ${body}`);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
    if (status === 429) assert.equal(outcome.type === 'retry' && outcome.retryAfterMs, 2_500);
    if (status === 403)
      assert.match(outcome.type === 'reject' ? outcome.reason : '', /\("M_FORBIDDEN: User not in room"\)$/);
  }
});

test('an alias is no room id, and what is shown holds no secret', () => {
  const of = (roomId: string) =>
    matrix.config.safeParse({ channelType: 'matrix', ...settings('https://home.example'), roomId });
  assert.match(of('#ops:home.example').error?.issues[0]?.message ?? '', /must be the id of a room/);
  assert.deepEqual(matrix.display(of('!abc').data!), { homeserverUrl: 'https://home.example', channel: '!abc' });
});
