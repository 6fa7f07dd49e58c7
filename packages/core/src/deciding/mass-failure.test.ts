import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FAILURE_CODES } from '../looking/failure.ts';
import {
  type AlterationFacts,
  blameFor,
  blameForAlteration,
  isAlteration,
  isSilence,
  type SilenceFacts,
  type Testimony,
  UNRELATED_MIN,
  UNWITNESSED_MIN,
} from './mass-failure.ts';

const FACTS: SilenceFacts = {
  silentSinceMs: 1000,
  answeredMs: 500,
  isKnownGone: false,
  isInDoubt: false,
  silentHosts: 1,
};
const SILENT: Testimony = { isAnswered: false, silentAnchors: 0, areAnchorsSilent: false };

test('what is answered proves the way, whatever the answer says', () => {
  const answers = /^(tls|status|body|protocol|dependency)\.|refused|reset|nxdomain|nodata|servfail|slow|blocked/;
  assert.deepEqual(
    FAILURE_CODES.filter((code) => answers.test(code) && isSilence(code)),
    [],
  );
  assert.deepEqual(
    FAILURE_CODES.filter((code) => code.startsWith('timeout.') && !isSilence(code)),
    // Jobs report by themselves: their silence is not of a way that we went.
    ['timeout.slow', 'timeout.heartbeat', 'timeout.run'],
  );
  assert.ok(isSilence('connect.no_reply'));
});

const CASES: readonly (readonly [string, Partial<SilenceFacts>, ReturnType<typeof blameFor>])[] = [
  ['nobody was asked yet', {}, 'ask'],
  ['something asked later has answered', { answeredMs: 1001 }, 'theirs'],
  ['what answered was asked at the same instant: it proves nothing', { answeredMs: 1000 }, 'ask'],
  ['it was gone before', { isKnownGone: true }, 'theirs'],
  ['all is in doubt', { isInDoubt: true }, 'ours'],
  ['all is in doubt, though it was gone before', { isInDoubt: true, isKnownGone: true }, 'ours'],
  ['a witness answers', { silentHosts: 9, testimony: { ...SILENT, isAnswered: true } }, 'theirs'],
  [
    'a witness answers, an anchor does not',
    { silentHosts: 9, testimony: { ...SILENT, isAnswered: true, silentAnchors: 1 } },
    'theirs',
  ],
  ['nobody answers, and nobody is known to', { testimony: SILENT }, 'theirs'],
  [
    'four hosts and no anchor: those of one provider, as likely',
    { silentHosts: UNWITNESSED_MIN - 1, testimony: SILENT },
    'theirs',
  ],
  ['five hosts by themselves', { silentHosts: UNWITNESSED_MIN, testimony: SILENT }, 'ours'],
  ['three hosts and an anchor', { silentHosts: 3, testimony: { ...SILENT, silentAnchors: 1 } }, 'ours'],
  ['two hosts and an anchor', { silentHosts: UNRELATED_MIN - 1, testimony: { ...SILENT, silentAnchors: 1 } }, 'ours'],
  ['one host and an anchor, while another way is whole', { testimony: { ...SILENT, silentAnchors: 1 } }, 'theirs'],
  ['all anchors fell silent', { testimony: { ...SILENT, silentAnchors: 1, areAnchorsSilent: true } }, 'ours'],
];
for (const [what, facts, blame] of CASES) {
  test(`${what}: ${blame}`, () => {
    assert.equal(blameFor({ ...FACTS, ...facts }), blame);
  });
}

test('what could be answered in the place of a target is an alteration; what its certificate proves is its own', () => {
  for (const code of ['connect.refused', 'protocol.reset', 'tls.hostname', 'tls.untrusted'] as const)
    assert.ok(isAlteration(code, true), code);
  for (const code of ['status.unexpected', 'body.missing_text', 'status.redirect_target'] as const)
    assert.deepEqual([isAlteration(code, false), isAlteration(code, true)], [true, false], code);
  for (const code of ['tls.expired', 'dependency.failed', 'dns.nxdomain', 'timeout.slow', 'status.job_failed'] as const)
    assert.equal(isAlteration(code, false), false, code);
  assert.deepEqual(
    FAILURE_CODES.filter((code) => isAlteration(code, false) && isSilence(code)),
    [],
  );
});

const TURNED: AlterationFacts = { isInDoubt: false, turned: 3, well: 0 };
const ALTERED = { asUsual: 0, altered: 1 };
const ALTERATIONS: readonly (readonly [string, Partial<AlterationFacts>, ReturnType<typeof blameFor>])[] = [
  ['anchors were not asked yet', {}, 'ask'],
  ['one alone: two anchors may have turned with it', { turned: 1 }, 'ask'],
  ['most of the others are well', { turned: 3, well: 4 }, 'theirs'],
  ['half of them turned', { turned: 3, well: 3, anchors: ALTERED }, 'ours'],
  [
    'no anchor is known there: a provider may have failed',
    { turned: 99, anchors: { asUsual: 0, altered: 0 } },
    'theirs',
  ],
  ['an anchor says what it always did', { turned: 99, anchors: { asUsual: 1, altered: 1 } }, 'theirs'],
  ['two targets and an anchor', { turned: 2, anchors: ALTERED }, 'ours'],
  ['one target and two anchors', { turned: 1, anchors: { asUsual: 0, altered: 2 } }, 'ours'],
  ['one target and one anchor', { turned: 1, anchors: ALTERED }, 'theirs'],
  ['all is in doubt', { isInDoubt: true, turned: 1, well: 9 }, 'ours'],
];
for (const [what, facts, blame] of ALTERATIONS) {
  test(`${what}: ${blame}`, () => assert.equal(blameForAlteration({ ...TURNED, ...facts }), blame));
}

const count = fc.nat({ max: 20 });

test('one witness that answers as it used to takes the doubt away, however many fail', () => {
  fc.assert(
    fc.property(count, count, count, (silentHosts, silentAnchors, well) => {
      const testimony = { isAnswered: true, silentAnchors, areAnchorsSilent: silentAnchors > 0 };
      assert.equal(blameFor({ ...FACTS, silentHosts: silentHosts + 1, testimony }), 'theirs');
      const anchors = { asUsual: 1, altered: silentAnchors };
      assert.equal(blameForAlteration({ isInDoubt: false, turned: silentHosts + 1, well, anchors }), 'theirs');
    }),
  );
});

test('more that fail never take doubt away, more that are well never bring it', () => {
  fc.assert(
    fc.property(count, count, count, (turned, well, altered) => {
      const anchors = { asUsual: 0, altered };
      const facts = { isInDoubt: false, turned: turned + 1, well, anchors };
      if (blameForAlteration(facts) === 'ours')
        assert.equal(blameForAlteration({ ...facts, turned: turned + 2 }), 'ours');
      else assert.equal(blameForAlteration({ ...facts, well: well + 1 }), 'theirs');
      const testimony = { isAnswered: false, silentAnchors: altered, areAnchorsSilent: false };
      if (blameFor({ ...FACTS, silentHosts: turned + 1, testimony }) === 'ours')
        assert.equal(blameFor({ ...FACTS, silentHosts: turned + 2, testimony }), 'ours');
    }),
  );
});
