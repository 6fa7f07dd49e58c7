import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import { linear } from './linear.ts';
import type { SendContext } from './port.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import { type Reply, startHttpSink } from './testing/http-sink.ts';

const SETTINGS = { apiKey: 'lin_api_canary', teamId: 'team-1', labelId: 'label-1' };
const KEY = contextFor().key;
const LATER = { key: 'later-key', openingKey: KEY };
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const STATES = [
  { id: 'done-2', type: 'completed', position: 5 },
  { id: 'done-1', type: 'completed', position: 4 },
  { id: 'todo', type: 'unstarted', position: 1 },
];

interface Team {
  /** The type of the issue's status; none when there is no issue. */
  readonly state?: string;
  readonly hasComment?: boolean;
  readonly answers?: Readonly<Record<string, Reply>>;
}

async function send(team: Team, message: AlertMessage, context: Partial<SendContext> = {}) {
  const issue = team.state && {
    state: { type: team.state },
    comments: { nodes: team.hasComment ? [{ id: 'c' }] : [] },
  };
  const data: Readonly<Record<string, object>> = {
    LookUp: { team: { states: { nodes: STATES } }, issues: { nodes: issue ? [issue] : [] } },
    Create: { issueCreate: { success: true, issue: { id: 'x', identifier: 'OPS-1' } } },
    Move: { issueUpdate: { success: true } },
    Comment: { commentCreate: { success: true } },
  };
  const nameOf = (body: string): string => /(?:query|mutation) (\w+)/.exec(JSON.parse(body).query)![1]!;
  await using sink = await startHttpSink(({ body }) => {
    const name = nameOf(body);
    return team.answers?.[name] ?? { status: 200, body: JSON.stringify({ data: data[name] }) };
  });
  const config = linear.config.parse({ channelType: 'linear', ...SETTINGS, apiUrl: `${sink.url}/graphql` });
  const outcome = await linear.send(config, message, contextFor(context));
  const variables = sink.received.map(({ body }) => JSON.parse(body).variables);
  return { outcome, steps: sink.received.map(({ body }) => nameOf(body)), variables, received: [...sink.received] };
}

test('an opening makes an issue whose id follows from the key, and hands the id on', async () => {
  const { outcome, steps, variables, received } = await send({}, opening());
  assert.deepEqual(steps, ['LookUp', 'Create']);
  assert.deepEqual([received[0]!.path, received[0]!.headers.authorization], ['/graphql', 'lin_api_canary']);
  const { input } = variables[1];
  assert.match(input.id, UUID_4);
  assert.deepEqual(variables[0], { team: 'team-1', issue: input.id, comment: variables[0].comment });
  assert.deepEqual(
    { ...input, description: '' },
    {
      id: input.id,
      teamId: 'team-1',
      title: 'DOWN: shop is down in local since 12:04: the certificate has expired',
      description: '',
      priority: 1,
      labelIds: ['label-1'],
    },
  );
  assert.match(input.description, /^\*\*shop is down in local since 12:04: the certificate has expired\*\*\n\n/);
  assert.ok(
    input.description.endsWith(
      '[Open in Upwatch](<https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002>)',
    ),
  );
  assert.equal(outcome.type === 'sent' && outcome.externalId, input.id);
});

test('an attempt that is repeated finds the issue and makes no other', async () => {
  const { outcome, steps } = await send({ state: 'unstarted' }, opening());
  assert.deepEqual([steps, outcome.type], [['LookUp'], 'sent']);
});

test('a recovery completes the issue in the first completed status, then says why', async () => {
  const first = await send({}, opening());
  const { steps, variables, outcome } = await send({ state: 'started' }, recovery(), LATER);
  assert.deepEqual(steps, ['LookUp', 'Move', 'Comment']);
  assert.equal(variables[0].issue, first.variables[1].input.id);
  assert.deepEqual(variables[1], { issue: variables[0].issue, input: { stateId: 'done-1' } });
  assert.match(variables[2].input.body, /up again after 12 min 5 s/);
  assert.match(variables[2].input.id, UUID_4);
  assert.equal(outcome.type === 'sent' && outcome.externalId, variables[0].issue);
});

