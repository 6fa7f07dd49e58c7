/** A command for each operation that nobody wrote one for. */
import type { Command, Option } from 'commander';
import { answerDone, answerOne } from '../commands/answering.ts';
import {
  type AnswerOptions,
  type Client,
  clientOf,
  type ConditionOptions,
  conditionOf,
  withConnection,
  withEtag,
  withIfMatch,
} from '../commands/connection.ts';
import { withExamples } from '../commands/examples.ts';
import { idIn } from '../commands/naming.ts';
import { followEvents } from './event-lines.ts';
import { exampleOf } from './example.ts';
import { optionsFor, valueOf } from './field-options.ts';
import { type BodyOptions, givenBody, withBody } from './given-body.ts';
import { answerList, type ListOptions, withMax } from './list-answer.ts';
import { isPaged, methodOf } from './method.ts';
import type { Field, Operation, PathParameter } from './operation.ts';
import { wrapped } from '../render/wrapped.ts';
import { kebab, thingOf, wordsOf } from './words.ts';

/** Of text that commander does not break. */
const HELP_COLUMNS = 78;

/** Adds to the command of a resource what it does not have yet. */
export function addOperations(command: Command, operations: readonly Operation[]): void {
  for (const operation of operations) {
    const [, ...words] = wordsOf(operation.name);
    const verb = words.pop()!;
    const place = words.reduce(branch, command);
    if (!named(place, verb)) configureOperation(place.command(verb), operation);
  }
}

/** `monitors tags`, made when its first command is. */
function branch(command: Command, word: string): Command {
  const found = named(command, word);
  if (found) return found;
  const made = command.command(word).description(`${word.replaceAll('-', ' ')} of ${command.name()}`);
  return withExamples(made.helpOption('-h, --help', 'show this help'), `upwatch ${pathOf(made)} --help`);
}

function named(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

function pathOf(command: Command): string {
  const above = command.parent?.parent ? `${pathOf(command.parent)} ` : '';
  return above + command.name();
}

type Given = readonly [Field, Option];
type Typed = AnswerOptions & ConditionOptions & BodyOptions & ListOptions & Readonly<Record<string, unknown>>;

function configureOperation(command: Command, operation: Operation): void {
  const { parameters, answer, body, isConditional, hasEtag } = operation;
  command.description(operation.summary[0]!.toLowerCase() + operation.summary.slice(1));
  for (const one of parameters) command.argument(`<${placeOf(one)}>`, one.description ?? '');
  withConnection(command);
  if (body) withBody(command);
  if (isConditional) withIfMatch(command);
  if (hasEtag) withEtag(command);
  if (answer === 'pages' || answer === 'cursorPages') withMax(command);
  const query = added(command, operation.query ?? []);
  const fields = added(command, body?.fields ?? []);
  if (operation.description !== undefined)
    command.addHelpText('after', `\n${wrapped(operation.description, HELP_COLUMNS).join('\n')}`);
  withExamples(command, ...exampleOf(operation));
  command.action(async (...all: unknown[]) => {
    // What commander gives: the arguments, the options, the command.
    const [options, texts] = [all.at(-2) as Typed, all.slice(0, -2) as string[]];
    await perform(operation, { options, texts, query, fields });
  });
}

function placeOf({ name, of, values }: PathParameter): string {
  if (of) return thingOf(of.list).split(' ').at(-1)!;
  return values ? values.join('|') : kebab(name);
}

function added(command: Command, fields: readonly Field[]): readonly Given[] {
  const options = optionsFor(fields, command);
  for (const [, option] of options) command.addOption(option);
  return options;
}

interface Call {
  readonly options: Typed;
  readonly texts: readonly string[];
  readonly query: readonly Given[];
  readonly fields: readonly Given[];
}

async function perform(operation: Operation, { options, texts, query, fields }: Call): Promise<void> {
  const client = clientOf(options);
  const ids = await idsOf(client, operation.parameters, texts);
  const asked = await valuesOf(client, query, options);
  if (operation.answer === 'events') return followEvents(client, asked);
  const body = operation.body && givenBody(options, await valuesOf(client, fields, options));
  const condition = operation.isConditional ? [conditionOf(options)] : [];
  const given = [...ids, ...(body ? [body] : []), ...(operation.query ? [asked] : []), ...condition];
  const answer = methodOf(client, operation.name)(...given);
  if (isPaged(answer)) return answerList(options, answer, asked);
  const value = await answer;
  if (operation.answer === 'none') answerDone(options, { id: ids.at(-1) }, 'done');
  else if (typeof value === 'string') process.stdout.write(value);
  else answerOne(options, value as object);
}

/** In the order of the path: what a list stands in is known before it is looked through. */
async function idsOf(
  client: Client,
  parameters: readonly PathParameter[],
  texts: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const [place, { of }] of parameters.entries()) {
    const text = texts[place]!;
    // A list at the top stands in nothing.
    const within = of?.list.split('.').length === 2 ? [] : ids;
    ids.push(of ? await idIn(client, of, text, within) : text);
  }
  return ids;
}

async function valuesOf(client: Client, given: readonly Given[], options: Typed): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [field, option] of given) {
    // As commander gives it: a text, or all of them.
    const typed = options[option.attributeName()] as string | readonly string[] | undefined;
    if (typed === undefined) continue;
    const read = async (text: string): Promise<unknown> =>
      field.of ? idIn(client, field.of, text) : valueOf(field, text);
    values[field.name] = typeof typed === 'string' ? await read(typed) : await Promise.all(typed.map(read));
  }
  return values;
}
