/** What may stand where the cursor is: a pure decision out of the commands and the words before it. */
import type { Command, Option } from 'commander';

/** One word that may stand there. */
interface Candidate {
  readonly word: string;
  readonly summary: string;
}

/** What the cursor stands on, when that is to be looked up: names in this list, or contexts. */
export type Named = { readonly list: string } | 'contexts';

export interface Lookup {
  /** Of the argument at this place, `monitors get` 0; undefined when it is anything. */
  readonly ofArgument: (path: string, place: number) => Named | undefined;
  /** Of the value of an option: `--monitor`. */
  readonly ofOption: (path: string, flag: string) => Named | undefined;
}

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly named?: Named;
}

/**
 * @param words after `upwatch`, the last being what the cursor stands on, perhaps empty
 */
export function completionOf(program: Command, words: readonly string[], lookup: Lookup): Completion {
  const typed = words.map(plain).filter((word, place) => word !== '=' || place === words.length - 1);
  const current = typed.at(-1) === '=' ? '' : (typed.at(-1) ?? '');
  const { command, path, places, pending } = walked(program, typed.slice(0, -1));
  const found = pending
    ? ofOption(pending, lookup.ofOption(path, pending.long ?? ''))
    : current.startsWith('-')
      ? { candidates: optionsOf(command) }
      : ofPlace(command, places, lookup.ofArgument(path, places));
  return { ...found, candidates: found.candidates.filter(({ word }) => word.startsWith(current)) };
}

/** As a shell would read it, as far as it is typed. */
export function plain(word: string): string {
  return word.replace(/^["']/, '').replaceAll(/\\(.)/g, '$1');
}

interface Walked {
  readonly command: Command;
  /** `monitors get` */
  readonly path: string;
  /** Arguments that are there already. */
  readonly places: number;
  /** The option whose value comes next. */
  readonly pending: Option | undefined;
}

function walked(program: Command, before: readonly string[]): Walked {
  let at: Walked = { command: program, path: '', places: 0, pending: undefined };
  for (const word of before) at = step(at, word);
  return at;
}

function step({ command, path, places, pending }: Walked, word: string): Walked {
  if (pending) return { command, path, places, pending: undefined };
  if (word.startsWith('-')) {
    const option = command.options.find(({ long, short }) => long === word || short === word);
    return { command, path, places, pending: option?.required ? option : undefined };
  }
  const inner = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
  if (inner) return { command: inner, path: `${path} ${inner.name()}`.trim(), places: 0, pending };
  return { command, path, places: places + 1, pending };
}

function ofOption({ argChoices, long }: Option, named: Named | undefined): Completion {
  // `--output` checks by itself, so that its refusal names what came.
  const words = argChoices ?? (long === '--output' ? ['table', 'json', 'yaml'] : []);
  return { candidates: words.map((word) => ({ word, summary: '' })), ...(named && { named }) };
}

function optionsOf(command: Command): readonly Candidate[] {
  const own = command.options.flatMap(({ long, description }) => (long ? [{ word: long, summary: description }] : []));
  return [...own, { word: '--help', summary: 'show this help' }];
}

function ofPlace(command: Command, places: number, named: Named | undefined): Completion {
  const inner = command.commands
    .filter((one) => !one.name().startsWith('_'))
    .map((one) => ({ word: one.name(), summary: one.description() }));
  const choices = command.registeredArguments[places]?.argChoices ?? [];
  return { candidates: [...inner, ...choices.map((word) => ({ word, summary: '' }))], ...(named && { named }) };
}
