import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { composeAlert } from './alert-text.ts';
import { CHANNELS, channelOf } from './index.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';

const FOLDER = join(import.meta.dirname, '../../../../docs/channels');
const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');

test('every channel is in the table and has a page', () => {
  const rows = Array.from(page.matchAll(/^\| \[[^\]]+\]\(([\w-]+\.md)\) \| `(\w+)` \|/gm), ([, file, type]) => ({
    file,
    type,
  }));
  assert.deepEqual(new Set(rows.map(({ type }) => type)), new Set(CHANNELS.map(({ type }) => type)));
  for (const { file, type } of rows)
    assert.match(readFileSync(join(FOLDER, file!), 'utf8'), new RegExp(`channelType: ${type}\\b`));
});

test('the template that the page shows is taken and says what it seems to', () => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(page)![1]!.replace('${SLACK_WEBHOOK_URL}', 'https://hooks.example/x');
  const { config } = parse(yaml).alertChannels[0];
  assert.ok(channelOf('slack')!.config.safeParse(config).success);
  const down = composeAlert(opening({ monitorName: 'my shop' }), contextFor({ template: config.template }));
  assert.deepEqual(
    [down.headline, down.notes],
    [
      'my shop (tls.expired)',
      ['shop is down in local since 12:04: the certificate has expired', 'Runbook: https://wiki.example/my+shop'],
    ],
  );
  const up = composeAlert(recovery(), contextFor({ template: config.template }));
  assert.deepEqual(
    [up.headline, up.notes],
    ['shop (UP)', ['shop is up again after 12 min 5 s', 'It took 12 min 5 s.']],
  );
});

test('every variable of the page is one', () => {
  const table = page.slice(page.indexOf('| variable | |'));
  const names = Array.from(table.matchAll(/^\| (`.*?`) \|/gm), ([, cell]) => cell!.match(/\w+/g)!).flat();
  assert.ok(names.length > 20);
  const late = { byMs: 3_600_000, nowTrue: 'It is still down now.' };
  const message = {
    ...recovery(),
    ...opening(),
    resolvedAtMs: opening().startedAtMs,
    repeats: 1,
    digest: { total: 2, headlines: ['a'] },
  };
  for (const name of names) {
    const context = contextFor({ late, template: { title: `={{ ${name} }}` } });
    assert.notEqual(composeAlert(message, context).headline, '=', name);
  }
});
