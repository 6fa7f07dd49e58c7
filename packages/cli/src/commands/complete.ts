/** `upwatch __complete`: asked by shells what may come next; a line for each word, with what it is for. */
import type { Command } from 'commander';
import { completionOf, plain } from '../completion/candidates.ts';
import { lookupFor } from '../completion/lookup.ts';
import { namesOf } from '../completion/names.ts';
import { programOf } from '../program.ts';

export function configure(command: Command): void {
  command.argument('[words...]').action(async (words: readonly string[]) => {
    const wanted = words.slice(0, -1).find((word) => !word.startsWith('-'));
    const program = await programOf((name) => name === wanted);
    const found = program.commands.find((one) => one.name() === wanted || one.aliases().includes(wanted ?? ''));
    const { candidates, named } = completionOf(program, words, await lookupFor(found?.name()));
    const current = plain(words.at(-1) ?? '');
    const names = named ? (await namesOf(named)).filter((name) => isWhole(name) && name.startsWith(current)) : [];
    const lines = [...names.map((word) => ({ word, summary: '' })), ...candidates];
    process.stdout.write(lines.map(({ word, summary }) => `${word}\t${summary}\n`).join(''));
  });
}

/** What has control characters in it cannot be typed. */
function isWhole(name: string): boolean {
  return !/[\u0000-\u001F\u007F]/.test(name);
}
