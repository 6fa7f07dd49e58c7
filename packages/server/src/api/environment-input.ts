/** From what a request says of an environment to what is kept. */
import type { z } from 'zod';
import type { NewEnvironment } from '../stores/port.ts';
import type { environmentBody } from './schemas/environments.ts';

export function environmentFrom({
  name,
  slug,
  variables,
  isDefault,
}: z.output<typeof environmentBody>): NewEnvironment {
  return { name, slug, variables: withoutNulls(variables ?? {}), isDefault: isDefault ?? false };
}

/** A variable that is null is not there. */
export function withoutNulls(variables: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== null));
}
