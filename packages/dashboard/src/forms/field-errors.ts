/** What the server refused, each at its field. */
import { ApiError, type ErrorEntry } from '@upwatch/sdk';
import { saidText } from '../language/said-text.ts';
import { say } from '../language/use-language.ts';

/** Messages by the field that they are of, as the server names it. */
export type FieldErrors = ReadonlyMap<string, string>;

export const NO_ERRORS: FieldErrors = new Map();

export function fieldErrors(error: unknown): FieldErrors {
  if (!(error instanceof ApiError)) return NO_ERRORS;
  const named = error.errors.flatMap(({ field, message, said }: ErrorEntry) =>
    field === null || field === '' ? [] : [[field, withoutPath(saidText(said, message, say), field)] as const],
  );
  return new Map(named.toReversed());
}

/** Whether anything inside of a field, or the field itself, was refused. */
export function hasErrorIn(errors: FieldErrors, path: string): boolean {
  return [...errors.keys()].some((field) => isWithin(field, path));
}

/** What is wrong with a place that no drawn field shows: said on top of the form. @param drawn paths that show their own */
export function unplacedErrors(errors: FieldErrors, isDrawn: (path: string) => boolean): readonly string[] {
  return [...errors].filter(([field]) => !isDrawn(field)).map(([field, message]) => `${field} ${message}`);
}

/** Of a field that shows whatever is wrong below it as well, because it draws nothing for that. */
export function errorWithin(errors: FieldErrors, path: string): string | undefined {
  return errors.get(path) ?? [...errors].find(([field]) => isWithin(field, path))?.[1];
}

function isWithin(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

/** `config.url must be …` → `must be …`: the label stands above it already. */
function withoutPath(message: string, field: string): string {
  return message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
}
