import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { CHECK_TYPES } from '@upwatch/probe';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { CHANNELS } from '../channels/index.ts';
import { FileProblems, readYaml } from '../settings/yaml-file.ts';
import { readDeclared } from './declared-file.ts';
import { documentSchema } from './document-schema.ts';

const root = resolve(import.meta.dirname, '../../../..');
const deps = { checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS };
const schema = documentSchema(deps);
const check = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
const examples = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```ya?ml\n([\s\S]*?)```/g)].map(([, text], i) => ({
    title: `the YAML example ${i + 1} of ${page}`,
    text: text!,
  })),
);

for (const { title, text } of examples) {
  test(`editors find nothing wrong with ${title}`, () => {
    assert.ok(check(parse(text, { merge: true })), JSON.stringify(check.errors?.slice(0, 3)));
  });
}

const WRONG: readonly (readonly [what: string, text: string])[] = [
  ['an unknown section', 'monitor: []'],
  ['a misspelt setting', 'server: { prot: 1 }'],
  ['a misspelt field', 'monitors: [{ name: a, type: HTTP, config: { url: "http://a/", method: GET }, frequency: 3 }]'],
  ['a type that there is none of', 'monitors: [{ name: a, type: GOPHER, config: {} }]'],
  [
    'a number that is too small',
    'monitors: [{ name: a, type: HTTP, config: { url: "http://a/", method: GET }, frequencySeconds: 0 }]',
  ],
  ['a monitor without a name', 'monitors: [{ type: HTTP, config: { url: "http://a/", method: GET } }]'],
  [
    'a text in the place of a list',
    'monitors: [{ name: a, type: HTTP, config: { url: "http://a/", method: GET }, tags: x }]',
  ],
  ['a channel of a type that there is none of', 'alertChannels: [{ name: a, config: { channelType: pigeon } }]'],
  ['a policy without steps', 'notificationPolicies: [{ name: a, escalation: {} }]'],
  ['a window without a start', 'maintenance: [{ name: a, endsAt: 2026-01-01T00:00:00Z }]'],
  ['a kind that nothing can be moved of', 'moved: [{ kind: thing, from: a, to: b }]'],
  ['a default that monitors do not have', 'defaults: { monitors: { name: a } }'],
];

for (const [what, text] of WRONG) {
  test(`${what} is refused by editors as it is by validate`, () => {
    assert.equal(check(parse(text)), false);
    // What stands under `server:` is read elsewhere.
    if (text.startsWith('server:')) return;
    assert.throws(() => readDeclared(readYaml(text, 'upwatch.yml', {}), deps), FileProblems);
  });
}

test('any single value may come from the environment', () => {
  const text =
    'monitors: [{ name: "${N}", type: HTTP, config: { url: "${U}", method: GET }, frequencySeconds: "${F}", enabled: "${E:-true}" }]';
  assert.ok(check(parse(text)), JSON.stringify(check.errors));
});

test('the schema that is published is that of these files: `npm run generate` writes it', () => {
  const published: unknown = JSON.parse(readFileSync(join(root, 'packages/cli/upwatch.schema.json'), 'utf8'));
  assert.deepEqual(published, JSON.parse(JSON.stringify(schema)));
});
