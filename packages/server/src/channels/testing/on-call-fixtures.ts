/** The fixtures of what wakes people: incident trackers, and messages to a phone. */
import type { ChannelFixture, HttpFixture } from './channel-fixture.ts';

const http = (fixture: Omit<HttpFixture, 'protocol'>): ChannelFixture => ({ protocol: 'http', ...fixture });
const answering =
  (status: number, body = '') =>
  () => ({ status, body });

export const ON_CALL_FIXTURES: Readonly<Record<string, ChannelFixture>> = {
  pagerduty: http({
    settings: (url) => ({ routingKey: 'canary0123456789canary0123456789', severityOverride: 'error', apiUrl: url }),
    answer: answering(202, '{"status":"success","message":"Event processed","dedup_key":"x"}'),
    textMax: { dedup_key: 255, 'payload.summary': 1_024 },
  }),
  opsgenie: http({
    settings: (url) => ({ apiKey: 'canary01-2345-6789-abcd-ef0123456789', region: 'eu', apiUrl: url }),
    answer: answering(202, '{"result":"Request will be processed","took":0.1,"requestId":"r-1"}'),
    textMax: { message: 130, alias: 512, description: 15_000, entity: 512, 'tags[]': 50, note: 25_000 },
  }),
  splunk_oncall: http({
    settings: (url) => ({ apiKey: 'canary01-2345-6789-abcd-ef0123456789', routingKey: 'web', apiUrl: url }),
    answer: answering(200, '{"result":"success","entity_id":"x"}'),
    textMax: { state_message: 20_480 },
  }),
  datadog: http({
    settings: (url) => ({ apiKey: 'canary0123456789', site: 'datadoghq.eu', tags: 'env:prod, team:web', apiUrl: url }),
    answer: answering(202, '{"status":"ok"}'),
    textMax: { title: 500, text: 4_000, aggregation_key: 100, 'tags[]': 200 },
  }),
  pushbullet: http({
    settings: (url) => ({ accessToken: 'o.canary0123456789', deviceIden: 'ujpah72o0', apiUrl: url }),
    answer: answering(200, '{"active":true,"iden":"ujpah72o0sjAoRtnM0jc"}'),
    textMax: { title: 250, body: 4_000 },
  }),
  pushover: http({
    settings: (url) => ({
      userKey: 'canaryuser0123456789abcdefghij',
      appToken: 'canarytoken123456789abcdefghij',
      priority: '2',
      sound: 'siren',
      apiUrl: url,
    }),
    answer: answering(200, '{"status":1,"request":"647d2300"}'),
    textMax: { title: 250, message: 1_024, url: 512, url_title: 100 },
  }),
  twilio: http({
    settings: (url) => ({
      accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
      authToken: 'canary0123456789abcdef0123456789',
      from: '+15005550001',
      to: ['+15005550006', '+15005550007'],
      apiUrl: url,
    }),
    answer: answering(201, '{"sid":"SM1","status":"queued"}'),
    textMax: { Body: 160 },
  }),
  incident_io: http({
    settings: (url) => ({ apiKey: 'canary0123456789', severityId: '01SEV', visibility: 'private', apiUrl: url }),
    answer: ({ path }) => ({ status: 200, body: JSON.stringify(incidentIoAnswer(path)) }),
    textMax: { name: 200, summary: 10_000 },
  }),
  rootly: http({
    settings: (url) => ({ apiKey: 'canary0123456789', severity: 'sev1', apiUrl: url }),
    answer: ({ path }) => ({ status: 200, body: JSON.stringify({ data: rootlyData(path) }) }),
    textMax: { 'data.attributes.title': 200, 'data.attributes.summary': 10_000 },
  }),
};

function incidentIoAnswer(path: string): object {
  return path === '/v1/incident_statuses'
    ? { incident_statuses: [{ id: 'S-CLOSED', category: 'closed', rank: 9 }] }
    : { incident: { id: 'I-1', incident_status: { category: 'live' } } };
}

function rootlyData(path: string): object {
  if (path.startsWith('/v1/severities')) return [{ id: 'V-1', attributes: { slug: 'sev1' } }];
  return path.startsWith('/v1/incidents?') ? [] : { id: 'R-1', attributes: { status: 'started' } };
}
