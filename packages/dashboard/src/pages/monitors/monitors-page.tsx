/** All monitors. What is shown stands in the address; what is scrolled to is loaded. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Activity, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { monitorsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { Filters } from './filters.tsx';
import { MonitorList } from './monitor-list.tsx';
import { isFiltered, listQuery, type MonitorsSearch } from './monitors-search.ts';
import { NO_SELECTION, type Selection } from './selection.ts';

export function MonitorsPage() {
  const say = useSay();
  const search = useSearch({ from: '/shell/monitors' });
  const navigate = useNavigate();
  const [selection, setSelection] = useState<Selection>(NO_SELECTION);
  const query = listQuery(search);
  const first = useQuery(monitorsQuery({ ...query, page: 0 }));
  const total = first.data?.totalElements;

  function show(next: MonitorsSearch): void {
    setSelection(NO_SELECTION);
    void navigate({ to: '/monitors', search: next, replace: true });
  }
  return (
    <Page
      isWide
      title={say('monitors.title')}
      actions={
        <Permitted>
          <Link to="/monitors/new" className={buttonClass('main')}>
            <Plus className="size-4" aria-hidden />
            {say('shell.newMonitor')}
          </Link>
        </Permitted>
      }
    >
      <Filters search={search} total={total} onShow={show} />
      {first.isError ? (
        <Failed error={first.error} onRetry={() => void first.refetch()} />
      ) : total === undefined ? (
        <SkeletonRows count={8} className="h-14" />
      ) : total === 0 ? (
        <NoMonitors isFiltered={isFiltered(search)} onClear={() => show({})} />
      ) : (
        <MonitorList
          key={JSON.stringify(query)}
          query={query}
          total={total}
          selection={selection}
          onSelect={setSelection}
        />
      )}
      {selection.size > 0 && <BulkBar selection={selection} onDone={() => setSelection(NO_SELECTION)} />}
    </Page>
  );
}

function NoMonitors({ isFiltered: isSearch, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const say = useSay();
  if (isSearch)
    return (
      <Empty
        icon={<SearchX aria-hidden />}
        title={say('monitors.noneFound')}
        hint={say('monitors.noneFoundHint')}
        action={<Button onClick={onClear}>{say('monitors.clear')}</Button>}
      />
    );
  return (
    <Empty
      icon={<Activity aria-hidden />}
      title={say('monitors.emptyTitle')}
      hint={say('monitors.emptyHint')}
      action={
        <Permitted>
          <Link to="/monitors/new" className={buttonClass('main')}>
            {say('shell.newMonitor')}
          </Link>
        </Permitted>
      }
    />
  );
}
