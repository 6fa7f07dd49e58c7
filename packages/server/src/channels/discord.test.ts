import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertMessage, failure } from '@upwatch/core';
import { discord } from './discord.ts';
import { opening, recovery } from './testing/alerts.ts';
import { assertToldApart } from './testing/answers.ts';
import { deliver, textsOf } from './testing/deliver.ts';

const settings = (url: string) => ({ webhookUrl: `${url}/api/webhooks/1234/canarycanary`, mentionRoleId: '42' });
const TAKEN = { status: 200, body: '{"id":"1100","type":0,"content":"x"}' };

test('an opening arrives as one message with a card, and Discord is asked to confirm it', async () => {
  const { outcome, request, received, json } = await deliver(discord, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: TAKEN.body, externalId: '1100' });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', '/api/webhooks/1234/canarycanary?wait=true']);
  assert.match(request.headers['content-type'] ?? '', /^application\/json/);
  assert.deepEqual(json, {
    content: String.raw`<@&42> 🔴 **DOWN** shop is down in local since 12\:04\: the certificate has expired`,
    allowed_mentions: { parse: [], roles: ['42'] },
    embeds: [
      {
        color: 0xd92d20,
        timestamp: '2026-11-21T12:04:17.000Z',
        description: [
          String.raw`**Why** The certificate has expired\: it was valid until 2026-11-20`,
          '[Open in Upwatch](https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002)',
        ].join('\n'),
        fields: [
          { name: 'What', value: String.raw`https\://shop.example/health`, inline: true },
          { name: 'Where', value: 'local', inline: true },
          { name: 'Since', value: String.raw`2026-11-21 12\:04\:07 UTC`, inline: true },
          { name: 'Status code', value: '503', inline: true },
          { name: 'Failure', value: 'tls.expired', inline: true },
          {
            name: 'Timings',
            value: 'DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
            inline: false,
          },
        ],
      },
    ],
  });
});

test('a webhook that posts into a thread keeps its thread', async () => {
  const { request } = await deliver(discord, (url) => ({ webhookUrl: `${url}/api/webhooks/1/a?thread_id=7` }), {
    reply: TAKEN,
  });
  assert.equal(request.path, '/api/webhooks/1/a?thread_id=7&wait=true');
});

test('a recovery is green, a late message says so, and what can be done is a link', async () => {
  const { json } = await deliver(discord, settings, {
    message: recovery(),
    context: {
      late: { byMs: 3_600_000, nowTrue: 'No incident of it is open now.' },
      actions: [{ label: 'Acknowledge', url: 'https://upwatch.example/act?t=(a)' }],
    },
    reply: TAKEN,
  });
  assert.equal(json.content, '<@&42> 🟢 **UP** shop is up again after 12 min 5 s');
  assert.equal(json.embeds[0].color, 0x12b76a);
  assert.match(json.embeds[0].description, /^\*This message comes 1 h late/);
  assert.ok(json.embeds[0].description.endsWith(' · [Acknowledge](https://upwatch.example/act?t=%28a%29)'));
});

test('a message that stands for many names the first of them', async () => {
  const { json } = await deliver(discord, settings, {
    message: opening({
      headline: '12 monitors are down',
      digest: { total: 12, headlines: ['a is down', 'b_c is down'] },
    }),
    reply: TAKEN,
  });
  assert.ok(json.embeds[0].description.includes('• a is down\n• b\\_c is down\n• and 10 more'));
  assert.deepEqual(
    json.embeds[0].fields.filter(({ name }: { name: string }) => name === 'What'),
    [],
  );
});

test('what a name says to Discord stays text, and calls nobody (A08)', async () => {
  const name = '@everyone <@&1> **b** [x](https://evil.example) # h `c` ||s|| :smile: \\';
  const { json } = await deliver(discord, (url) => ({ webhookUrl: `${url}/a` }), {
    message: opening({ monitorName: name, headline: `${name} is down`, target: name, regions: [name] }),
    reply: TAKEN,
  });
  assert.deepEqual(json.allowed_mentions, { parse: [] });
  const escaped = String.raw`\@everyone \<\@&1\> \*\*b\*\* \[x\](https\://evil.example) \# h \`c\` \|\|s\|\| \:smile\: \\`;
  assert.ok(json.content.endsWith(`** ${escaped} is down`));
  for (const { value } of json.embeds[0].fields.slice(0, 2)) assert.equal(value, escaped);
});

