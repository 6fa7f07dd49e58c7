/** The fixtures of chats, of messages to a phone by servers of one's own, and of Zapier. */
import type { ChannelFixture, HttpFixture } from './channel-fixture.ts';

const http = (fixture: Omit<HttpFixture, 'protocol'>): ChannelFixture => ({ protocol: 'http', ...fixture });
const answering =
  (status: number, body = '') =>
  () => ({ status, body });

export const CHAT_FIXTURES: Readonly<Record<string, ChannelFixture>> = {
  discord: http({
    settings: (url) => ({ webhookUrl: `${url}/api/webhooks/1234/canarycanary0123`, mentionRoleId: '42' }),
    answer: answering(200, '{"id":"1100"}'),
    textMax: {
      content: 2_000,
      'embeds[].description': 4_096,
      'embeds[].fields[].name': 256,
      'embeds[].fields[].value': 1_024,
    },
  }),
  google_chat: http({
    settings: (url) => ({ webhookUrl: `${url}/v1/spaces/AAA/messages?key=canarykey0123&token=canarytoken0123` }),
    answer: answering(200, '{"name":"spaces/AAA/messages/BBB"}'),
    textMax: { fallbackText: 4_000 },
  }),
  gotify: http({
    settings: (url) => ({ serverUrl: url, appToken: 'Acanary.canary0123' }),
    answer: answering(200, '{"id":25}'),
    textMax: { title: 250 },
  }),
  matrix: http({
    settings: (url) => ({ homeserverUrl: url, accessToken: 'syt_canary_canary0123', roomId: '!abc:home.example' }),
    answer: answering(200, '{"event_id":"$opening"}'),
  }),
  mattermost: http({
    settings: (url) => ({
      webhookUrl: `${url}/hooks/canarycanary0123`,
      channel: 'ops',
      iconUrl: 'https://upwatch.example/icon.png',
    }),
    answer: answering(200, 'ok'),
    textMax: { text: 4_000 },
  }),
  ntfy: http({
    settings: (url) => ({ serverUrl: url, topic: 'canary-topic', user: 'upwatch', password: 'canary-password-0123' }),
    answer: answering(200, '{"id":"xE73Iyuabi"}'),
    textMax: { title: 250, message: 4_000 },
    without: ['token'],
  }),
  teams: http({
    settings: (url) => ({ webhookUrl: `${url}/workflows/a/triggers/manual/paths/invoke?sig=canarycanary0123` }),
    answer: answering(202),
  }),
  telegram: http({
    settings: (url) => ({ botToken: '123456:canary-canary-0123', chatId: '-100200', messageThreadId: 5, apiUrl: url }),
    answer: answering(200, '{"ok":true,"result":{"message_id":77}}'),
    textMax: { text: 4_096 },
  }),
  zapier: http({
    settings: (url) => ({ webhookUrl: `${url}/hooks/catch/1234567/canary0123/` }),
    answer: answering(200, '{"status":"success","id":"0199","attempt":"0199"}'),
  }),
};
