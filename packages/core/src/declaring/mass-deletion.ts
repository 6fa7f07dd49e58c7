/** A file that was cut short, or is the wrong one, must not end the watching of everything. */
import { type ManagedIds, type ConfigurationPlan, RESOURCE_KINDS, type ResourceKind } from './resource.ts';

/** So few are never a mass. */
const FEW = 3;
/** More than so many are one as soon as they are a quarter. */
const MANY = 10;

/** Too much of one kind. */
export interface MassDeletion {
  readonly kind: ResourceKind;
  readonly deleted: number;
  readonly managed: number;
}

/** More than half of what the file brought of a kind, or more than ten and a quarter; three are never too many. */
export function massDeletions({ steps }: ConfigurationPlan, managed: ManagedIds): readonly MassDeletion[] {
  return RESOURCE_KINDS.flatMap((kind) => {
    const deleted = steps.filter((step) => step.type === 'delete' && step.kind === kind).length;
    const all = Object.keys(managed[kind] ?? {}).length;
    return isMass(deleted, all) ? [{ kind, deleted, managed: all }] : [];
  });
}

function isMass(deleted: number, managed: number): boolean {
  if (deleted <= FEW) return false;
  return deleted > managed / 2 || (deleted > MANY && deleted > managed / 4);
}
