/**
 * The shared cases of health documents. They know up and down: what the target copes with (`warned_dependencies`) makes
 * a look degraded, and that is "up" there.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '../testing/shared-corpus.ts';
import type { HealthMode } from './dependency.ts';
import { judgedBy } from './testing/judged-by.ts';

interface Case {
  readonly id: string;
  readonly http: { readonly status: number; readonly content_type: string; readonly body: string };
  readonly expected: {
    readonly verdict: 'up' | 'down';
    readonly failed_dependencies: readonly string[];
    readonly warned_dependencies: readonly string[];
  };
}

const file = sharedFile('corpora/health-json.json');
const skip = file === undefined && 'the shared corpora are not here';
const cases: readonly Case[] = file ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases : [];

/** The dialect that a case is in, for those that one may ask for. */
const DIALECTS: readonly (readonly [RegExp, Exclude<HealthMode, 'off' | 'auto'>])[] = [
  [/^ietf-/, 'health+json'],
  [/^(spring|microprofile|vertx)/, 'spring'],
  [/^aspnet-/, 'aspnet'],
  [/^terminus-/, 'terminus'],
  [/^(seed|euler|ready)-|^own-(bom|secret|newlines)$/, 'simple'],
];

for (const one of cases) {
  const { id, http, expected } = one;
  const named = DIALECTS.find(([pattern]) => pattern.test(id))?.[1];
  for (const mode of named ? (['auto', named] as const) : (['auto'] as const)) {
    test(`${id}, read as ${mode}: ${expected.verdict}`, () => {
      const { health, failure } = judgedBy(http.body, { mode }, http.status, http.content_type);
      const namesOf = (status: string) =>
        (health?.dependencies ?? []).filter((dependency) => dependency.status === status).map(({ name }) => name);
      assert.equal(failure ? 'down' : 'up', expected.verdict);
      assert.deepEqual(namesOf('down'), expected.failed_dependencies);
      assert.deepEqual(namesOf('degraded'), expected.warned_dependencies);
      assert.doesNotMatch(JSON.stringify([health, failure]), /hunter2/);
    });
  }
}

test('there are cases', { skip }, () => {
  assert.ok(cases.length >= 33, `${cases.length} cases`);
});

test('what is no health document fails where one dialect is asked for', { skip }, () => {
  for (const id of ['own-html-200', 'own-truncated', 'own-nan', 'own-array', 'own-deep', 'own-numbers']) {
    const { http } = cases.find((one) => one.id === id)!;
    const { failure } = judgedBy(http.body, { mode: 'simple' }, http.status, http.content_type);
    assert.equal(failure?.code, 'dependency.unreadable', id);
  }
});
