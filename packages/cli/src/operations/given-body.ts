/** A body out of what was typed: a JSON text or file, and single fields. */
import type { Command } from 'commander';
import { UsageError } from '../exit.ts';
import { readText } from '../read-text.ts';

export interface BodyOptions {
  readonly jsonBody?: string;
  readonly set?: readonly string[];
}

type Thing = Readonly<Record<string, unknown>>;

const PATH = /^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/;
const STDIN = 0;

export function withBody(command: Command): Command {
  return command
    .option('--json-body <json>', 'the whole body: JSON, @FILE, or - for standard input')
    .option('--set <field=text>', 'a field such as config.url=https://…, or field:=JSON; may be repeated', collect);
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}

/**
 * What was given as a whole, over it the options, over them `--set`.
 * @throws UsageError for what is no body; values are not repeated, they may be secrets
 */
export function givenBody({ jsonBody, set = [] }: BodyOptions, fromOptions: object = {}): Thing {
  const base = jsonBody === undefined ? {} : wholeBody(jsonBody);
  return set.reduce((body, setting) => withSetting(body, setting), { ...base, ...fromOptions });
}

function wholeBody(given: string): Thing {
  const value = parsed(textOf(given), '--json-body must be JSON, @FILE or -');
  if (isThing(value)) return value;
  throw new UsageError('--json-body must be an object such as {"name":"shop"}');
}

function textOf(given: string): string {
  if (given === '-') return readText(STDIN, '--json-body');
  return given.startsWith('@') ? readText(given.slice(1), '--json-body') : given;
}

function withSetting(body: Thing, setting: string): Thing {
  const [, path = '', mark, value = ''] = /^([^=:]*)(:?=)(.*)$/s.exec(setting) ?? [];
  if (!PATH.test(path))
    throw new UsageError('--set must be field=text or field:=JSON, such as --set config.url=https://…');
  const read = mark === '=' ? value : parsed(value, `--set ${path}:= must be followed by JSON, such as '["a"]'`);
  return withField(body, path.split('.'), read);
}

function withField(thing: Thing, [name = '', ...rest]: readonly string[], value: unknown): Thing {
  if (rest.length === 0) return { ...thing, [name]: value };
  const inner = Object.hasOwn(thing, name) ? thing[name] : undefined;
  return { ...thing, [name]: withField(isThing(inner) ? inner : {}, rest, value) };
}

function parsed(text: string, expectation: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(expectation, { cause: error });
  }
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
