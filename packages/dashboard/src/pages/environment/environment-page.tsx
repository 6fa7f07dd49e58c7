/** One environment: its variables, and who is in it. */
import type { Environment } from '@upwatch/sdk';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../../api/client.ts';
import { environmentQuery, environmentUsersQuery, PLACE_KEYS } from '../../api/place-queries.ts';
import { groupsQuery, KEYS } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { standingOfGroup } from '../../ui/group-standing.ts';
import { standingOf } from '../monitors/standing.ts';
import { draftOf, type EnvironmentDraft } from './environment-draft.ts';
import { EnvironmentForm } from './environment-form.tsx';

export function EnvironmentPage() {
  const say = useSay();
  const { slug } = useParams({ from: '/shell/environments/$slug' });
  const { data: environment } = useSuspenseQuery(environmentQuery(slug));
  return (
    <Page
      title={environment.name}
      lead={
        <>
          <Link to="/environments" className="hover:text-strong hover:underline">
            {say('environments.title')}
          </Link>
          {environment.isDefault && ` · ${say('environments.default')}`}
        </>
      }
    >
      <Settings key={environment.updatedAt} environment={environment} />
      <Users environment={environment} />
    </Page>
  );
}

function Settings({ environment }: { readonly environment: Environment }) {
  const say = useSay();
  const queries = useQueryClient();
  const initial = useMemo(() => draftOf(environment), [environment]);
  async function save({ name, isDefault, variables = {} }: EnvironmentDraft): Promise<void> {
    await client.environments.update(environment.slug, { name, isDefault, variables });
    await Promise.all(
      [PLACE_KEYS.environments, KEYS.monitors].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
    );
    toastDone(say('environments.saved', { name }));
  }
  return (
    <EnvironmentForm
      initial={initial}
      isThere
      submit={say('ui.save')}
      onSubmit={save}
      aside={<DeleteEnvironment environment={environment} />}
    />
  );
}

/** Monitors and groups that name it: as long as there are any, it stays. */
function Users({ environment }: { readonly environment: Environment }) {
  const say = useSay();
  const { data: monitors } = useQuery(environmentUsersQuery(environment.id));
  const { data: allGroups = [] } = useQuery(groupsQuery);
  const groups = allGroups.filter(({ defaultEnvironmentId }) => defaultEnvironmentId === environment.id);
  const more = (monitors?.totalElements ?? 0) - (monitors?.data.length ?? 0);
  return (
    <Block title={say('environments.usedBy')}>
      <Card className="px-5 py-4">
        {monitors !== undefined && monitors.totalElements + groups.length === 0 ? (
          <p className="text-quiet">{say('environments.usedByNone')}</p>
        ) : (
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {groups.map((group) => (
              <li key={group.id} className="flex items-center gap-2">
                <StateMark standing={standingOfGroup(group)} className="size-3.5" />
                <Link to="/groups/$groupId" params={{ groupId: group.id }} className="text-strong hover:underline">
                  {say('environments.group', { name: group.name })}
                </Link>
              </li>
            ))}
            {monitors?.data.map((monitor) => (
              <li key={monitor.id} className="flex min-w-0 items-center gap-2">
                <StateMark standing={standingOf(monitor)} className="size-3.5" />
                <Link
                  to="/monitors/$monitorId"
                  params={{ monitorId: monitor.id }}
                  className="truncate text-strong hover:underline"
                >
                  {monitor.name}
                </Link>
              </li>
            ))}
            {more > 0 && <li className="text-quiet">{say('secrets.andMore', { count: more })}</li>}
          </ul>
        )}
      </Card>
    </Block>
  );
}

function DeleteEnvironment({ environment }: { readonly environment: Environment }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { name, slug } = environment;
  async function remove(): Promise<void> {
    await client.environments.delete(slug);
    toastDone(say('environments.deleted', { name }));
    await navigate({ to: '/environments' });
    queries.removeQueries({ queryKey: environmentQuery(slug).queryKey });
    await queries.invalidateQueries({ queryKey: PLACE_KEYS.environments });
  }
  return (
    <DeleteButton
      title={say('environments.deleteTitle', { name })}
      hint={say('environments.deleteHint')}
      onDelete={remove}
    />
  );
}
