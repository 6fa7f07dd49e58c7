/** All incidents, newest first. What is shown stands in the address. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, SearchX, Siren } from 'lucide-react';
import { useState } from 'react';
import { incidentsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { IncidentFilters } from './incident-filters.tsx';
import { IncidentList } from './incident-list.tsx';
import { incidentsListQuery, type IncidentsSearch, isFiltered } from './incidents-search.ts';
import { NewIncident } from './new-incident.tsx';

const MINUTE_MS = 60_000;

export function IncidentsPage() {
  const say = useSay();
  const search = useSearch({ from: '/shell/incidents' });
  const navigate = useNavigate();
  const [isOpening, setOpening] = useState(false);
  const now = useNow(MINUTE_MS);
  const { data, error, refetch } = useQuery(incidentsQuery(incidentsListQuery(search, now)));
  const show = (next: IncidentsSearch): void => void navigate({ to: '/incidents', search: next, replace: true });
  return (
    <Page
      isWide
      title={say('incidents.title')}
      actions={
        <Permitted>
          <Button look="plain" onClick={() => setOpening(true)}>
            <Plus className="size-4" aria-hidden />
            {say('incidents.new')}
          </Button>
        </Permitted>
      }
    >
      <IncidentFilters search={search} total={data?.totalElements} onShow={show} />
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={6} className="h-16" />
      ) : data.totalElements === 0 ? (
        <NoIncidents isFiltered={isFiltered(search)} onClear={() => show({})} />
      ) : (
        <>
          <IncidentList incidents={data.data} />
          <Pager
            page={(search.page ?? 1) - 1}
            pages={data.totalPages}
            onPage={(page) => show({ ...search, page: page + 1 })}
          />
        </>
      )}
      {isOpening && <NewIncident onClose={() => setOpening(false)} />}
    </Page>
  );
}

function NoIncidents({
  isFiltered: isSearch,
  onClear,
}: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}) {
  const say = useSay();
  if (!isSearch)
    return <Empty icon={<Siren aria-hidden />} title={say('incidents.emptyTitle')} hint={say('incidents.emptyHint')} />;
  return (
    <Empty
      icon={<SearchX aria-hidden />}
      title={say('incidents.noneFound')}
      hint={say('incidents.noneFoundHint')}
      action={<Button onClick={onClear}>{say('monitors.clear')}</Button>}
    />
  );
}