/** Each of its texts is long, but the target, which is empty. */
const alertOf = (long: string, change: Partial<AlertMessage> = {}): AlertMessage =>
  opening({
    headline: long,
    target: '',
    regions: [long],
    failure: { ...failure('status.unexpected'), message: long },
    ...change,
  });

test('nothing is longer than Discord takes, and no field is empty (A10)', async () => {
  for (const character of ['a', '🔥', '*']) {
    const long = character.repeat(10_000);
    const headlines = Array.from({ length: 500 }, () => long);
    for (const digest of [undefined, { total: 500, headlines }]) {
      const { json } = await deliver(discord, settings, {
        message: alertOf(long, digest && { digest }),
        reply: TAKEN,
      });
      const [embed] = json.embeds;
      assert.ok(json.content.length <= 2_000 && (embed.description ?? '').length <= 4_096);
      for (const { value } of embed.fields) assert.ok(value.length > 0 && value.length <= 1_024);
      assert.ok(textsOf([embed.description ?? '', embed.fields]).join('').length <= 6_000);
      assert.ok(!/(?<!\\)(?:\\\\)*\\$/.test(json.content));
      if (digest) assert.match(embed.description, /and 4\d\d more/);
    }
  }
});

test('a card has at most 6000 characters, though each of its texts is short enough (A10)', async () => {
  const message = alertOf('a'.repeat(3_900), { target: 't'.repeat(1_500) });
  const { json } = await deliver(discord, settings, { message, reply: TAKEN });
  const [{ description, fields }] = json.embeds;
  assert.ok(textsOf([description, fields]).join('').length <= 6_000);
  assert.match(description, /^\*\*Why\*\* a+… \(\+\d+\)\n/);
});

test("Discord's answers are told apart", async () => {
  await assertToldApart(
    [
      [204, '', 'sent'],
      [200, '{"message":"half"}', 'reject'],
      [200, '<html>Sign in to the network</html>', 'reject'],
      [400, '{"code":50035,"message":"Invalid Form Body"}', 'reject'],
      [401, '{"code":50027,"message":"Invalid Webhook Token"}', 'reject'],
      [404, '{"code":10015,"message":"Unknown Webhook"}', 'reject'],
      [429, '{"message":"You are being rate limited.","retry_after":64.57,"global":false}', 'retry'],
      [503, '', 'retry'],
    ],
    (reply) => deliver(discord, settings, { reply }),
  );
  const limited = await deliver(discord, settings, {
    reply: { status: 429, headers: { 'retry-after': '2' }, body: '{"message":"slow","retry_after":64.5}' },
  });
  assert.equal(limited.outcome.type === 'retry' && limited.outcome.retryAfterMs, 64_500);
  const gone = await deliver(discord, settings, { reply: { status: 404, body: '{"message":"Unknown Webhook"}' } });
  assert.equal(
    gone.outcome.type === 'reject' && gone.outcome.reason,
    'the provider answered 404: nothing takes messages at this URL ("Unknown Webhook")',
  );
});

test('a role is an id, and what is shown holds no secret', () => {
  const of = (mentionRoleId: unknown) =>
    discord.config.safeParse({
      channelType: 'discord',
      webhookUrl: 'https://discord.com/api/webhooks/1/canary-canary-WXYZ',
      mentionRoleId,
    });
  assert.match(of('@ops').error?.issues[0]?.message ?? '', /must be the id of a role/);
  assert.deepEqual(discord.display(of('42').data!), {
    webhookUrl: 'https://discord.com/••••WXYZ',
    mentionRoleId: '42',
  });
  assert.equal(of(null).success, true);
});
