import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseExpectation } from './parse.ts';
import { SUBJECTS } from './subjects.ts';

const page = readFileSync(new URL('../../../../../docs/expectations.md', import.meta.url), 'utf8');
const examples = /```\n([^`]+)```/.exec(page)![1]!.trim().split('\n');

test('every example of the documentation is understood', () => {
  for (const example of examples) {
    const parsed = parseExpectation(example);
    assert.ok(!('problem' in parsed), 'problem' in parsed ? parsed.problem : '');
  }
});

test('every subject has its line in the documentation', () => {
  for (const subject of Object.keys(SUBJECTS).filter((name) => name !== 'time.warn')) {
    assert.match(page, new RegExp(`^\\| \`${subject.replace('.', '\\.')}[\` ]`, 'm'));
  }
});
