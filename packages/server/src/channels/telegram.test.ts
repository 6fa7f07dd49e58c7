import assert from 'node:assert/strict';
import { test } from 'node:test';
import { telegram } from './telegram.ts';
import { opening, recovery } from './testing/alerts.ts';
import { deliver } from './testing/deliver.ts';
import { urlWithSecret } from './web-url.ts';

const TOKEN = '123456:canary-Canary_canary';
const settings = (url: string) => ({ botToken: TOKEN, chatId: '-100200', apiUrl: url });
const TAKEN = { status: 200, body: '{"ok":true,"result":{"message_id":77}}' };

test('an opening arrives as HTML of the kind that Telegram takes', async () => {
  const { outcome, request, received, json } = await deliver(telegram, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: TAKEN.body, externalId: '77' });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', `/bot${TOKEN}/sendMessage`]);
  assert.deepEqual(json, {
    chat_id: '-100200',
    text: [
      '🔴 <b>DOWN</b> shop is down in local since 12:04: the certificate has expired',
      '',
      '<b>Why</b> The certificate has expired: it was valid until 2026-11-20',
      '',
      '<b>What</b> https://shop.example/health',
      '<b>Where</b> local',
      '<b>Since</b> 2026-11-21 12:04:07 UTC',
      '<b>Status code</b> 503',
      '<b>Failure</b> tls.expired',
      '<b>Timings</b> DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
      '',
      '<a href="https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002">Open in Upwatch</a>',
    ].join('\n'),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  });
});

test('a recovery answers the opening, in the topic of the settings', async () => {
  const { json } = await deliver(telegram, (url) => ({ ...settings(url), messageThreadId: 5 }), {
    message: recovery(),
    context: { openingExternalId: '77' },
    reply: TAKEN,
  });
  assert.match(json.text, /^🟢 <b>UP<\/b> shop is up again after 12 min 5 s\n/);
  assert.deepEqual(json.reply_parameters, { message_id: 77, allow_sending_without_reply: true });
  assert.equal(json.message_thread_id, 5);
});

test('a late, a merged and a gathered message say so', async () => {
  const { json } = await deliver(telegram, settings, {
    message: opening({ digest: { total: 3, headlines: ['a is down', 'b & c are down'] } }),
    context: {
      late: { byMs: 3_600_000, nowTrue: 'It is still down now.' },
      tellsWholeStory: true,
      actions: [{ label: 'Acknowledge', url: 'https://upwatch.example/act?a=1&b="2"' }],
    },
    reply: TAKEN,
  });
  assert.ok(json.text.includes('\n\n• a is down\n• b &amp; c are down\n• and 1 more\n\n'));
  assert.match(json.text, /<i>This message comes 1 h late: .* It is still down now\.<\/i>/);
  assert.match(json.text, /<i>Earlier messages about this incident could not be delivered/);
  assert.ok(json.text.endsWith(' · <a href="https://upwatch.example/act?a=1&amp;b=&quot;2&quot;">Acknowledge</a>'));
});

test('what a name says to Telegram stays text, and calls nobody (A08)', async () => {
  const name = '<b>x</b> & @someone <a href="tg://user?id=1">y</a>';
  const { json } = await deliver(telegram, settings, {
    message: opening({ monitorName: name, headline: name, target: name, regions: [name] }),
    reply: TAKEN,
  });
  const escaped = '&lt;b&gt;x&lt;/b&gt; &amp; @\u200bsomeone &lt;a href=&quot;tg://user?id=1&quot;&gt;y&lt;/a&gt;';
  assert.ok(json.text.startsWith(`🔴 <b>DOWN</b> ${escaped}\n`));
  assert.ok(json.text.includes(`<b>What</b> ${escaped}\n<b>Where</b> ${escaped}\n`));
});

test('a message has at most 4096 characters and its marks are whole (A10)', async () => {
  for (const character of ['a', '🔥', '&', '@']) {
    const long = character.repeat(10_000);
    const digest = { total: 500, headlines: Array.from({ length: 500 }, () => long) };
    for (const change of [{}, { digest }]) {
      const message = opening({ headline: long, target: long, regions: [long], ...change });
      const { json } = await deliver(telegram, settings, { message, reply: TAKEN });
      assert.ok(json.text.length <= 4_096 && json.text.isWellFormed());
      assert.ok(!/&(?!amp;)/.test(json.text));
      assert.match(json.text, /… \(\+\d+\)/);
      assert.ok(json.text.endsWith('>Open in Upwatch</a>'));
    }
  }
});

test('a group that became a supergroup is told at its new id', async () => {
  const { outcome, received } = await deliver(telegram, settings, {
    reply: ({ body }) =>
      body.includes('"-100999"')
        ? TAKEN
        : {
            status: 400,
            body: '{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-100999}}',
          },
  });
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    received.map(({ body }) => JSON.parse(body).chat_id),
    ['-100200', '-100999'],
  );
});

test("Telegram's answers are told apart (A04)", async () => {
  const rows = [
    [200, '{"ok":false,"description":"no"}', 'reject'],
    [200, 'Sign in', 'reject'],
    [400, '{"ok":false,"description":"Bad Request: chat not found"}', 'reject'],
    [401, '{"ok":false,"description":"Unauthorized"}', 'reject'],
    [403, '{"ok":false,"description":"Forbidden: bot was kicked from the group chat"}', 'reject'],
    [404, '{"ok":false,"description":"Not Found"}', 'reject'],
    [429, '{"ok":false,"description":"Too Many Requests: retry after 34","parameters":{"retry_after":34}}', 'retry'],
    [502, '<html>', 'retry'],
  ] as const;
  for (const [status, body, expected] of rows) {
    const { outcome } = await deliver(telegram, settings, { reply: { status, body } });
    assert.equal(outcome.type, expected, `${status} ${body}`);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
    if (outcome.type === 'retry' && status === 429) assert.equal(outcome.retryAfterMs, 34_000);
    if (status === 403)
      assert.match(
        outcome.type === 'reject' ? outcome.reason : '',
        /\("Forbidden: bot was kicked from the group chat"\)$/,
      );
  }
});

test('of what is kept of a request the token is masked where it stands, however short it is', async () => {
  let kept: string | undefined;
  const onRequest = ({ url }: { readonly url: string }): void => void (kept = url);
  await deliver(telegram, settings, { context: { onRequest }, reply: TAKEN });
  assert.match(kept!, /\d\/bot••••nary\/sendMessage$/);
  // As it may be kept since before such were refused.
  const { url, shownUrl } = urlWithSecret('https://proxy.example/a%20b/', 't', (token) => `bot${token}/sendMessage`);
  assert.equal(url, 'https://proxy.example/a%20b/bott/sendMessage');
  assert.equal(shownUrl, 'https://proxy.example/a%20b/bot••••/sendMessage');
});

test('what is no token is refused, unsaid: one that would leave its place in the path, or is too short to be found', () => {
  for (const botToken of ['../canary', 'canary', '1:canary', `canary:${TOKEN}`, '123456:canary-canary/canary']) {
    const { error } = telegram.config.safeParse({ channelType: 'telegram', botToken, chatId: '1' });
    assert.match(error?.issues[0]?.message ?? '', /must be the token that @BotFather gave/, botToken);
    assert.ok(!error?.issues[0]?.message.includes('canary'));
  }
  const config = telegram.config.parse({ channelType: 'telegram', botToken: TOKEN, chatId: '@ops' });
  assert.deepEqual(telegram.display(config), { chatId: '@ops' });
});
