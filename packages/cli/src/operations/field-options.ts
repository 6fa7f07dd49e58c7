/** The fields of an operation as options, and back. */
import { type Command, Option } from 'commander';
import { UsageError } from '../exit.ts';
import type { Field } from './operation.ts';
import { kebab, thingOf } from './words.ts';

/** Objects have no option of their own: `--set` reaches what stands in them. */
export function optionsFor(fields: readonly Field[], taken: Command): readonly (readonly [Field, Option])[] {
  return fields
    .filter(({ type }) => type !== 'object' && type !== 'any')
    .filter(({ name }) => !taken.options.some(({ long }) => long === flagOf(name)))
    .map((field) => [field, optionFor(field)]);
}

export function flagOf(name: string): string {
  return `--${kebab(name)}`;
}

function optionFor(field: Field): Option {
  const option = new Option(`${flagOf(field.name)} <${placeholderOf(field)}>`, summaryOf(field));
  if (field.values && !field.isList) option.choices([...field.values]);
  else if (field.type === 'boolean') option.choices(['true', 'false']);
  return field.isList ? option.argParser(collect) : option;
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}

function placeholderOf({ type, of, values }: Field): string {
  if (of) return 'name';
  if (values) return 'choice';
  return type === 'string' ? 'text' : type === 'boolean' ? 'boolean' : 'number';
}

function summaryOf({ description, isRequired, isList, of, values }: Field): string {
  const parts = [
    description?.replace(/\.$/, '') ?? '',
    of ? `${thingOf(of.list)} by name or id` : '',
    isList && values ? `of ${values.join(', ')}` : '',
    isList ? 'may be repeated' : '',
    isRequired ? 'required' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** @throws UsageError for what is no number */
export function valueOf({ name, type }: Field, text: string): unknown {
  if (type === 'boolean') return text === 'true';
  if (type !== 'integer' && type !== 'number') return text;
  const value = Number(text);
  const isGood = text.trim() !== '' && (type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value));
  if (isGood) return value;
  throw new UsageError(`${flagOf(name)} must be ${type === 'integer' ? 'a whole number' : 'a number'}, got "${text}"`);
}
