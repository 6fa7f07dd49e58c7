/** One monitor: how it stands and why, how it has been, each look, what it is, and what another policy would have done. */
import type { Monitor } from '@upwatch/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { classNames } from '../../ui/class-names.ts';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { TagDot } from '../../ui/tag-dot.tsx';
import { targetOf } from '../monitors/target.ts';
import { LooksTab } from './looks-tab.tsx';
import { MonitorActions } from './monitor-actions.tsx';
import { monitorQuery } from './monitor-queries.ts';
import { type MonitorSearch, type Tab, TABS } from './monitor-search.ts';
import { Overview } from './overview.tsx';
import { useLiveLooks } from './use-live-looks.ts';
import { Verdict } from './verdict.tsx';

/** Each is loaded when it is opened. */
const PolicyTab = lazy(async () => ({ default: (await import('./policy-tab.tsx')).PolicyTab }));
const HistoryTab = lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab }));

const TAB_NAMES: Readonly<Record<Tab, PlainKey>> = {
  overview: 'monitor.tabOverview',
  looks: 'monitor.tabLooks',
  policy: 'monitor.tabPolicy',
  history: 'monitor.tabHistory',
};

export function MonitorPage() {
  const { monitorId } = useParams({ from: '/shell/monitors/$monitorId' });
  const search = useSearch({ from: '/shell/monitors/$monitorId' });
  const navigate = useNavigate();
  const { data: monitor } = useSuspenseQuery(monitorQuery(monitorId));
  useLiveLooks(monitorId);
  const show = useCallback(
    (next: MonitorSearch) =>
      void navigate({
        to: '/monitors/$monitorId',
        params: { monitorId },
        search: next,
        replace: true,
        resetScroll: false,
      }),
    [navigate, monitorId],
  );
  return (
    <Page
      isWide
      title={monitor.name}
      lead={<Lead monitor={monitor} />}
      actions={
        <Permitted>
          <MonitorActions monitor={monitor} />
        </Permitted>
      }
    >
      <Verdict monitor={monitor} />
      <Tabs monitorId={monitorId} search={search} />
      <Suspense fallback={<SkeletonRows count={6} />}>
        <TabBody monitor={monitor} search={search} onSearch={show} />
      </Suspense>
    </Page>
  );
}

function Lead({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to="/monitors" className="hover:text-strong hover:underline">
        {say('monitors.title')}
      </Link>
      <span aria-hidden>/</span>
      <span className="rounded-sm bg-sunken px-1.5 text-xs font-medium text-text">
        {monitor.type.replaceAll('_', ' ')}
      </span>
      <span className="min-w-0 font-mono text-sm break-all">{targetOf(monitor)}</span>
      {monitor.tags.map(({ id, name, color }) => (
        <span key={id} className="flex items-center gap-1.5 text-sm">
          <TagDot color={color} />
          {name}
        </span>
      ))}
    </span>
  );
}

function Tabs({ monitorId, search }: { readonly monitorId: string; readonly search: MonitorSearch }) {
  const say = useSay();
  const { tab: shown = 'overview' } = search;
  return (
    <nav aria-label={say('monitor.tabs')} className="-mb-2 flex gap-1 overflow-x-auto border-b border-line">
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/monitors/$monitorId"
          params={{ monitorId }}
          search={tab === 'overview' ? {} : { tab }}
          resetScroll={false}
          aria-current={tab === shown ? 'page' : undefined}
          className={classNames(
            '-mb-px border-b-2 px-3 py-2 font-medium whitespace-nowrap',
            tab === shown ? 'border-accent text-strong' : 'border-transparent text-quiet hover:text-strong',
          )}
        >
          {say(TAB_NAMES[tab])}
        </Link>
      ))}
    </nav>
  );
}

interface TabBodyProps {
  readonly monitor: Monitor;
  readonly search: MonitorSearch;
  readonly onSearch: (next: MonitorSearch) => void;
}

function TabBody({ monitor, search, onSearch }: TabBodyProps) {
  const { tab = 'overview' } = search;
  switch (tab) {
    case 'overview':
      return <Overview monitor={monitor} search={search} onSearch={onSearch} />;
    case 'looks':
      return <LooksTab monitor={monitor} search={search} onSearch={onSearch} />;
    case 'policy':
      return <PolicyTab key={monitor.generation} monitor={monitor} />;
    case 'history':
      return <HistoryTab monitor={monitor} />;
    default:
      return tab satisfies never;
  }
}
