/** What no compiler sees: that every language fills the same gaps, has the plurals it needs, and that no text stands elsewhere. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'vite';
import { englishOfPages } from './en/of-pages.ts';
import { LANGUAGES, languageFor } from './languages.ts';
import { fill, type Message } from './message.ts';

const SOURCE = resolve(import.meta.dirname, '..');

async function textsOf(language: keyof typeof LANGUAGES): Promise<ReadonlyMap<string, Message>> {
  const whole = await LANGUAGES[language].load();
  const catalogue = language === 'en' ? { ...whole, ...englishOfPages } : whole;
  return new Map(
    Object.entries(catalogue).flatMap(([section, texts]) =>
      Object.entries(texts as Readonly<Record<string, Message>>).map(([name, text]) => [`${section}.${name}`, text]),
    ),
  );
}

const textsIn = (message: Message): readonly string[] =>
  typeof message === 'string' ? [message] : Object.values(message);
const gapsIn = (text: string): string =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name!)
    .toSorted((one, other) => one.localeCompare(other))
    .join();

for (const language of ['de', 'zh'] as const) {
  test(`${language} fills the gaps that English has, and has each plural that it counts with`, async () => {
    const english = await textsOf('en');
    const other = await textsOf(language);
    assert.deepEqual([...other.keys()].sort(), [...english.keys()].sort());
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, message] of other) {
      const expected = gapsIn(textsIn(english.get(key)!).at(-1)!);
      for (const text of textsIn(message)) assert.equal(gapsIn(text), expected, key);
      if (typeof message !== 'string') assert.deepEqual(Object.keys(message).sort(), [...categories].sort(), key);
    }
  });
}

test('a text is said with its gaps filled, numbers as the language writes them, and the plural that its rules choose', () => {
  const plural = { one: '{count} monitor', other: '{count} monitors' };
  assert.equal(fill(plural, { count: 1 }, 'en'), '1 monitor');
  assert.equal(fill(plural, { count: 12_345 }, 'en'), '12,345 monitors');
  assert.equal(fill({ other: '{count} 个' }, { count: 1 }, 'zh'), '1 个');
  assert.equal(fill('{name} in {time}', { name: '{time}', time: '3 s' }, 'de'), '{time} in 3 s', 'a value is no text');
});

test('a browser is spoken to in the first of its languages that there is', () => {
  assert.equal(languageFor(['fr-FR', 'zh-TW', 'en']), 'zh');
  assert.equal(languageFor(['DE-at']), 'de');
  assert.equal(languageFor(['toString']), 'en');
  assert.equal(languageFor([]), 'en');
});

/** What people read, or hear read. */
const SPOKEN = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'children',
  'hint',
  'label',
  'lead',
  'placeholder',
  'title',
]);
/** Names that are the same in every language: keys, brands, marks. */
const IS_SAME_EVERYWHERE = /^[^\p{L}]*$|^(HTTP\/?|SLO)$/u;

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The texts of a file that stand where people see them. */
function spokenIn(node: unknown, isSpoken = false): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((one) => spokenIn(one, isSpoken));
  if (typeof node !== 'object' || node === null) return [];
  const one = node as Node;
  switch (one.type) {
    case 'JSXText':
      return [String(one['value']).trim()];
    case 'Literal':
      return isSpoken && typeof one['value'] === 'string' ? [one['value']] : [];
    case 'TemplateElement':
      return isSpoken ? [(one['value'] as { readonly cooked: string }).cooked.trim()] : [];
    case 'JSXAttribute':
      return spokenIn(one['value'], SPOKEN.has(String((one['name'] as Node)['name'])));
    case 'JSXExpressionContainer':
      // In an attribute as that is; among children always.
      return spokenIn(one['expression'], isSpoken);
    case 'CallExpression':
      // `say('monitors.title')` names a text.
      return spokenIn(one['arguments'], false);
    case 'JSXElement':
    case 'JSXFragment':
      return [
        ...spokenIn(one['openingElement']),
        ...(one['children'] as readonly Node[]).flatMap((child) => spokenIn(child, true)),
      ];
    case 'BinaryExpression':
      return one['operator'] === '+' ? [...spokenIn(one['left'], isSpoken), ...spokenIn(one['right'], isSpoken)] : [];
    case 'ConditionalExpression':
      return [...spokenIn(one['consequent'], isSpoken), ...spokenIn(one['alternate'], isSpoken)];
    case 'LogicalExpression':
      return [...spokenIn(one['left'], false), ...spokenIn(one['right'], isSpoken)];
    default:
      return Object.values(one).flatMap((field) => spokenIn(field, isSpoken && one.type === 'TemplateLiteral'));
  }
}

function hardCoded(name: string, source: string): readonly string[] {
  const { program, errors } = parseSync(name, source);
  assert.deepEqual(errors, [], name);
  return spokenIn(program).filter((text) => !IS_SAME_EVERYWHERE.test(text));
}

test('no text that people see stands outside of the catalogue', () => {
  const found = globSync('**/*.tsx', { cwd: SOURCE }).flatMap((file) =>
    hardCoded(file, readFileSync(join(SOURCE, file), 'utf8')).map((text) => `${file}: ${text}`),
  );
  assert.deepEqual(found, []);
});

test('that is found in text, in attributes that are read aloud, and on either side of a choice', () => {
  const source = `export const A = ({ is }) => (
    <p title="Hover" className="mt-2" aria-label={is ? 'Yes' : say('ui.no')}>
      Text {is && 'More'} {\`Made of \${is}\`} {say('ui.yes')} 42 · <b style={{ color: 'red' }}>{is === 'no'}</b>
    </p>
  );`;
  assert.deepEqual(hardCoded('a.tsx', source), ['Hover', 'Yes', 'Text', 'More', 'Made of']);
});
