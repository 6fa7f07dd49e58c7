import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..');
const SHOW = `import fc from '${import.meta.resolve('fast-check')}';
console.log('drawn', JSON.stringify(fc.sample(fc.integer(), 5)));
`;

/** What a property in a test file draws when it is run as `npm test` runs it. */
async function drawn(t: TestContext, seed?: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-seed-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'drawing.test.ts');
  writeFileSync(file, SHOW);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { test: string } };
  const options = scripts.test.split(' ').filter((word) => word.startsWith('--'));
  const env = { ...process.env };
  // Set, it keeps a test from running others.
  delete env['NODE_TEST_CONTEXT'];
  delete env['UPWATCH_PROPERTY_SEED'];
  if (seed !== undefined) env['UPWATCH_PROPERTY_SEED'] = seed;
  const { stdout, stderr } = await run(process.execPath, [...options, file], { cwd: ROOT, env, timeout: 60_000 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  const numbers = /drawn (.*)/.exec(stdout)?.[1];
  assert.ok(numbers, stdout + stderr);
  return numbers;
}

test('properties draw the same cases in every run, in the process that each test file has', async (t) => {
  assert.equal(await drawn(t), await drawn(t));
});

test('a number draws others, the same for that number; random draws new ones', async (t) => {
  const [fixed, asked, again] = [await drawn(t), await drawn(t, '7'), await drawn(t, '7')];
  assert.equal(asked, again);
  assert.notEqual(asked, fixed);
  assert.notEqual(await drawn(t, 'random'), await drawn(t, 'random'));
});

test('a seed that is none is refused', async (t) => {
  await assert.rejects(drawn(t, 'lucky'), /UPWATCH_PROPERTY_SEED must be random or a whole number, got "lucky"/);
});
