/** Says what is wrong with a value in words: `frequencySeconds must be at least 1, got 0`. */
import type { ApiErrorEntry } from './errors.ts';
import { z } from 'zod';

const SHOWN_CHARACTERS_MAX = 80;
const ISSUES_MAX = 20;
/** Values under such a name are never repeated: an answer may end up in a log. */
const SECRET_NAME = /secret|token|passw|passphrase|pem$|authori[sz]ation|api_?key|signing|cookie|headers|requestBody/i;

/** Schemas whose texts are not repeated at all, wherever they stand: a webhook's URL is its password. */
const withoutEcho = new WeakSet<z.ZodType>();

/** Marks a schema of settings that are mostly secrets. */
export function neverEchoed<Schema extends z.ZodType>(schema: Schema): Schema {
  withoutEcho.add(schema);
  return schema;
}

/** Parses and gives every fault at once. @param prefix where the value stands in the request: `config` */
export function parseOrFaults<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  prefix: readonly PropertyKey[] = [],
): { readonly value: z.output<Schema> } | { readonly faults: readonly ApiErrorEntry[] } {
  const result = schema.safeParse(value, HOW);
  if (result.success) return { value: result.data };
  const place = { prefix, isEchoed: !withoutEcho.has(schema), given: value };
  const issues = [...result.error.issues, ...issuesOfEveryForm(schema, value)];
  return { faults: issues.slice(0, ISSUES_MAX).flatMap((issue) => entriesOf(issue, place)) };
}

/** Without the field that tells its forms apart nothing else of a thing is looked at; some of it is wrong in each. */
function issuesOfEveryForm(schema: z.ZodType, value: unknown): readonly z.core.$ZodIssue[] {
  if (!(schema instanceof z.ZodDiscriminatedUnion) || typeof value !== 'object' || value === null) return [];
  const { discriminator } = schema.def;
  if (Array.isArray(value) || Object.hasOwn(value, discriminator)) return [];
  const [first = [], ...others] = schema.options.map((form) => z.safeParse(form, value, HOW).error?.issues ?? []);
  const wrong = others.map((issues) => new Set(issues.map(signOf)));
  return first.filter((issue) => issue.path[0] !== discriminator && wrong.every((signs) => signs.has(signOf(issue))));
}

function signOf(issue: z.core.$ZodIssue): string {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.join(' ') : '';
  return `${issue.path.join('.')} ${issue.message} ${keys}`;
}

const HOW = { error: expectationOf, reportInput: true } as const;

interface Place {
  readonly prefix: readonly PropertyKey[];
  readonly isEchoed: boolean;
  /** What was to be parsed. */
  readonly given: unknown;
}

function entriesOf(issue: z.core.$ZodIssue, place: Place): ApiErrorEntry[] {
  const path = [...place.prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, ISSUES_MAX).map((key) => {
      const field = fieldName([...path, key]);
      return { code: 'VALIDATION_FAILED', field, message: `${field} is not a known field` };
    });
  }
  const field = fieldName(path);
  // What a key must be is said of the key: for the element's own fault look at the issues inside.
  const inner = issue.code === 'invalid_key' || issue.code === 'invalid_element' ? issue.issues[0] : undefined;
  const expectation = withoutName(inner?.message ?? issue.message, path.at(-1));
  return [{ code: 'VALIDATION_FAILED', field, message: `${field} ${expectation}${gotOf(issue, path, place)}` }];
}

/** A rule that looks at several fields names the one it means; here it is named with its whole path. */
function withoutName(message: string, name: PropertyKey | undefined): string {
  return typeof name === 'string' && message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
}

function gotOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[], { isEchoed, given }: Place): string {
  const input = 'discriminator' in issue ? discriminatorOf(issue) : asGiven(issue, given);
  if (input === undefined) return '';
  // A rule over several fields was given the thing that holds them, which is not what came in this field.
  if (issue.code === 'custom' && typeof input === 'object' && input !== null) return '';
  if (!isEchoed && typeof input === 'string' && issue.code !== 'invalid_union') return '';
  if (path.some((part) => typeof part === 'string' && SECRET_NAME.test(part))) return '';
  return `, got ${shown(input)}`;
}

/** A rule over what was made of a text, such as the milliseconds of a time, is told of with the text. */
function asGiven({ input, path }: z.core.$ZodIssue, given: unknown): unknown {
  if (typeof input !== 'number') return input;
  const text = path.reduce<unknown>(
    (value, part) => (value as Readonly<Record<PropertyKey, unknown>> | undefined | null)?.[part],
    given,
  );
  return typeof text === 'string' && text !== String(input) ? text : input;
}

function discriminatorOf(issue: z.core.$ZodIssue & { discriminator?: unknown }): unknown {
  const input = issue.input;
  if (typeof input !== 'object' || input === null || typeof issue.discriminator !== 'string') return undefined;
  return (input as Readonly<Record<string, unknown>>)[issue.discriminator];
}

/** `assertions[0].config.type`; the whole body is `body`. */
export function fieldName(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${clipped(String(part))}`)).join('');
  return text === '' ? 'body' : text.replace(/^\./, '');
}

/** A value as a message shows it: short, on one line, never a nested thing (which could be deep enough to overflow). */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(clipped(shownAddress(value.toWellFormed())));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** With a scheme, or a path and a query behind what could be a name: no sentence, and no pattern. */
const ADDRESS = /:[/\\]{2}|^[^\s?#(){}[\]]+\?[^\s=]*=/;

/**
 * A text as a message shows it, which must not repeat what is secret in an address: the login, and the values of the query.
 * Any other text stays as it is.
 */
export function shownAddress(text: string): string {
  if (!ADDRESS.test(text)) return text;
  return text.replace(/(:[/\\]+)[^/\\?#]*@/, '$1…@').replaceAll(/([?&][^=&#]*=)[^&#]+/g, '$1…');
}

function clipped(text: string): string {
  return text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX).toWellFormed()}…` : text;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  email: 'an e-mail address',
  url: 'a URL',
  datetime: 'a time such as 2026-01-31T12:00:00Z',
};

const UNITS: Readonly<Record<string, string>> = { string: ' characters long', array: ' entries', record: ' entries' };

/** The expectation alone, "must be at least 1"; a schema's own message goes before this one. */
function expectationOf(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code === 'invalid_type') return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
    case 'too_big':
      return sizeOf(issue);
    case 'invalid_format':
      return formatOf(issue);
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return unionOf(issue);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'unrecognized_keys':
      return 'is not allowed';
  }
}

/** A pattern without a message of its own at least says what it is. */
function formatOf({ format, pattern }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  if (format === 'regex' && typeof pattern === 'string') return `must match ${pattern}`;
  return `must be ${FORMATS[format] ?? `a text in the format ${format}`}`;
}

function sizeOf(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>): string {
  const isMinimum = issue.code === 'too_small';
  const bound = String(isMinimum ? issue.minimum : issue.maximum);
  const unit = UNITS[issue.origin];
  if (isMinimum && bound === '1' && unit !== undefined) return 'must not be empty';
  const limit =
    issue.inclusive === false ? (isMinimum ? 'more than' : 'less than') : isMinimum ? 'at least' : 'at most';
  const verb = issue.origin === 'array' || issue.origin === 'record' ? 'have' : 'be';
  return `must ${verb} ${limit} ${bound}${unit ?? ''}`;
}

function unionOf(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if ('options' in issue && Array.isArray(issue.options))
    return `must be one of ${issue.options.map(String).join(', ')}`;
  const first = issue.errors[0]?.[0];
  return first ? first.message : 'must match one of the forms allowed';
}
