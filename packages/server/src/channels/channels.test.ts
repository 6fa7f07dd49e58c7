import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { CHANNELS, channelOf } from './index.ts';
import type { SendOutcome } from './port.ts';
import { opening } from './testing/alerts.ts';
import { startAnswering, testChannel } from './testing/channel-contract.ts';
import { configOf, send } from './testing/channel-fixture.ts';
import { CHANNEL_FIXTURES } from './testing/channel-fixtures.ts';
import { startHttpSink } from './testing/http-sink.ts';

/** The rows of a case file, none where it is absent. What they are, who asks knows: `JSON.parse` does not. */
function casesOf(name: string) {
  const file = sharedFile(name);
  return file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8')).cases;
}

const strings: readonly { readonly input: string }[] = casesOf('corpora/naughty-strings.json');
const naughty = strings.map(({ input }) => input);

test('every channel has a fixture, and every fixture a channel', () => {
  assert.deepEqual(Object.keys(CHANNEL_FIXTURES).sort(), CHANNELS.map(({ type }) => type).sort());
});

for (const channel of CHANNELS) {
  const fixture = CHANNEL_FIXTURES[channel.type];
  if (fixture) testChannel(channel, fixture, naughty);
}

interface AnswerCase {
  readonly id: string;
  readonly kind: string;
  readonly input: {
    readonly provider?: string;
    readonly http_status?: number;
    readonly body?: string | null;
    readonly answers?: readonly string[];
  };
  readonly expected: {
    readonly outcome?: string;
    readonly delivered?: boolean;
    readonly retry?: boolean;
    readonly behaviour?: string;
  };
}

const cases: readonly AnswerCase[] = casesOf('corpora/channel-answers.json');
const skip = cases.length > 0 ? false : 'the case files are not beside the checkout';

/** How the case files spell a channel whose type here is another. */
const SPELLED: Readonly<Record<string, string>> = { incidentio: 'incident_io', msteams: 'teams' };
const OUTCOMES: Readonly<Record<string, SendOutcome['type']>> = {
  delivered: 'sent',
  retry: 'retry',
  'permanent failure, shown to the operator': 'reject',
};
/** Decided where more than one answer, or more than one alert, is known: not by a channel. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  dedup: 'core/telling/plan.test.ts and engine/dispatching/order.test.ts',
  sequence: 'engine/dispatching/dispatcher.test.ts and trouble.test.ts; the answers alone are below',
};

function expectedOf({ expected }: AnswerCase): SendOutcome['type'] {
  if (expected.outcome !== undefined) return OUTCOMES[expected.outcome]!;
  if (expected.delivered) return 'sent';
  return expected.retry ? 'retry' : 'reject';
}

/** With the body of a success where the case names none: it is the status that is looked at. */
async function sendAnswering(type: string, statusCode: number, body?: string | null): Promise<SendOutcome> {
  const channel = channelOf(type)!;
  const fixture = CHANNEL_FIXTURES[type]!;
  assert.ok(fixture.protocol === 'http');
  const isSuccess = statusCode >= 200 && statusCode < 300;
  await using sink =
    isSuccess && (body ?? undefined) === undefined && statusCode !== 204
      ? await startHttpSink((request) => ({ ...fixture.answer(request), status: statusCode }))
      : await startAnswering(statusCode, body ?? '');
  return await send({ channel, config: configOf(channel, fixture, sink.url), message: opening() });
}

test('every answer of the case files means for its provider what they say (A01)', { skip }, async () => {
  const sending = cases.filter(({ kind }) => !(kind in ELSEWHERE));
  assert.ok(sending.length > 100);
  for (const row of sending) {
    const { provider = 'slack', http_status: statusCode, body } = row.input;
    const type = SPELLED[provider] ?? provider;
    const outcome = await sendAnswering(type, statusCode!, body);
    assert.equal(outcome.type, expectedOf(row), `${row.id}: ${JSON.stringify(outcome)}`);
    assert.equal(outcome.statusCode, statusCode, row.id);
  }
});

test('what the case files say of one answer in a row holds for it alone', { skip }, async () => {
  const answers = cases.filter(({ kind }) => kind === 'sequence').flatMap(({ input }) => input.answers!);
  assert.deepEqual(answers, ['500', '200', '404', '301 to https', '200 body "no_service"']);
  assert.equal((await sendAnswering('slack', 500)).type, 'retry');
  assert.equal((await sendAnswering('slack', 200)).type, 'sent');
  assert.equal((await sendAnswering('slack', 404)).type, 'reject');
  assert.equal((await sendAnswering('slack', 301)).type, 'reject');
  assert.equal((await sendAnswering('slack', 200, 'no_service')).type, 'reject');
});
