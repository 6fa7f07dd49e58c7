/** Every example of the health library runs as it stands, and nothing is exported without a word. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { answering, type Closers, namesFor } from '../../packages/health/src/testing/example-names.ts';
import { examplesIn, runExample } from '../sdk/testing/run-example.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HEALTH = join(ROOT, 'packages/health/src');
const SOURCES = globSync('*.ts', { cwd: HEALTH }).filter((file) => !file.endsWith('.test.ts'));

async function run(code: string): Promise<readonly (readonly unknown[])[]> {
  const closers: Closers = [];
  try {
    return (await runExample(code, { ...namesFor(code, closers), databaseUrl: await answering(closers) })).logged;
  } finally {
    for (const close of closers) close();
  }
}

/** What an example prints is what it promises. */
const PRINTED: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'clock.ts': [[true]],
  'mask.ts': [['connect to postgres://***@db:5432/shop failed']],
  'health.ts': [['healthy', ['database ok', 'cache ok']]],
  'next.ts': [[200]],
};

for (const file of SOURCES)
  for (const { code } of examplesIn(readFileSync(join(HEALTH, file), 'utf8')))
    test(`an example of ${file} runs: ${code.trim().split('\n')[0]}`, async () => {
      const logged = await run(code);
      if (file === 'metrics.ts') assert.match(String(logged[0]![0]), /health_check_up\{check="database"\} 1/);
      else assert.deepEqual(logged, PRINTED[file] ?? []);
    });

test('the guide runs, block by block', async () => {
  const guide = readFileSync(join(ROOT, 'docs/health.md'), 'utf8');
  const blocks = Array.from(guide.matchAll(/```js\n([\s\S]*?)```/g), ([, code]) => code!);
  assert.ok(blocks.length >= 14);
  const printed = [];
  for (const code of blocks) printed.push(...(await run(code)));
  assert.deepEqual(printed, [['warn'], ['starting: migrations, warm-up'], ['healthy']]);
});

test('every symbol that is exported has a docstring, and every function an example', () => {
  const entries = Object.keys(
    (JSON.parse(readFileSync(join(HEALTH, '../package.json'), 'utf8')) as { exports: Record<string, unknown> }).exports,
  );
  const files = entries
    .filter((entry) => /^\.(\/[\w-]+)?$/.test(entry))
    .map((entry) => (entry === '.' ? 'index.ts' : `${entry.slice(2)}.ts`));
  const declared = SOURCES.flatMap((file) => declarationsIn(readFileSync(join(HEALTH, file), 'utf8'), file));
  const named = files.flatMap((file) => namesExportedBy(readFileSync(join(HEALTH, file), 'utf8')));
  assert.ok(named.length >= 45, String(named.length));
  for (const name of named) {
    const found = declared.find((one) => one.name === name);
    assert.ok(found?.words, `${name} has no docstring`);
    if (found.kind === 'function') assert.match(found.words, /@example/, name);
  }
});

interface Declared {
  readonly name: string;
  readonly kind: string;
  readonly words: string | undefined;
}

function declarationsIn(source: string, file: string): readonly Declared[] {
  const found = source.matchAll(
    /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?export (?:async )?(function|const|interface|type|class) (\w+)/g,
  );
  return Array.from(found, ([, words, kind, name]) => ({ name: name!, kind: kind!, words, file }));
}

function namesExportedBy(source: string): readonly string[] {
  const listed = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) => names!.split(','));
  const own = [...source.matchAll(/^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm)].map(
    ([, name]) => name!,
  );
  return [...own, ...listed.map((name) => name.trim().replace(/^type /, '')).filter((name) => name !== '')];
}
