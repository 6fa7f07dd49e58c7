import { useQuery } from '@tanstack/react-query';
import { environmentsQuery, secretsQuery } from '../../api/place-queries.ts';
import { monitorsQuery, tagsQuery } from '../../api/queries.ts';
import type { FormState } from '../../forms/form-context.ts';

const ALL_MAX = 200;

/** What fields of a monitor name by an id: shown by name, chosen from a list. */
export function useReferences(ownId: string | undefined): NonNullable<FormState['references']> {
  const { data: environments } = useQuery(environmentsQuery);
  const { data: secrets } = useQuery(secretsQuery);
  const { data: tags } = useQuery(tagsQuery);
  const { data: monitors } = useQuery(monitorsQuery({ size: ALL_MAX, sort: ['name,asc'] }));
  const others = monitors?.data.filter(({ id }) => id !== ownId);
  return {
    ...(environments && { environmentId: environments.map(({ id, name }) => [id, name] as const) }),
    ...(secrets && { vaultSecretId: secrets.map(({ id, key }) => [id, key] as const) }),
    ...(tags && { tagIds: tags.map(({ id, name }) => [id, name] as const) }),
    ...(others && { dependsOn: others.map(({ id, name }) => [id, name] as const) }),
  };
}
