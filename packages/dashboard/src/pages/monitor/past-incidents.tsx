import type { Incident } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reasonText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark, type Standing } from '../../ui/state-mark.tsx';
import { pastIncidentsQuery } from './monitor-queries.ts';

const SHOWN_MAX = 6;
const STANDINGS: Readonly<Record<Incident['severity'], Standing>> = {
  DOWN: 'down',
  DEGRADED: 'degraded',
  MAINTENANCE: 'maintenance',
};

export function PastIncidents({ monitorId }: { readonly monitorId: string }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(pastIncidentsQuery(monitorId));
  return (
    <Block title={say('monitor.incidents')}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={2} />
      ) : data.data.length === 0 ? (
        <Card className="px-5 py-4 text-quiet">{say('monitor.incidentsNone')}</Card>
      ) : (
        <Card>
          <ul>
            {data.data.slice(0, SHOWN_MAX).map((incident) => (
              <IncidentLine key={incident.id} incident={incident} />
            ))}
          </ul>
        </Card>
      )}
    </Block>
  );
}

function IncidentLine({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { id, severity, title, startedAt, createdAt, resolvedAt } = incident;
  const from = Date.parse(startedAt ?? createdAt);
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/incidents/$incidentId"
        params={{ incidentId: id }}
        className="flex items-start gap-3 px-5 py-3 hover:bg-hover"
      >
        <StateMark standing={STANDINGS[severity]} className="mt-0.5" />
        <span className="min-w-0 text-sm">
          <span className="line-clamp-2 break-words text-strong">
            {reasonText(incident, say) ?? title ?? say('incidents.untitled')}
          </span>
          <span className="text-quiet">
            {format.time(from, now)} ·{' '}
            {resolvedAt === null
              ? say('monitor.stillOpen')
              : say('monitor.lasted', { duration: format.duration(Date.parse(resolvedAt) - from) })}
          </span>
        </span>
      </Link>
    </li>
  );
}
