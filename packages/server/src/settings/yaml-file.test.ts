import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileProblems, readYaml } from './yaml-file.ts';

function problemsOf(text: string, env: Record<string, string> = {}): string {
  try {
    readYaml(text, 'upwatch.yml', env);
  } catch (error) {
    assert.ok(error instanceof FileProblems);
    return error.message;
  }
  assert.fail('there should have been a problem');
}

test('variables are filled in, with their defaults, and keep the type they would have had written out', () => {
  const { value } = readYaml(
    'port: ${PORT:-3000}\nhost: "${HOST:-1.5}"\nurl: https://${NAME}/x\nflag: ${FLAG:-true}\nkept: $${PORT}\n',
    'upwatch.yml',
    { NAME: 'shop.example' },
  );
  assert.deepEqual(value, { port: 3000, host: '1.5', url: 'https://shop.example/x', flag: true, kept: '${PORT}' });
});

test('what a variable holds is a value, never more YAML', () => {
  const { value } = readYaml('name: ${NAME}', 'upwatch.yml', { NAME: 'a\nadmin: true' });
  assert.deepEqual(value, { name: 'a\nadmin: true' });
});

test('a variable that is not set and has no default is named with its place', () => {
  assert.match(
    problemsOf('monitors:\n  - name: ${NOPE}\n'),
    /^upwatch\.yml:2:11: the environment variable NOPE is not set/,
  );
});

const BROKEN: readonly (readonly [what: string, text: string, at: RegExp])[] = [
  ['a tab as indentation', 'a:\n\tb: 1\n', /^upwatch\.yml:2:1/],
  ['a duplicate key', 'a: 1\na: 2\n', /^upwatch\.yml:2:1: a stands twice here/],
  ['a second document', 'a: 1\n---\nb: 2\n', /^upwatch\.yml:2:1: must be one YAML document/],
  ['an unclosed quote', 'a: "b\n', /^upwatch\.yml:\d+:\d+/],
  ['an unclosed list', 'a: [1, 2\n', /^upwatch\.yml:\d+:\d+/],
  [
    'an unknown alias',
    'a: &x 1\nb: [1, *y]\nc: *z\n',
    /^upwatch\.yml:2:8: the alias \*y must name an anchor that stands before it \(&x\)\nupwatch\.yml:3:4: .*\*z/,
  ],
  ['an alias inside what it names', 'a: &x\n  b: *x\n', /^upwatch\.yml:2:6: the alias \*x must not stand inside/],
  ['broken JSON', '{"a": 1,, "b": 2}', /^upwatch\.yml:1:\d+/],
];
for (const [what, text, at] of BROKEN) {
  test(`${what} is refused with file, line and column`, () => {
    assert.match(problemsOf(text), at);
  });
}

test('a value that multiplies by aliases is refused', () => {
  const levels = 'bcdefghij'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefghij'[i]},`.repeat(9)}]`);
  assert.match(
    problemsOf(['a: &a ["lol"]', ...levels].join('\n')),
    /^upwatch\.yml:7:26: the alias \*f makes the file too large/,
  );
});

test('a thousand monitors may share a policy', () => {
  const monitors = Array.from({ length: 1000 }, (_, i) => `  - { name: m${i}, policy: *policy }`).join('\n');
  const { value } = readYaml(`policy: &policy { confirm: 3 }\nmonitors:\n${monitors}\n`, 'upwatch.yml', {});
  assert.deepEqual((value as { monitors: unknown[] }).monitors[999], { name: 'm999', policy: { confirm: 3 } });
});

test('every part knows its place, and a part that is missing knows that of its parent', () => {
  const file = readYaml('monitors:\n  - name: shop\n    config:\n      url: x\n', 'upwatch.yml', {});
  assert.equal(file.at(['monitors', 0, 'config', 'url']), 'upwatch.yml:4:12');
  assert.equal(file.at(['monitors', 0, 'config', 'method']), 'upwatch.yml:4:7');
});
