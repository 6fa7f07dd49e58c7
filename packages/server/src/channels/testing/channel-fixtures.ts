/** The fixture of each channel, by its type. */
import type { ChannelFixture, HttpFixture } from './channel-fixture.ts';
import { CHAT_FIXTURES } from './chat-fixtures.ts';
import { ON_CALL_FIXTURES } from './on-call-fixtures.ts';
import { TICKET_FIXTURES } from './ticket-fixtures.ts';

const http = (fixture: Omit<HttpFixture, 'protocol'>): ChannelFixture => ({ protocol: 'http', ...fixture });
const answering =
  (status: number, body = '') =>
  () => ({ status, body });

export const CHANNEL_FIXTURES: Readonly<Record<string, ChannelFixture>> = {
  ...CHAT_FIXTURES,
  ...ON_CALL_FIXTURES,
  ...TICKET_FIXTURES,
  email: { protocol: 'smtp', settings: () => ({ recipients: ['oncall@example.com'] }) },
  slack: http({
    settings: (url) => ({ webhookUrl: `${url}/services/T0/B0/canarycanary0123`, mentionText: '<!here>' }),
    answer: answering(200, 'ok'),
    textMax: {
      text: 40_000,
      'attachments[].fallback': 3_000,
      'attachments[].blocks[].text.text': 3_000,
      'attachments[].blocks[].fields[].text': 2_000,
    },
  }),
  webhook: http({
    settings: (url) => ({
      url: `${url}/hook?key=canarycanary0123`,
      signingSecret: 'canary-signing-0123',
      customHeaders: { Authorization: 'Bearer canary-token-0123' },
    }),
    answer: answering(204),
  }),
};
