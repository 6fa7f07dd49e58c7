import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { FileProblems } from '@upwatch/server';
import { readConfigFiles } from './config-files.ts';

function rig(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-'));
  t.after(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'token'), '0123\n');
  writeFileSync(join(dir, 'empty'), '\n');
  writeFileSync(join(dir, 'bytes'), Buffer.from([0x61, 0xff]));
  writeFileSync(join(dir, 'long'), 'x'.repeat(131_073));
  const read = (text: string, env: Record<string, string> = {}): unknown => {
    writeFileSync(join(dir, 'upwatch.yml'), text);
    return readConfigFiles([join(dir, 'upwatch.yml')], env)?.value;
  };
  return {
    read,
    problemOf: (text: string, env?: Record<string, string>): string => {
      try {
        read(text, env);
        return '';
      } catch (error) {
        assert.ok(error instanceof FileProblems);
        return error.message.replaceAll(`${dir}/`, '');
      }
    },
  };
}

test('the value of a secret is that of a variable or a file, to the letter', (t) => {
  const { read } = rig(t);
  const text = 'secrets:\n  - key: A\n    value: ${A}\n  - { key: B, file: token }\n';
  assert.deepEqual(read(text, { A: '007' }), {
    secrets: [
      { key: 'A', value: '007' },
      { key: 'B', value: '0123' },
    ],
  });
});

test('variables of environments that come from the environment are texts too', (t) => {
  const { read } = rig(t);
  const text =
    'environments:\n  - slug: a\n    name: A\n    variables:\n      PORT: ${PORT}\n      HOST: "${HOST}:1"\n';
  assert.deepEqual(read(text, { PORT: '8080', HOST: 'x' }), {
    environments: [{ slug: 'a', name: 'A', variables: { PORT: '8080', HOST: 'x:1' } }],
  });
});

test('what is proposed for a variable that is not set works: for a secret no default', (t) => {
  const { read, problemOf } = rig(t);
  assert.equal(
    problemOf('secrets: [{ key: A, value: "${A}" }]\nmonitors: [{ name: "${B}" }]\n'),
    'upwatch.yml:1:28: the environment variable A is not set; set it, or name a file that holds the secret: file instead of value\n' +
      'upwatch.yml:2:20: the environment variable B is not set; write ${B:-default} to give a default',
  );
  assert.match(problemOf('secrets: [{ key: A, value: "${A:-x}" }]\n'), /must be one variable/);
  assert.ok(read('secrets: [{ key: A, file: token }]\nmonitors: [{ name: "${B:-default}" }]\n'));
});

const WRONG: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  [
    'a secret that is written out',
    '{ key: A, value: hush }',
    /^upwatch\.yml:1:28: secrets\[0\]\.value must be one variable/,
  ],
  [
    'a secret with a default',
    '{ key: A, value: "${A:-hush}" }',
    /^upwatch\.yml:1:28: secrets\[0\]\.value must be one variable/,
  ],
  [
    'a secret of a missing variable',
    '{ key: A, value: "${NONE}" }',
    /^upwatch\.yml:1:28: the environment variable NONE is not set/,
  ],
  [
    'a secret of a missing file',
    '{ key: A, file: nothing }',
    /^upwatch\.yml:1:27: secrets\[0\]\.file must be a file .* there is no such file/,
  ],
  [
    'a secret of no source',
    '{ key: A }',
    /^upwatch\.yml:1:11: secrets\[0\]\.value must be one variable of the environment such as .*, or file a file/,
  ],
  ['a secret of an empty file', '{ key: A, file: empty }', /secrets\[0\]\.file must be a file with a value/],
  ['a secret of bytes', '{ key: A, file: bytes }', /secrets\[0\]\.file must be a file of UTF-8 text/],
  ['a secret without end', '{ key: A, file: /dev/zero }', /secrets\[0\]\.file must be a file, got \/dev\/zero/],
  [
    'a secret that is too long',
    '{ key: A, file: long }',
    /secrets\[0\]\.file must be a file of at most 131072 bytes, got 131073/,
  ],
  [
    'a secret of two sources',
    '{ key: A, value: "${A}", file: token }',
    /secrets\[0\]\.file must not stand beside value/,
  ],
];

for (const [what, entry, message] of WRONG) {
  test(`${what} is refused with its line, and is not repeated`, (t) => {
    const problem = rig(t).problemOf(`secrets: [${entry}]`, what.includes('two') ? { A: 'x' } : {});
    assert.match(problem, message);
    assert.ok(!problem.includes('hush'));
  });
}
