/** `upwatch schema`: the JSON schema of configuration files, for editors. */
import { CHECK_TYPES } from '@upwatch/probe';
import { CHANNELS, documentSchema } from '@upwatch/server';
import type { Command } from 'commander';
import { withExamples } from './examples.ts';

export function configure(command: Command): void {
  command.action(() => {
    const schema = documentSchema({ checkTypes: Object.values(CHECK_TYPES), channels: CHANNELS });
    process.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
  });
  withExamples(command, 'upwatch schema > upwatch.schema.json');
}
