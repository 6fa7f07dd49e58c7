/** One status page: what stands on it, what it tells of, how it looks, who reads it. */
import type { StatusPage } from '@upwatch/sdk';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY, statusPageQuery } from '../../api/status-page-queries.ts';
import { addressOf } from '../../base-path.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { intoSight } from '../../ui/into-sight.ts';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateWord } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { pathOfPage, standingWords, VISIBILITIES } from '../status-pages/page-words.ts';
import { ComponentsTab } from './components-tab.tsx';
import { type Tab, TABS } from './status-page-search.ts';

/** Each is loaded when it is opened. */
const IncidentsTab = lazy(async () => ({ default: (await import('./incidents-tab.tsx')).IncidentsTab }));
const LookTab = lazy(async () => ({ default: (await import('./look-tab.tsx')).LookTab }));
const AccessTab = lazy(async () => ({ default: (await import('./access-tab.tsx')).AccessTab }));
const SubscribersTab = lazy(async () => ({ default: (await import('./subscribers-tab.tsx')).SubscribersTab }));

const TAB_NAMES: Readonly<Record<Tab, PlainKey>> = {
  components: 'statusPages.tabComponents',
  incidents: 'statusPages.tabIncidents',
  look: 'statusPages.tabLook',
  access: 'statusPages.tabAccess',
  subscribers: 'statusPages.tabSubscribers',
};

export function StatusPagePage() {
  const say = useSay();
  const { statusPageId } = useParams({ from: '/shell/status-pages/$statusPageId' });
  const { tab = 'components' } = useSearch({ from: '/shell/status-pages/$statusPageId' });
  const { data: page } = useSuspenseQuery(statusPageQuery(statusPageId));
  return (
    <Page
      isWide
      title={page.name}
      lead={<Lead page={page} />}
      actions={
        <>
          <a href={addressOf(pathOfPage(page.slug))} target="_blank" rel="noreferrer" className={buttonClass()}>
            <ExternalLink className="size-4" aria-hidden />
            {say('statusPages.open')}
          </a>
          <Permitted>
            <DeletePage page={page} />
          </Permitted>
        </>
      }
    >
      <Tabs pageId={page.id} shown={tab} />
      <Suspense fallback={<SkeletonRows count={6} />}>
        <TabBody page={page} tab={tab} />
      </Suspense>
    </Page>
  );
}

function Lead({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const [words, standing] = standingWords(page.overallStatus, page.isCurrent);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to="/status-pages" className="hover:text-strong hover:underline">
        {say('shell.statusPages')}
      </Link>
      <span aria-hidden>/</span>
      <span className="min-w-0 font-mono text-sm break-all">{pathOfPage(page.slug)}</span>
      <StateWord standing={standing}>{say(words)}</StateWord>
      <span>{say(page.enabled ? VISIBILITIES[page.visibility] : 'statusPages.off')}</span>
    </span>
  );
}

function Tabs({ pageId, shown }: { readonly pageId: string; readonly shown: Tab }) {
  const say = useSay();
  return (
    <nav aria-label={say('statusPages.parts')} className="-mb-2 flex gap-1 overflow-x-auto border-b border-line">
      {TABS.map((tab) => (
        <Link
          key={tab}
          to="/status-pages/$statusPageId"
          params={{ statusPageId: pageId }}
          search={tab === 'components' ? {} : { tab }}
          resetScroll={false}
          aria-current={tab === shown ? 'page' : undefined}
          {...(tab === shown && { ref: intoSight })}
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

function TabBody({ page, tab }: { readonly page: StatusPage; readonly tab: Tab }) {
  switch (tab) {
    case 'components':
      return <ComponentsTab page={page} />;
    case 'incidents':
      return <IncidentsTab page={page} />;
    case 'look':
      return <LookTab page={page} />;
    case 'access':
      return <AccessTab page={page} />;
    case 'subscribers':
      return <SubscribersTab page={page} />;
    default:
      return tab satisfies never;
  }
}

function DeletePage({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function remove(): Promise<void> {
    await client.statusPages.delete(page.id);
    toastDone(say('statusPages.deleted', { name: page.name }));
    await navigate({ to: '/status-pages' });
    queries.removeQueries({ queryKey: statusPageQuery(page.id).queryKey });
    await queries.invalidateQueries({ queryKey: PAGES_KEY });
  }
  return (
    <DeleteButton
      title={say('statusPages.deleteTitle', { name: page.name })}
      hint={say('statusPages.deleteHint')}
      onDelete={remove}
    />
  );
}
