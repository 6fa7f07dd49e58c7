import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAILURE_CODES } from '../looking/failure.ts';
import { blameFor, isSilence, type SilenceFacts, SILENT_HOSTS_MIN, type Testimony } from './mass-failure.ts';

const FACTS: SilenceFacts = {
  silentSinceMs: 1000,
  answeredMs: 500,
  isKnownGone: false,
  isInDoubt: false,
  silentHosts: 1,
};
const SILENT: Testimony = { isAnswered: false, silentHosts: 0, areAnchorsSilent: false };

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
  ['a witness answers', { testimony: { ...SILENT, isAnswered: true, silentHosts: 9 } }, 'theirs'],
  ['nobody answers, and nobody is known to', { testimony: SILENT }, 'theirs'],
  ['one host and three witnesses', { testimony: { ...SILENT, silentHosts: 3 } }, 'theirs'],
  ['one host and four witnesses', { testimony: { ...SILENT, silentHosts: 4 } }, 'ours'],
  ['five hosts by themselves', { silentHosts: SILENT_HOSTS_MIN, testimony: SILENT }, 'ours'],
  ['the anchors fell silent', { testimony: { ...SILENT, areAnchorsSilent: true } }, 'ours'],
];
for (const [what, facts, blame] of CASES) {
  test(`${what}: ${blame}`, () => {
    assert.equal(blameFor({ ...FACTS, ...facts }), blame);
  });
}
