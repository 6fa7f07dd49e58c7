import assert from 'node:assert/strict';
import { test } from 'node:test';
import { googleChat } from './google-chat.ts';
import { opening, overlong, recovery } from './testing/alerts.ts';
import { assertToldApart } from './testing/answers.ts';
import { deliver, textsOf } from './testing/deliver.ts';

const settings = (url: string) => ({ webhookUrl: `${url}/v1/spaces/AAA/messages?key=canarykey1&token=canary%3D2` });
const TAKEN = {
  status: 200,
  body: '{"name":"spaces/AAA/messages/BBB.BBB","thread":{"name":"spaces/AAA/threads/BBB"}}',
};

test('an opening arrives as a card in a thread of its own, known by its request id', async () => {
  const { outcome, request, received, json } = await deliver(googleChat, settings, { reply: TAKEN });
  assert.deepEqual(outcome, {
    type: 'sent',
    statusCode: 200,
    responseExcerpt: TAKEN.body,
    externalId: 'spaces/AAA/messages/BBB.BBB',
  });
  assert.equal(received.length, 1);
  const url = new URL(request.path, 'http://sink');
  assert.deepEqual([request.method, url.pathname], ['POST', '/v1/spaces/AAA/messages']);
  const { requestId, ...query } = Object.fromEntries(url.searchParams);
  assert.match(requestId ?? '', /^[0-9a-f]{32}$/);
  assert.deepEqual(query, {
    key: 'canarykey1',
    token: 'canary=2',
    messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
  });
  const fact = (topLabel: string, text: string) => ({ decoratedText: { topLabel, text, wrapText: true } });
  assert.match(json.fallbackText, /^🔴 DOWN shop is down in local/);
  assert.deepEqual(json.thread, { threadKey: '0199aa00-0000-7000-8000-000000000002' });
  assert.deepEqual(json.cardsV2, [
    {
      cardId: 'alert',
      card: {
        sections: [
          {
            widgets: [
              {
                textParagraph: {
                  text: '🔴 <font color="#d92d20"><b>DOWN</b></font> shop is down in local since 12:04: the certificate has expired',
                },
              },
              {
                textParagraph: { text: '<b>Why</b> The certificate has expired: it was valid until 2026-11-20' },
              },
            ],
          },
          {
            widgets: [
              fact('What', 'https://shop.example/health'),
              fact('Where', 'local'),
              fact('Since', '2026-11-21 12:04:07 UTC'),
              fact('Status code', '503'),
              fact('Failure', 'tls.expired'),
              fact('Timings', 'DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms'),
            ],
          },
          {
            widgets: [
              {
                buttonList: {
                  buttons: [
                    {
                      text: 'Open in Upwatch',
                      onClick: {
                        openLink: { url: 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002' },
                      },
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
  ]);
});

test('a recovery goes into the thread of the opening; what reopens an incident or repeats it does not', async () => {
  const up = await deliver(googleChat, settings, { message: recovery(), reply: TAKEN });
  assert.deepEqual(up.json.thread, { threadKey: opening().incidentId });
  assert.ok(textsOf(up.json).includes('🟢 <font color="#12b76a"><b>UP</b></font> shop is up again after 12 min 5 s'));
  for (const change of [{ kind: 'INCIDENT_REOPENED' }, { repeats: 1 }] as const) {
    const again = await deliver(googleChat, settings, { message: opening(change), reply: TAKEN });
    assert.equal(again.json.thread, undefined);
    assert.ok(!again.request.path.includes('messageReplyOption'));
  }
});

test('the same alert has the same request id on every attempt, another alert another', async () => {
  const idFor = async (key: string): Promise<string | null> =>
    new URL(
      (await deliver(googleChat, settings, { context: { key }, reply: TAKEN })).request.path,
      'http://sink',
    ).searchParams.get('requestId');
  assert.equal(await idFor('a:1:c'), await idFor('a:1:c'));
  assert.notEqual(await idFor('a:1:c'), await idFor('a:2:c'));
});

test('a late and a gathered message say so', async () => {
  const { json } = await deliver(googleChat, settings, {
    message: opening({ digest: { total: 3, headlines: ['a is down', 'b & c are down'] } }),
    context: { late: { byMs: 3_600_000, nowTrue: 'It is still down now.' } },
    reply: TAKEN,
  });
  const texts = textsOf(json);
  assert.ok(texts.includes('• a is down<br>• b &amp; c are down<br>• and 1 more'));
  assert.ok(texts.some((text) => /^<i>This message comes 1 h late: .* It is still down now\.<\/i>$/.test(text)));
});

test('what a name says to Google Chat stays text, and calls nobody (A08)', async () => {
  const name = '<users/all> <a href="https://evil.example">x</a> & *b*';
  const { json } = await deliver(googleChat, settings, {
    message: opening({ monitorName: name, headline: name, target: name, regions: [name] }),
    reply: TAKEN,
  });
  assert.equal(json.text, undefined, 'only the text of a message calls people');
  const escaped = '&lt;users/all&gt; &lt;a href=&quot;https://evil.example&quot;&gt;x&lt;/a&gt; &amp; *b*';
  const [headline, facts] = json.cardsV2[0].card.sections;
  assert.ok(headline.widgets[0].textParagraph.text.endsWith(`</font> ${escaped}`));
  assert.equal(facts.widgets[0].decoratedText.text, escaped);
});

test('a message has at most 32,000 bytes, and no text in it is empty (A10)', async () => {
  for (const message of overlong(['a', '🔥', '&', '中'], () => ({ target: '' }))) {
    const { request, json } = await deliver(googleChat, settings, { message, reply: TAKEN });
    assert.ok(Buffer.byteLength(request.body) <= 32_000);
    assert.match(request.body, /… \(\+\d+\)/);
    assert.ok(!textsOf(json).includes(''));
  }
});

test("Google Chat's answers are told apart", async () => {
  await assertToldApart(
    [
      [200, '{}', 'reject'],
      [200, '<html>Sign in</html>', 'reject'],
      [400, '{"error":{"code":400,"message":"Invalid JSON payload received.","status":"INVALID_ARGUMENT"}}', 'reject'],
      [403, '{"error":{"code":403,"message":"Permission denied","status":"PERMISSION_DENIED"}}', 'reject'],
      [
        404,
        '{"error":{"code":404,"message":"Space not found","status":"NOT_FOUND"}}',
        'reject',
        /\("Space not found"\)$/,
      ],
      [429, '{"error":{"code":429,"message":"Resource exhausted","status":"RESOURCE_EXHAUSTED"}}', 'retry'],
      [503, '', 'retry'],
    ],
    (reply) => deliver(googleChat, settings, { reply }),
  );
});

test('what is shown holds no secret', () => {
  const config = googleChat.config.parse({ channelType: 'google_chat', ...settings('https://chat.googleapis.com') });
  assert.deepEqual(googleChat.display(config), { webhookUrl: 'https://chat.googleapis.com/••••%3D2' });
});
