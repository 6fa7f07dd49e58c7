/**
 * Monitors are made before the groups that say in which environment they are. One that names variables is in that
 * environment by itself until then, and is given back to its groups when all is there.
 */
import { type Dto, isInheriting } from './fingerprint.ts';
import { type InheritedOf, inheritedEnvironments, namedBy } from './inherited-environments.ts';
import type { Plan, Step } from './plan.ts';

/** Where a monitor is until its groups are there. */
export interface Place {
  /** The slug of its environment. */
  readonly environment: string;
  /** Whether its groups will say the same: not, where one of them stays as it is here. */
  readonly isGivenBack: boolean;
}

type Taken = Extract<Step, { type: 'create' | 'update' }>;

export function placing({ steps }: Plan): (step: Taken, there: Dto | undefined) => Place | undefined {
  const inheritedOf = inheritedEnvironments(steps.map(({ thing }) => thing));
  const applied = steps.filter(({ type }) => type === 'create' || type === 'update' || type === 'same');
  const saidOf = inheritedEnvironments(applied.map(({ thing }) => thing));
  return (step, there) => placeOf(step, there, { inheritedOf, saidOf });
}

function placeOf(
  step: Taken,
  there: Dto | undefined,
  { inheritedOf, saidOf }: { readonly inheritedOf: InheritedOf; readonly saidOf: InheritedOf },
): Place | undefined {
  const { section, name, body } = step.thing;
  if (section !== 'monitors' || typeof body['environment'] === 'string') return undefined;
  // Where it was put into one here, it stays there.
  if (step.type === 'update' && !step.fields.includes('environment') && !(there && isInheriting(there)))
    return undefined;
  const environment = inheritedOf(name);
  if (environment === undefined || !namedBy(body).some(({ type }) => type === 'variable')) return undefined;
  return { environment, isGivenBack: saidOf(name) === environment };
}
