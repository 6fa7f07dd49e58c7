/** The fixtures of what keeps a ticket for an incident, and of Apprise. */
import type { ChannelFixture, HttpFixture } from './channel-fixture.ts';
import type { Received, Reply } from './http-sink.ts';

const http = (fixture: Omit<HttpFixture, 'protocol'>): ChannelFixture => ({ protocol: 'http', ...fixture });

export const TICKET_FIXTURES: Readonly<Record<string, ChannelFixture>> = {
  apprise: http({
    settings: (url) => ({ apiUrl: url, urls: 'mailto://me:canary-password@mail.example json://hook.example/canary' }),
    answer: () => ({ status: 200, body: '{"error":null}' }),
    textMax: { title: 250, body: 10_000 },
    statuses: { 204: { outcome: 'reject', because: 'nothing was told: no service is configured' } },
  }),
  gitlab: http({
    settings: (url) => ({ endpointUrl: `${url}/ops/shop/alerts/notify.json`, authorizationKey: 'canary0123456789' }),
    answer: () => ({ status: 200, body: '[{"iid":7,"title":"shop is down"}]' }),
    textMax: { title: 200, description: 1_000, service: 100, 'hosts[]': 255 },
  }),
  jira: http({
    settings: (url) => ({
      domain: 'example.atlassian.net',
      email: 'ops@example.com',
      apiToken: 'canary-token-0123',
      projectKey: 'OPS',
      issueType: 'Bug',
      apiUrl: url,
    }),
    answer: jiraAnswer,
    textMax: { 'fields.summary': 255, 'fields.description.content[].content[].text': 1_000 },
  }),
  linear: http({
    settings: (url) => ({ apiKey: 'lin_api_canary0123456789', teamId: 'team-1', labelId: 'label-1', apiUrl: url }),
    answer: linearAnswer,
    textMax: { 'variables.input.title': 250, 'variables.input.description': 250_000 },
  }),
};

/** A team without an issue of ours yet. */
function linearAnswer({ body }: Received): Reply {
  const data = body.includes('"query LookUp')
    ? { team: { states: { nodes: [{ id: 'done', type: 'completed', position: 1 }] } }, issues: { nodes: [] } }
    : { issueCreate: { success: true, issue: { id: 'an-id', identifier: 'OPS-1' } } };
  return { status: 200, body: JSON.stringify({ data }) };
}

/** A project without an issue of ours yet; the one that an earlier alert made is open. */
function jiraAnswer({ method, path }: Received): Reply {
  const answers: Readonly<Record<string, object>> = {
    'POST /rest/api/3/search/jql': { issues: [], isLast: true },
    'POST /rest/api/3/issue': { id: '10001', key: 'OPS-1' },
    'GET /rest/api/3/issue/OPS-1': { key: 'OPS-1', fields: { status: { statusCategory: { key: 'new' } } } },
    'GET /rest/api/3/issue/OPS-1/transitions': { transitions: [{ id: '31', to: { statusCategory: { key: 'done' } } }] },
    'POST /rest/api/3/issue/OPS-1/comment': { id: '10002' },
  };
  const answer = answers[`${method} ${path.split('?')[0]}`];
  return answer ? { status: 200, body: JSON.stringify(answer) } : { status: 204 };
}
