import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsPage } from './settings-page.ts';

test('docs/settings.md is the settings table (UPDATE_DOCS=1 writes it)', async () => {
  const file = new URL('../../../../docs/settings.md', import.meta.url);
  if (process.env['UPDATE_DOCS']) (await import('node:fs')).writeFileSync(file, settingsPage());
  assert.equal(readFileSync(file, 'utf8'), settingsPage());
});
