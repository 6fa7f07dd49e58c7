import type { Environment } from '../../stores/port.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { isoTime } from './time.ts';

/** An environment on the wire. */
export function presentEnvironment(environment: Environment, monitorCount: number) {
  const { id, name, slug, variables, isDefault } = environment;
  return {
    id,
    orgId: ORGANIZATION_ID,
    name,
    slug,
    variables: { ...variables },
    createdAt: isoTime(environment.createdAtMs),
    updatedAt: isoTime(environment.updatedAtMs),
    monitorCount,
    isDefault,
  };
}
