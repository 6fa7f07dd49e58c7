/** A group in the making: what its form holds, and what of it is sent. */
import type { CreateResourceGroupRequest, ResourceGroup, UpdateResourceGroupRequest } from '@upwatch/sdk';
import type { Field } from '../../forms/fields.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { GROUP_SCHEMA } from '../../forms/generated/group-schema.ts';

/** The body of the request, as far as it is known. */
export interface GroupDraft {
  readonly name: string;
  readonly defaultRetryStrategy?: { readonly type: string; readonly maxRetries: number; readonly interval: number };
  readonly [setting: string]: unknown;
}

const FIELDS: ReadonlyMap<string, Field> = new Map(fieldsOf(GROUP_SCHEMA).map((field) => [field.name, field]));

/** Those of the schema that are there: a server that knows one less is asked for one less. */
export function groupFields(...names: readonly string[]): readonly Field[] {
  return names.flatMap((name) => FIELDS.get(name) ?? []);
}

/** What is set of it. */
export function draftOf(group: ResourceGroup): GroupDraft {
  const { name } = group;
  const set = Object.entries(group).filter(
    ([field, value]) => FIELDS.has(field) && field !== 'managedBy' && value !== null,
  );
  return { ...Object.fromEntries(set), name };
}

/** The server checks it whole: what is sent has the shape of the schema that the form was drawn of. */
export function createRequest(draft: GroupDraft): CreateResourceGroupRequest {
  return { ...draft, managedBy: 'DASHBOARD' } as unknown as CreateResourceGroupRequest;
}

/** What was changed; what was taken away is said to be none, because what is left out stays. */
export function updateRequest(draft: GroupDraft, before: GroupDraft): UpdateResourceGroupRequest {
  const names = new Set([...Object.keys(before), ...Object.keys(draft)]);
  const changed = [...names].filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]));
  return { ...Object.fromEntries(changed.map((name) => [name, draft[name] ?? null])), name: draft.name };
}

/** A number of failures, as the API has it; nothing where none is given. */
export function retriesOf(maxRetries: number): GroupDraft['defaultRetryStrategy'] {
  return Number.isNaN(maxRetries) ? undefined : { type: 'fixed', maxRetries, interval: 0 };
}
