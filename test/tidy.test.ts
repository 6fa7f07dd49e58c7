/** The import map of the tree: who may import whom. A line here is a decision; see ARCHITECTURE.md. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  probe: ['core'],
  server: ['core', 'probe'],
  sdk: [],
  health: [],
  dashboard: ['sdk'],
  cli: ['core', 'probe', 'server', 'sdk'],
};
/** `core` decides from what it is given. */
const NOT_IN_CORE = [
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bMath\.random\b/,
  /\bperformance\.now\b/,
  /\bset(Timeout|Interval|Immediate)\(/,
  /\bfetch\(/,
  /\bprocess\./,
  /from 'node:(?!assert|test)/,
];
const VAGUE_NAMES = /^(utils?|helpers?|common|manager|misc|shared)(\.|$)/;

const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).map((file) => ({
  file,
  pack: file.split('/')[1]!,
  isTest: /\.test\.ts$|\/testing\//.test(file),
  text: readFileSync(join(root, file), 'utf8'),
}));

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

test('every package imports only those that stand further in', () => {
  const broken = sources.flatMap(({ file, pack, text }) =>
    importsOf(text)
      .filter((name) => name.startsWith('@upwatch/'))
      .map((name) => name.split('/')[1]!)
      .filter((name) => name !== pack && !MAY_IMPORT[pack]?.includes(name))
      .map((name) => `${file} imports @upwatch/${name}`),
  );
  assert.deepEqual(broken, []);
});

test('no file reaches into another package by a relative path', () => {
  const broken = sources.flatMap(({ file, pack, text }) =>
    importsOf(text)
      .filter((name) => name.startsWith('.'))
      .filter((name) => !relative(join('packages', pack), join(dirname(file), name)).match(/^(src|package\.json)/))
      .map((name) => `${file} imports ${name}`),
  );
  assert.deepEqual(broken, []);
});

test('core touches no clock, network, disk or chance', () => {
  const broken = sources
    .filter(({ pack, isTest }) => pack === 'core' && !isTest)
    .flatMap(({ file, text }) =>
      NOT_IN_CORE.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern.source}`),
    );
  assert.deepEqual(broken, []);
});

test('files are named after what they hold', () => {
  const vague = sources.filter(({ file }) => file.split('/').some((part) => VAGUE_NAMES.test(part)));
  assert.deepEqual(
    vague.map(({ file }) => file),
    [],
  );
  const misnamed = sources.filter(({ file }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.tsx?$/.test(basename(file)));
  assert.deepEqual(
    misnamed.map(({ file }) => file),
    [],
  );
});

test('nothing but tests reads a test', () => {
  const broken = sources
    .filter(({ isTest }) => !isTest)
    .filter(({ text }) => importsOf(text).some((name) => /\.test\.ts$|\/testing\//.test(name)))
    .map(({ file }) => file);
  assert.deepEqual(broken, []);
});
