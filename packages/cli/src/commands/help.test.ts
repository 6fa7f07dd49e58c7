import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from 'commander';
import { programOf } from '../program.ts';

/** Where an older terminal breaks lines, in the middle of a word. */
const COLUMNS = 80;

/** What `--help` prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => COLUMNS });
  command.outputHelp();
  return text;
}

function all(command: Command, above = ''): readonly (readonly [path: string, command: Command])[] {
  return command.commands.flatMap((one) => {
    const path = `${above}${one.name()}`;
    return [[path, one] as const, ...all(one, `${path} `)];
  });
}

test('no two commands say the same of themselves: who reads a list must see which one is meant', async () => {
  const byText = Map.groupBy(all(await programOf(() => true)), ([, command]) => command.description().toLowerCase());
  const alike = [...byText]
    .filter(([, those]) => those.length > 1)
    .map(([text, those]) => [text, those.map(([path]) => path)]);
  assert.deepEqual(alike, []);
});

for (const [path, command] of all(await programOf((name) => !name.startsWith('_')))) {
  test(`the help of ${path} shows how it is called`, () => {
    assert.ok(helpOf(command).includes(`\nExamples:\n  upwatch ${path}`), helpOf(command));
  });
  test(`the help of ${path} fits a terminal`, () => {
    const tooLong = helpOf(command)
      .split('\n')
      .filter((line) => line.length > COLUMNS);
    assert.deepEqual(tooLong, []);
  });
}
