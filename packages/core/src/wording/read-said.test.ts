import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRule, type TriggerRule } from '../deciding/policy.ts';
import { type Kind, readOrText, readSaid } from './read-said.ts';
import { inWords, type Said, type SaidValue, SENTENCES, type SentenceCode } from './said.ts';

const RULE: TriggerRule = { type: 'consecutive_failures', scope: 'per_region', severity: 'down' };

/** What may stand in a gap: where it is a sentence, one of each. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  rule: ['2 consecutive failures in eu', 'what an earlier version called it'],
  what: ['maintenance until 14:00 UTC (upgrade)', 'router, which it depends on, is down'],
  where: ['over all regions', 'in eu'],
  within: ['', ' within 5 min'],
  aggregate: ['each', 'the 95th percentile'],
  threshold: ['800 ms', '100 ms (at least; 3 × the usual 10 ms)'],
  severity: ['down', 'degraded'],
  from: ['down'],
  to: ['degraded'],
  share: ['', ' in 2 of 3 regions'],
  why: ['', ' (upgrade)'],
  said: ['.', ': on it'],
  kind: ['tag', 'thing of tomorrow'],
  must: ['must be at least 1', 'must be whatever it is'],
  got: ['', ', got 0'],
};

const KINDS: Readonly<Record<Kind, readonly string[]>> = {
  reason: ['reason'],
  line: ['line', 'release', 'escalated', 'instead'],
  rule: ['rule'],
  hold: ['hold'],
  hint: ['hint'],
  refusal: ['refusal', 'fault'],
};
const INSIDE = new Set<string>(['reason.share', 'hold.why', 'fault.got']);

function samplesOf(template: string): readonly string[] {
  const gap = /\{(\w+)\}/.exec(template)?.[1];
  if (gap === undefined) return [template];
  return (VALUES[gap] ?? ['seven']).flatMap((value) => samplesOf(template.replaceAll(`{${gap}}`, value)));
}

test('whatever is kept is read again as the sentence that it was written by, and filled again it is the same text', () => {
  for (const [kind, groups] of Object.entries(KINDS) as [Kind, readonly string[]][]) {
    const codes = (Object.keys(SENTENCES) as SentenceCode[]).filter((code) => groups.includes(code.split('.')[0]!));
    for (const code of codes.filter((one) => !INSIDE.has(one))) {
      for (const text of samplesOf(SENTENCES[code])) {
        const found = readSaid(text, kind);
        assert.equal(found?.code, code, text);
        assert.equal(inWords(found), text);
      }
    }
  }
});

/** The codes in what is said, outermost first. */
function codesIn({ code, params }: Said): readonly string[] {
  const inside = (value: SaidValue): readonly string[] => {
    if (typeof value === 'string') return [];
    return 'code' in value ? codesIn(value) : value.flatMap(codesIn);
  };
  return [code, ...Object.values(params).flatMap(inside)];
}

test('a rule inside of a sentence is read too, in whatever words a policy puts it', () => {
  const rules: readonly TriggerRule[] = [
    RULE,
    { ...RULE, count: 1 },
    { ...RULE, scope: 'any_region' },
    { ...RULE, type: 'failures_in_window', windowMinutes: 5 },
    { ...RULE, type: 'response_time', thresholdMs: 800, aggregationType: 'p95' },
    { ...RULE, type: 'response_time', thresholdMs: 100, baseline: { factor: 3, usualMs: 10 } },
    { ...RULE, type: 'response_time', baseline: { factor: 3 } },
  ];
  for (const rule of rules) {
    const words = describeRule(rule, 'eu');
    const line = readOrText(`Confirmed in eu, us: ${words}.`, 'line');
    const [code, inner, ...rest] = codesIn(line);
    assert.equal(code, 'line.confirmedIn');
    assert.match(String(inner), /^rule\./, words);
    assert.ok(rest.length > 0 && !rest.includes('text'), words);
    assert.equal(inWords(line), `Confirmed in eu, us: ${words}.`);
  }
});

test('what no sentence says stays the text that it is', () => {
  for (const text of ['', 'It is the disk.', 'Confirmed', 'nowhere: in between'])
    assert.deepEqual(readOrText(text, 'line'), { code: 'text', params: { text } });
});
