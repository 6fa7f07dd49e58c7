/** What the page tells of: drafts that wait for somebody, and what readers have been told. */
import type { StatusPage, StatusPageIncident } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import { pageIncidentsQuery } from '../../api/status-page-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DraftActs } from '../page-incident/draft-acts.tsx';
import { IMPACTS, INCIDENT_STATUSES, incidentStanding } from '../status-pages/page-words.ts';
import { PageModes } from './page-modes.tsx';

export function IncidentsTab({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const [at, setAt] = useState(0);
  const { data, error, refetch } = useQuery(pageIncidentsQuery(page.id, at));
  const drafts = data?.data.filter(({ publishedAt }) => publishedAt === null) ?? [];
  const told = data?.data.filter(({ publishedAt }) => publishedAt !== null) ?? [];
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageModes page={page} />
        <Permitted>
          <Writing pageId={page.id} />
        </Permitted>
      </div>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={4} className="h-16" />
      ) : data.totalElements === 0 ? (
        <Empty
          icon={<Megaphone aria-hidden />}
          title={say('statusPages.incidentsEmptyTitle')}
          hint={say('statusPages.incidentsEmptyHint')}
        />
      ) : (
        <>
          {drafts.length > 0 && (
            <Block title={say('statusPages.drafts')}>
              <List pageId={page.id} incidents={drafts} />
            </Block>
          )}
          {told.length > 0 && (
            <Block title={say('statusPages.told')}>
              <List pageId={page.id} incidents={told} />
            </Block>
          )}
          <Pager page={at} pages={data.totalPages} onPage={setAt} />
        </>
      )}
    </div>
  );
}

function Writing({ pageId }: { readonly pageId: string }) {
  const say = useSay();
  const to = '/status-pages/$statusPageId/incidents/new';
  const params = { statusPageId: pageId };
  return (
    <div className="flex flex-wrap gap-2">
      <Link to={to} params={params} search={{ kind: 'work' }} className={buttonClass()}>
        {say('statusPages.newWork')}
      </Link>
      <Link to={to} params={params} search={{}} className={buttonClass('main')}>
        {say('statusPages.newIncident')}
      </Link>
    </div>
  );
}

interface ListProps {
  readonly pageId: string;
  readonly incidents: readonly StatusPageIncident[];
}

function List({ pageId, incidents }: ListProps) {
  return (
    <Card className="overflow-clip">
      <ul>
        {incidents.map((incident) => (
          <Row key={incident.id} pageId={pageId} incident={incident} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ pageId, incident }: { readonly pageId: string; readonly incident: StatusPageIncident }) {
  const say = useSay();
  const { id, title, status, impact, startedAt, publishedAt, affectedComponents } = incident;
  const names = affectedComponents.map(({ componentName }) => componentName);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0 sm:px-5">
      <StateMark standing={incidentStanding(incident)} isDecoration />
      <div className="min-w-0 flex-1 basis-52">
        <Link
          to="/status-pages/$statusPageId/incidents/$pageIncidentId"
          params={{ statusPageId: pageId, pageIncidentId: id }}
          className="font-medium break-words text-strong hover:underline"
        >
          {title}
        </Link>
        <p className="text-sm break-words text-quiet">
          {say(INCIDENT_STATUSES[status])} · {say(IMPACTS[impact])} · <Ago at={startedAt} everyMs={60_000} />
          {names.length > 0 && ` · ${names.join(', ')}`}
        </p>
      </div>
      {publishedAt === null && (
        <Permitted>
          <DraftActs pageId={pageId} incident={incident} />
        </Permitted>
      )}
    </li>
  );
}
