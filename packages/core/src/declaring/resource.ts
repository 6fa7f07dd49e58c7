/** What is configured, as a file says it: by names, so that what is declared and what is there can be compared. */
import type { Json, JsonObject } from '../looking/monitor.ts';

/** Kinds of resources, each after those that it may name. Deleting goes the other way. */
export const RESOURCE_KINDS = [
  'tag',
  'environment',
  'secret',
  'alertChannel',
  'monitor',
  'resourceGroup',
  'notificationPolicy',
  'maintenance',
  'statusPage',
  'webhook',
] as const;
/** What a resource is. */
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** A resource that another one names. */
export interface ResourceReference {
  readonly kind: ResourceKind;
  readonly name: string;
  /** The field that names it. */
  readonly field: string;
}

/** One resource. Names are compared by `nameKey`. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly name: string;
  /** All that it says but its name: what it names by their names, defaults filled in. Absent is "none". */
  readonly fields: JsonObject;
  /** The same with its secrets masked: only this is ever shown. @default `fields` */
  readonly shown?: JsonObject;
  /** What cannot change: with another one it is deleted and made anew under its name. */
  readonly identity?: string;
}

/** A resource that a file declares. */
export interface DeclaredResource extends Resource {
  /** Those that it names. */
  readonly references: readonly ResourceReference[];
  /** Fields that stay as they are where the file does not say them. */
  readonly keeps?: readonly string[];
}

/** A resource that is there. */
export interface CurrentResource extends Resource {
  readonly id: string;
}

/** Ids of what a file brought, by kind and `nameKey` of the declared name. */
export type ManagedIds = { readonly [Kind in ResourceKind]?: Readonly<Record<string, string>> };

/** One resource has another name from now on: it is renamed, not deleted and made again. */
export interface Move {
  readonly kind: ResourceKind;
  readonly from: string;
  readonly to: string;
}

/** One value that differs. */
export interface FieldChange {
  /** `config.url`, `assertions[2].severity` */
  readonly path: string;
  /** As it is; absent where there is none. Of a secret the mask. */
  readonly from?: Json;
  /** As it will be; absent where there will be none. Of a secret the mask. */
  readonly to?: Json;
  /** What differs is a secret: `from` and `to` may look alike. */
  readonly isSecret?: true;
}

interface OfResource {
  readonly kind: ResourceKind;
  readonly name: string;
}

/** One thing to do, or not to. */
export type Step =
  | (OfResource & { readonly type: 'create'; readonly changes: readonly FieldChange[] })
  | (OfResource & {
      readonly type: 'update';
      readonly id: string;
      readonly changes: readonly FieldChange[];
      /** Its identity is another: it is deleted and made again. */
      readonly isReplaced: boolean;
    })
  | (OfResource & {
      readonly type: 'rename';
      readonly id: string;
      /** The name that it has. */
      readonly from: string;
      readonly changes: readonly FieldChange[];
      readonly isReplaced: boolean;
    })
  | (OfResource & { readonly type: 'delete'; readonly id: string })
  /** A file brought it and does not name it any more; it stays, as pruning was not asked for. */
  | (OfResource & { readonly type: 'keep'; readonly id: string })
  | (OfResource & { readonly type: 'unchanged'; readonly id: string });

/** What has to be done, in the order in which it has to be done. */
export interface ConfigurationPlan {
  readonly steps: readonly Step[];
}

/** What is called by a key or an address: upper and lower case differ there. */
const EXACTLY_NAMED: ReadonlySet<ResourceKind> = new Set(['secret', 'webhook']);

/** A name as it is compared: case and Unicode form make no difference, but to the names of secrets and webhooks. */
export function nameKey(kind: ResourceKind, name: string): string {
  return EXACTLY_NAMED.has(kind) ? name : name.normalize('NFKC').toLowerCase();
}

/** Kind and name as one key. */
export function resourceKey({ kind, name }: OfResource): string {
  return `${kind}:${nameKey(kind, name)}`;
}

/** Whether a step changes anything. */
export function isChange(step: Step): boolean {
  return step.type !== 'unchanged' && step.type !== 'keep';
}
