import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import { jira } from './jira.ts';
import type { SendContext } from './port.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import { type Received, type Reply, startHttpSink } from './testing/http-sink.ts';

const SETTINGS = { domain: 'example.atlassian.net', email: 'ops@example.com', apiToken: 'canary', projectKey: 'OPS' };
const LATER = { openingKey: 'first-key', openingExternalId: 'OPS-7' };
const TO_DONE = { id: '31', name: 'Geschlossen', to: { statusCategory: { key: 'done' } } };
const TO_OPEN = { id: '11', name: 'Wieder auf', to: { statusCategory: { key: 'new' } } };

/** A project with one issue or none, in some state; `answers` stand before its own. */
function project(
  given: { status?: 'new' | 'done'; isFound?: boolean; answers?: Readonly<Record<string, Reply>> } = {},
) {
  const { status = 'new', isFound = false, answers = {} } = given;
  const said: Readonly<Record<string, object>> = {
    'POST search/jql': { issues: isFound ? [{ key: 'OPS-7' }] : [] },
    'POST issue': { key: 'OPS-8' },
    'GET issue/OPS-7': { fields: { status: { statusCategory: { key: status } } } },
    'GET issue/OPS-8': { fields: { status: { statusCategory: { key: 'new' } } } },
    'GET issue/OPS-7/transitions': { transitions: [TO_OPEN, TO_DONE] },
    'GET issue/OPS-8/transitions': { transitions: [TO_OPEN, TO_DONE] },
    'POST issue/OPS-7/comment': { id: '1' },
  };
  return (request: Received): Reply => {
    const step = stepOf(request);
    return answers[step] ?? (said[step] ? { status: 200, body: JSON.stringify(said[step]) } : { status: 204 });
  };
}

const stepOf = ({ method, path }: Received): string =>
  `${method} ${path.replace('/base/rest/api/3/', '').replace(/\?.*/, '')}`;

async function send(reply: ReturnType<typeof project>, message: AlertMessage, context: Partial<SendContext> = {}) {
  await using sink = await startHttpSink(reply);
  const config = jira.config.parse({ channelType: 'jira', ...SETTINGS, apiUrl: `${sink.url}/base` });
  const outcome = await jira.send(config, message, contextFor(context));
  const bodies = sink.received.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));
  return { outcome, steps: sink.received.map(stepOf), bodies, received: [...sink.received] };
}

test('an opening looks for its issue, then makes it, and its key is kept', async () => {
  const { outcome, steps, bodies, received } = await send(project(), opening());
  assert.deepEqual(steps, ['POST search/jql', 'POST issue']);
  assert.equal(outcome.type === 'sent' && outcome.externalId, 'OPS-8');
  const login = Buffer.from('ops@example.com:canary').toString('base64');
  assert.equal(received[0]!.headers.authorization, `Basic ${login}`);
  const { fields } = bodies[1];
  const [, label] = fields.labels;
  assert.match(label, /^upwatch-[0-9a-f]{20}$/);
  assert.equal(bodies[0].jql, `project = "OPS" AND labels = "${label}" ORDER BY created DESC`);
  assert.deepEqual(
    [fields.project, fields.issuetype, fields.summary],
    [{ key: 'OPS' }, { name: 'Task' }, 'DOWN: shop is down in local since 12:04: the certificate has expired'],
  );
  assert.equal(
    fields.description.content[0].content[0].text,
    'shop is down in local since 12:04: the certificate has expired',
  );
});

test('an attempt that is repeated finds the issue and makes no other', async () => {
  const { outcome, steps } = await send(project({ isFound: true }), opening());
  assert.deepEqual(steps, ['POST search/jql']);
  assert.deepEqual(outcome, { type: 'sent', externalId: 'OPS-7' });
});

test('a recovery moves the issue to a status of the category done, whatever it is called, then says why', async () => {
  const { outcome, steps, bodies } = await send(project(), recovery(), LATER);
  assert.deepEqual(steps, [
    'GET issue/OPS-7',
    'GET issue/OPS-7/transitions',
    'POST issue/OPS-7/transitions',
    'POST issue/OPS-7/comment',
  ]);
  assert.deepEqual(bodies[2], { transition: { id: '31' } });
  assert.match(JSON.stringify(bodies[3]), /shop is up again after 12 min 5 s/);
  assert.equal(outcome.type === 'sent' && outcome.externalId, 'OPS-7');
});

