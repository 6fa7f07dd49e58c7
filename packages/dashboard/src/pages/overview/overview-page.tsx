/** What is wrong now, first; then how everything stands, from afar to near. */
import type { DashboardOverview, Incident } from '@upwatch/sdk';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { openIncidentsQuery, overviewQuery } from '../../api/queries.ts';
import { useMay } from '../../api/use-may.ts';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Block } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { type Standing, StateMark } from '../../ui/state-mark.tsx';
import { FirstLook } from '../first-look/first-look.tsx';
import { Groups } from './groups.tsx';
import { IncidentRow } from './incident-row.tsx';
import { Numbers } from './numbers.tsx';
import { Regions } from './regions.tsx';
import { Tags } from './tags.tsx';

export function OverviewPage() {
  const say = useSay();
  const { data: overview } = useSuspenseQuery(overviewQuery);
  const { data: incidents } = useQuery(openIncidentsQuery);
  if (overview.monitors.total === 0) return <NothingYet />;
  return (
    <Page
      title={say('overview.title')}
      actions={
        <Permitted>
          <Link to="/monitors/new" className={buttonClass('main')}>
            <Plus className="size-4" aria-hidden />
            {say('shell.newMonitor')}
          </Link>
        </Permitted>
      }
    >
      <Headline overview={overview} incidents={incidents ?? []} />
      {incidents === undefined ? <SkeletonRows count={1} className="h-20" /> : <WrongNow incidents={incidents} />}
      <Numbers overview={overview} />
      <Groups />
      <Regions regions={overview.regions} />
      <Tags />
    </Page>
  );
}

/** The first look, for whoever may begin; everybody else waits for them. */
function NothingYet() {
  const say = useSay();
  if (!useMay('work'))
    return (
      <Page title={say('overview.title')}>
        <Empty title={say('overview.nothingYet')} hint={say('overview.nothingYetHint')} />
      </Page>
    );
  return (
    <Page title={say('firstLook.welcome')} lead={say('firstLook.lead')}>
      <FirstLook />
    </Page>
  );
}

/** How everything stands, in one sentence that can be read across the room. */
function Headline({
  overview,
  incidents,
}: {
  readonly overview: DashboardOverview;
  readonly incidents: readonly Incident[];
}) {
  const say = useSay();
  const { down, degraded, up, total } = overview.monitors;
  const standing: Standing = down > 0 ? 'down' : degraded > 0 ? 'degraded' : up > 0 ? 'up' : 'unknown';
  const sentence =
    down > 0
      ? say('overview.isDown', { count: down })
      : degraded > 0
        ? say('overview.isDegraded', { count: degraded })
        : up > 0
          ? say('overview.allUp')
          : say('overview.notYet');
  const also = down > 0 && degraded > 0 ? [say('overview.isDegraded', { count: degraded })] : [];
  const facts = [...also, say('overview.summary', { count: total })];
  return (
    <div
      aria-live="polite"
      className="flex items-center gap-4 rounded-lg border border-line bg-surface px-5 py-5 sm:px-6"
    >
      <StateMark standing={standing} isDecoration className="size-9" />
      <div className="min-w-0">
        <p className="text-2xl font-semibold tracking-tight text-strong">{sentence}</p>
        <p className="text-quiet">
          {facts.join(' · ')}
          {incidents.length === 0 && ` · ${say('overview.resolvedToday')}: ${overview.incidents.resolvedToday}`}
        </p>
      </div>
    </div>
  );
}

function WrongNow({ incidents }: { readonly incidents: readonly Incident[] }) {
  const say = useSay();
  if (incidents.length === 0) return null;
  return (
    <Block title={say('overview.wrongNow')}>
      <ul className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface">
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ul>
    </Block>
  );
}
