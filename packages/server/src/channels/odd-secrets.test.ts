/** Secrets that are short, hold what URLs and JSON escape, or come several in one setting: what is kept of a request holds none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@upwatch/core';
import { CHANNELS } from './index.ts';
import { textIn } from './provider-answer.ts';
import { opening } from './testing/alerts.ts';
import { send, startProvider } from './testing/channel-fixture.ts';
import { CHANNEL_FIXTURES } from './testing/channel-fixtures.ts';

const KEYS = [
  'a/b+c=d&e?f#g%h',
  '%41%42secret%2Fx',
  String.raw`"q'<&>\n\u0041zz`,
  '$&$1$$xx',
  'ZZZZ;YYYY,XXXX',
  'aB3',
  'k',
];
const URLS = [
  's%65cret/T0KEN%2Fzz?sig=q%20q+zq&x=Zq9Zq9Zq9tail',
  'x/../hooks/SEC~tok!en/é?kk=ü',
  'tok3/',
  'tok3#fragment-is-secret',
];

/** No word of a message. */
const SEEN = /s%65cret|T0KEN|Zq9|q[+ ]zq|%C3|SEC~tok|tok3|fragment-is-secret/;

async function kept(type: string, change: (config: JsonObject) => JsonObject): Promise<string | undefined> {
  const channel = CHANNELS.find((one) => one.type === type)!;
  await using provider = await startProvider(channel, CHANNEL_FIXTURES[type]!);
  const config = change(provider.config);
  if (!channel.config.safeParse(config).success) return undefined;
  const { request } = await send({ channel, config, message: opening(), context: provider.context });
  assert.ok(request, `${type} sent nothing`);
  return JSON.stringify({ ...request, url: request.url.replace(/:\d+/, '') });
}

for (const { type, secretFields } of CHANNELS.filter(
  (channel) => CHANNEL_FIXTURES[channel.type]?.protocol === 'http',
)) {
  const isUrl = secretFields.some((field) => /url$/i.test(field));
  test(`${type}: no odd secret is kept of a request`, async () => {
    for (const field of secretFields.filter((name) => name !== 'urls' && name !== 'customHeaders')) {
      for (const odd of isUrl && field !== 'signingSecret' ? URLS : KEYS) {
        const text = await kept(type, (config) => {
          const value = /url$/i.test(field) ? `${new URL(textIn(config, field)!).origin}/${odd}` : odd;
          return { ...config, [field]: value };
        });
        if (/url$/i.test(field)) assert.doesNotMatch(text ?? '', SEEN, odd);
        else for (const form of formsOf(odd)) assert.ok(!text?.includes(form), `${field} ${odd} in ${text}`);
      }
    }
  });
}

test('of several Apprise URLs none is kept, whatever the first of them is and what stands between them', async () => {
  for (const urls of [
    'https://discord.com/api/webhooks/1/tok3tok3last\nmailto://me:tok3@mail.example',
    'https://a.example/tok3/last  json://user:tok3@h.example',
    'mailto://u:tok3@x.example,slack://tok3/TokenB/TokenC',
  ])
    assert.doesNotMatch((await kept('apprise', (config) => ({ ...config, urls })))!, SEEN);
});

test('a header that a user names is not shown, though Upwatch shows its own of that name', async () => {
  const customHeaders = { 'User-Agent': 'tok3', Subject: 'Zq9' };
  assert.doesNotMatch((await kept('webhook', (config) => ({ ...config, customHeaders })))!, SEEN);
});

/** One character is no secret in the middle of a word. */
function formsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(JSON.stringify(secret)).slice(1, -1);
  const inForm = new URLSearchParams([['', secret]]).toString();
  return secret.length < 4
    ? [inJson, `${inForm}&`, `/${secret}/`]
    : [secret, inJson.slice(2, -2), inForm.slice(1), encodeURIComponent(secret)];
}