test('an issue that is done already is not moved again, and one that cannot be moved is commented', async () => {
  const done = await send(project({ status: 'done' }), recovery(), LATER);
  assert.deepEqual(done.steps, ['GET issue/OPS-7', 'POST issue/OPS-7/comment']);
  const stuck = { 'GET issue/OPS-7/transitions': { status: 200, body: '{"transitions":[]}' } };
  const { steps, outcome } = await send(project({ answers: stuck }), recovery(), LATER);
  assert.deepEqual(steps, ['GET issue/OPS-7', 'GET issue/OPS-7/transitions', 'POST issue/OPS-7/comment']);
  assert.equal(outcome.type, 'sent');
});

test('an incident that comes back opens its issue again; a reminder leaves it where people put it', async () => {
  const reopened = opening({ kind: 'INCIDENT_REOPENED' });
  const { bodies } = await send(project({ status: 'done' }), reopened, LATER);
  assert.deepEqual(bodies[2], { transition: { id: '11' } });
  const reminder = await send(project({ status: 'done' }), opening({ repeats: 1 }), LATER);
  assert.deepEqual(reminder.steps, ['GET issue/OPS-7', 'POST issue/OPS-7/comment']);
});

test('without the key the issue is found by the label of the first alert', async () => {
  const first = await send(project(), opening(), { key: 'first-key' });
  const last = await send(project({ isFound: true }), recovery(), { key: 'last-key', openingKey: 'first-key' });
  assert.equal(last.bodies[0].jql, first.bodies[0].jql);
  assert.equal(last.steps.at(-1), 'POST issue/OPS-7/comment');
});

test('a test, a whole story and a deleted issue leave one that is closed', async () => {
  const closed = ['POST issue', 'GET issue/OPS-8', 'GET issue/OPS-8/transitions', 'POST issue/OPS-8/transitions'];
  assert.deepEqual((await send(project(), opening({ kind: 'TEST' }))).steps, ['POST search/jql', ...closed]);
  const whole = { openingKey: 'first-key', tellsWholeStory: true };
  assert.deepEqual((await send(project(), recovery(), whole)).steps, ['POST search/jql', ...closed]);
  const gone = { 'GET issue/OPS-7': { status: 404, body: '{"errorMessages":["Issue does not exist"]}' } };
  assert.deepEqual((await send(project({ answers: gone }), recovery(), LATER)).steps, ['GET issue/OPS-7', ...closed]);
});

test('a search that is refused keeps no alert back, one that is only late waits', async () => {
  const refused = { 'POST search/jql': { status: 410 } };
  assert.equal((await send(project({ answers: refused }), opening())).outcome.type, 'sent');
  const busy = { 'POST search/jql': { status: 429, headers: { 'retry-after': '5' } } };
  const { outcome, steps } = await send(project({ answers: busy }), opening());
  assert.deepEqual(steps, ['POST search/jql']);
  assert.equal(outcome.type === 'retry' && outcome.retryAfterMs, 5_000);
});

test('what Jira says is wrong is shown', async () => {
  const body = '{"errorMessages":[],"errors":{"issuetype":"Specify a valid issue type"}}';
  const { outcome } = await send(project({ answers: { 'POST issue': { status: 400, body } } }), opening());
  assert.match(outcome.type === 'reject' ? outcome.reason : '', /400 \("issuetype: Specify a valid issue type"\)/);
});

test('a name is text of the document and nothing else (A08)', async () => {
  const name = '[~accountid:1] @all {panel} *x*';
  const { bodies } = await send(project(), opening({ monitorName: name, headline: `${name} is down` }));
  const { description } = bodies[1].fields;
  assert.equal(description.content[0].content[0].text, `${name} is down`);
  assert.deepEqual(
    new Set(JSON.stringify(description).match(/"type":"\w+"/g)),
    new Set(['"type":"doc"', '"type":"paragraph"', '"type":"text"', '"type":"strong"', '"type":"link"']),
  );
});

test('a domain is a host, and the fault names the field', () => {
  for (const domain of ['https://example.atlassian.net', 'example.atlassian.net/x', 'a b', '']) {
    const { error } = jira.config.safeParse({ channelType: 'jira', ...SETTINGS, domain });
    assert.equal(error?.issues[0]?.path.join(), 'domain', domain);
  }
  const { error } = jira.config.safeParse({ channelType: 'jira', ...SETTINGS, projectKey: 'OPS" OR 1=1' });
  assert.equal(error?.issues[0]?.path.join(), 'projectKey');
});
