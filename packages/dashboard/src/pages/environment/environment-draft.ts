/** An environment in the making, and the short name that its name suggests. */
import type { Environment } from '@upwatch/sdk';
import type { Field } from '../../forms/fields.ts';

export interface EnvironmentDraft {
  readonly name: string;
  readonly slug: string;
  readonly isDefault: boolean;
  readonly variables?: Readonly<Record<string, string>>;
}

export const SLUG_MAX = 100;

/** Values by names: drawn as headers of a request are. */
export const VARIABLES: Extract<Field, { type: 'record' }> = {
  name: 'variables',
  isRequired: false,
  hint: undefined,
  initial: undefined,
  type: 'record',
  isSecret: false,
  value: {
    ...{ name: 'variables', isRequired: true, hint: undefined, initial: undefined },
    ...{ type: 'text', format: undefined, isSecret: false, isLong: false, minLength: undefined, maxLength: undefined },
  },
};

export function draftOf({ name, slug, isDefault, variables }: Environment): EnvironmentDraft {
  return { name, slug, isDefault, variables };
}

/** `Staging (EU)` → `staging-eu`: what the server takes. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '')
    .slice(0, SLUG_MAX);
}
