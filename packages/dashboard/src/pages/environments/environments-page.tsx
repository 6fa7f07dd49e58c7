/** Every environment, what it fills in, and how many monitors are in it. */
import type { Environment } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Layers, Plus } from 'lucide-react';
import { environmentsQuery } from '../../api/place-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';

export function EnvironmentsPage() {
  const say = useSay();
  const { data: environments, error, refetch } = useQuery(environmentsQuery);
  const add = (
    <Permitted>
      <Link to="/environments/new" className={buttonClass('main')}>
        <Plus className="size-4" aria-hidden />
        {say('environments.new')}
      </Link>
    </Permitted>
  );
  return (
    <Page
      title={say('environments.title')}
      lead={say('environments.lead')}
      actions={environments?.length ? add : undefined}
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : environments === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : environments.length === 0 ? (
        <Empty
          icon={<Layers aria-hidden />}
          title={say('environments.emptyTitle')}
          hint={say('environments.emptyHint')}
          action={add}
        />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {environments.map((environment) => (
              <Row key={environment.id} environment={environment} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Row({ environment }: { readonly environment: Environment }) {
  const say = useSay();
  const { name, slug, variables, monitorCount, isDefault } = environment;
  const names = Object.keys(variables);
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/environments/$slug"
        params={{ slug }}
        className="flex flex-wrap items-start gap-x-6 gap-y-1 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
      >
        <div className="min-w-0 flex-1 basis-60">
          <p className="truncate font-medium text-strong">
            {name}
            {isDefault && (
              <span className="ml-2 rounded-sm bg-accent-soft px-1.5 py-0.5 text-xs font-medium text-accent">
                {say('environments.default')}
              </span>
            )}
          </p>
          <p className="truncate font-mono text-xs text-quiet">{[slug, ...names].join(' · ')}</p>
        </div>
        <p className="text-sm text-quiet">
          {say('environments.variableCount', { count: names.length })} ·{' '}
          {say('monitors.count', { count: monitorCount })}
        </p>
      </Link>
    </li>
  );
}
