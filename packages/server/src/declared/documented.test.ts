import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS } from '../channels/index.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { readYaml } from '../settings/yaml-file.ts';
import { readDeclared } from './declared-file.ts';

const root = resolve(import.meta.dirname, '../../../..');
/** Whatever a page leaves to the environment is there. */
const env = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => (String(name).includes('URL') ? 'smtp://mail.example' : 'x'.repeat(24)) },
);
/** Of what must look like the provider's own. */
const SHAPED: Readonly<Record<string, string>> = {
  TELEGRAM_BOT_TOKEN: `123456789:${'A'.repeat(35)}`,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
};
const hooks = new Proxy<Record<string, string>>(
  {},
  {
    get: (_, name) =>
      SHAPED[String(name)] ?? (String(name).includes('URL') ? 'https://hooks.example/x' : 'x'.repeat(30)),
  },
);

const blocks = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/```ya?ml\n([\s\S]*?)```/g)].map(([, text], i) => ({
    page,
    i,
    text: text!,
  })),
);

for (const { page, i, text } of blocks) {
  test(`the YAML example ${i + 1} of ${page} loads as it stands`, () => {
    const isMail = text.includes('smtp');
    const file = readYaml(text, page, isMail ? env : hooks);
    loadSettings({ flags: {}, env: {}, file });
    readDeclared(file, { checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS });
  });
}

test('the documentation has examples at all', () => {
  assert.ok(blocks.length >= 4, `${blocks.length} blocks`);
});
