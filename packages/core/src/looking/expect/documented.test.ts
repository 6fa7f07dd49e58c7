import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SUBJECTS } from './grammars.ts';
import { parseExpectation } from './parse.ts';

const page = readFileSync(new URL('../../../../../docs/expectations.md', import.meta.url), 'utf8');
/** By check type: a block that names none is of HTTP. */
const examples = [...page.matchAll(/^```([A-Z_]*)\n([^`]+)^```/gm)].map(([, type = '', lines = '']) => {
  return { type: type || 'HTTP', lines: lines.trim().split('\n') };
});

test('every example of the documentation is understood', () => {
  for (const { type, lines } of examples) {
    for (const line of lines) {
      const parsed = parseExpectation(line, type);
      assert.ok(!('problem' in parsed), 'problem' in parsed ? parsed.problem : '');
    }
  }
});

test('every subject of every check type has an example', () => {
  for (const [type, subjects] of Object.entries(SUBJECTS)) {
    const lines = examples.filter((block) => block.type === type).flatMap((block) => block.lines);
    for (const subject of Object.keys(subjects).filter((name) => !name.startsWith('time'))) {
      const isShown = lines.some((line) =>
        new RegExp(`^(?:warn )?${subject.replace('.', '\\.')}(?![.\\w])`).test(line),
      );
      assert.ok(isShown, `${type}: no example of ${subject}`);
    }
  }
});
