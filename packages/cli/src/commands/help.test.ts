import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import * as channels from './channels.ts';
import * as check from './check.ts';
import * as explain from './explain.ts';
import * as groups from './groups.ts';
import * as incidents from './incidents.ts';
import * as init from './init.ts';
import * as maintenance from './maintenance.ts';
import * as mcp from './mcp.ts';
import * as monitors from './monitors.ts';
import * as policies from './policies.ts';
import * as replay from './replay.ts';
import * as self from './self.ts';
import * as serve from './serve.ts';
import * as status from './status.ts';

const COMMANDS = {
  channels,
  check,
  explain,
  groups,
  incidents,
  init,
  maintenance,
  mcp,
  monitors,
  policies,
  replay,
  self,
  serve,
  status,
};

/** Where an older terminal breaks lines, in the middle of a word. */
const COLUMNS = 80;

/** What `--help` prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => COLUMNS });
  command.outputHelp();
  return text;
}

for (const [name, { configure }] of Object.entries(COMMANDS)) {
  const command = new Command(name);
  new Command('upwatch').addCommand(command);
  configure(command);
  for (const one of [command, ...command.commands]) {
    const path = one === command ? name : `${name} ${one.name()}`;
    test(`the help of ${path} shows how it is called`, () => {
      assert.ok(helpOf(one).includes(`\nExamples:\n  upwatch ${path}`), helpOf(one));
    });
    test(`the help of ${path} fits a terminal`, () => {
      const tooLong = helpOf(one)
        .split('\n')
        .filter((line) => line.length > COLUMNS);
      assert.deepEqual(tooLong, []);
    });
  }
}