test('the id that the opening handed on comes first', async () => {
  const { variables } = await send({ state: 'started' }, recovery(), { ...LATER, openingExternalId: 'own-id' });
  assert.deepEqual(
    [variables[0].issue, variables[1].issue, variables[2].input.issueId],
    ['own-id', 'own-id', 'own-id'],
  );
});

test('what an earlier attempt did is not done again', async () => {
  const moved = await send({ state: 'completed' }, recovery(), LATER);
  assert.deepEqual(moved.steps, ['LookUp', 'Comment']);
  const all = await send({ state: 'completed', hasComment: true }, recovery(), LATER);
  assert.deepEqual([all.steps, all.outcome.type], [['LookUp'], 'sent']);
});

test('an incident that comes back opens its issue again; a reminder leaves it where people put it', async () => {
  const again = await send({ state: 'completed' }, opening({ kind: 'INCIDENT_REOPENED' }), LATER);
  assert.deepEqual([again.steps, again.variables[1].input], [['LookUp', 'Move', 'Comment'], { stateId: 'todo' }]);
  assert.deepEqual((await send({ state: 'canceled' }, opening({ repeats: 1 }), LATER)).steps, ['LookUp', 'Comment']);
});

test('a test, a whole story and an issue that was deleted leave one that is completed', async () => {
  for (const [message, context] of [
    [opening({ kind: 'TEST' }), {}],
    [recovery(), { ...LATER, tellsWholeStory: true }],
    [recovery(), LATER],
  ] as const) {
    const { steps, variables } = await send({}, message, context);
    assert.deepEqual([steps, variables[1].input.stateId], [['LookUp', 'Create'], 'done-1']);
  }
});

test('an error in a 200, or success that is false, is a failure in its words', async () => {
  const errors = [
    { message: 'Entity not found', extensions: { type: 'invalid input', userPresentableMessage: 'No such team' } },
  ];
  const bodies = [
    { data: null, errors },
    { data: { issueCreate: null }, errors },
    { data: { issueCreate: { success: false } } },
    { errors },
  ];
  for (const body of bodies) {
    const reply = { status: 200, body: JSON.stringify(body) };
    const { outcome } = await send({ answers: { Create: reply } }, opening());
    assert.equal(outcome.type, 'reject', JSON.stringify(body));
    if ('errors' in body) assert.match(outcome.type === 'reject' ? outcome.reason : '', /"No such team"/);
  }
});

test('being too fast comes with 400 or 200 and is tried again', async () => {
  for (const status of [400, 200])
    for (const extensions of [{ code: 'RATELIMITED' }, { type: 'ratelimited' }, { code: 'INTERNAL_SERVER_ERROR' }]) {
      const reply = { status, body: JSON.stringify({ errors: [{ message: 'no', extensions }] }) };
      assert.equal((await send({ answers: { LookUp: reply } }, opening())).outcome.type, 'retry');
    }
  const wrongKey = { errors: [{ message: 'no', extensions: { code: 'AUTHENTICATION_ERROR' } }] };
  const { outcome } = await send({ answers: { LookUp: { status: 400, body: JSON.stringify(wrongKey) } } }, opening());
  assert.equal(outcome.type, 'reject');
});

test('what a name says in Markdown stays text (A08)', async () => {
  const name = '[x](https://evil.example) **b** @all <img> `c` # | !';
  const { variables } = await send({}, opening({ monitorName: name, headline: name, target: name, regions: [name] }));
  const lines: readonly string[] = variables[1].input.description.split('\n\n');
  for (const line of lines.slice(0, -1)) {
    const bare = line.replace(/^\*\*(.*)\*\*$/, '$1').replace(/^\*\*\w[\w ]*:\*\*/, '');
    assert.doesNotMatch(bare.replaceAll(/\\./g, ''), /[`*_[\]<>#~|!]|@(?!\u200b)/, line);
  }
});
