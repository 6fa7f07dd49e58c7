/** Every example of a ready-made check runs as it stands, against a server that answers; nothing is exported without a word. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { startServersOfExamples } from '../../packages/health/src/checks/testing/example-servers.ts';
import { examplesIn, runExample } from '../sdk/testing/run-example.ts';

const CHECKS = resolve(import.meta.dirname, '../../packages/health/src/checks');
const SOURCES = globSync('*.ts', { cwd: CHECKS }).filter((file) => !file.endsWith('.test.ts'));

test('every example runs, and what it asks is well', { timeout: 400_000 }, async (t) => {
  const servers = await startServersOfExamples();
  t.after(() => servers[Symbol.asyncDispose]());
  for (const file of SOURCES) {
    const examples = examplesIn(readFileSync(join(CHECKS, file), 'utf8'));
    assert.ok(examples.length > 0, `${file} has no example`);
    for (const { code } of examples) {
      if (servers.missingFor(code)) continue;
      const exported = (await import(join(CHECKS, file))) as Record<string, unknown>;
      const { logged } = await runExample(code, { ...servers.names, ...exported });
      if (code.includes('Check(')) assert.equal(logged.length, 1, `${file} printed ${logged.length} lines`);
    }
  }
});

test('every symbol that is exported has a docstring, and every function an example', () => {
  for (const file of SOURCES) {
    const source = readFileSync(join(CHECKS, file), 'utf8');
    const declared = source.matchAll(
      /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?export (?:async )?(function|const|interface|type|class) (\w+)/g,
    );
    for (const [, words, kind, name] of declared) {
      assert.ok(words || /^(is[A-Z]|checkOf$|DEFAULT_)/.test(name!), `${file}: ${name} has no docstring`);
      if (kind === 'function' && name!.endsWith('Check')) assert.match(words!, /@example/, name!);
    }
  }
});
