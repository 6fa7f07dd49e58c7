import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english } from '../../language/en/index.ts';
import type { Say } from '../../language/catalogue.ts';
import { fill, type Message, type Value } from '../../language/message.ts';
import { verdictSentence } from './verdict-sentence.ts';

const STATE = {
  verdict: 'up',
  scope: 'global',
  regions: [],
  since: '2026-01-31T12:04:00.000Z',
  incidentId: null,
  failure: null,
  warning: null,
  isFlapping: false,
  coverage: { regions: 1, heard: 1, unheard: [], unmanned: [], isReduced: false },
} as const;
const ELSEWHERE = ['eu-west', 'us-east'];
const NOWHERE = { regions: 2, heard: 0, unheard: ELSEWHERE, unmanned: ELSEWHERE, isReduced: true };
const UNMANNED = 'Not known: nobody looks from eu-west, us-east';
const EXPIRED = { class: 'tls', code: 'tls.expired', message: 'The certificate has expired.', phase: 'tls' };

/** As `useSay` does it. */
const say = ((key: string, given: Readonly<Record<string, Value>> = {}) => {
  const dot = key.indexOf('.');
  const section = english[key.slice(0, dot) as keyof typeof english] as Readonly<Record<string, Message>>;
  return fill(section[key.slice(dot + 1)]!, given, 'en');
}) as Say;
const speaking = { say, format: { time: (at: number) => new Date(at).toISOString().slice(11, 16) }, now: 0 };

test('the verdict is one sentence: what, where, since when, and why', () => {
  const [one, three] = [['local'], ['eu-west', 'us-east', 'ap-south']];
  const table = [
    [{ state: STATE, regions: one }, 'Up, since 12:04'],
    [{ state: STATE, regions: three }, 'Up everywhere, since 12:04'],
    [
      {
        state: { ...STATE, verdict: 'down', scope: 'regional', regions: ['eu-west'], failure: EXPIRED },
        regions: three,
      },
      'Down in eu-west only, since 12:04: The certificate has expired.',
    ],
    [
      { state: { ...STATE, verdict: 'down', failure: EXPIRED }, regions: three },
      'Down everywhere, since 12:04: The certificate has expired.',
    ],
    [
      { state: { ...STATE, verdict: 'degraded', scope: 'regional', regions: ['eu-west', 'us-east'] }, regions: three },
      'Degraded in eu-west, us-east only, since 12:04',
    ],
    [
      { state: { ...STATE, verdict: 'degraded', warning: 'expected at most 200 ms, got 240 ms' }, regions: one },
      'Degraded, since 12:04: expected at most 200 ms, got 240 ms',
    ],
    [{ state: { ...STATE, verdict: 'unknown' }, regions: one }, 'Not known yet'],
    [
      { state: { ...STATE, verdict: 'unknown', scope: 'probe' }, regions: one },
      'Not known: the probe doubts itself, not the target',
    ],
    [{ state: { ...STATE, verdict: 'unknown', coverage: NOWHERE }, regions: three }, UNMANNED],
    [{ state: { ...STATE, verdict: 'down' }, regions: one, enabled: false }, 'Paused: nobody looks'],
  ] as const;
  for (const [monitor, sentence] of table)
    assert.equal(verdictSentence({ enabled: true, ...monitor }, speaking), sentence);
});
