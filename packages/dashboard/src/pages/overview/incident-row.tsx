import type { Incident } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { KEYS, monitorQuery } from '../../api/queries.ts';
import { reasonText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Lasting } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/now.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { nameOf, SEVERITY_STANDINGS } from '../incidents/incident-words.ts';

/** One thing that is wrong: what, where, since when, why, and who has it. */
export function IncidentRow({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const standing = SEVERITY_STANDINGS[incident.severity];
  const { text } = MARKS[standing];
  const reason = reasonText(incident, say);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-5 py-4 last:border-0">
      <StateMark standing={standing} className="mt-1 size-5" />
      <div className="min-w-0 flex-1 basis-60">
        <Link
          to="/incidents/$incidentId"
          params={{ incidentId: incident.id }}
          className="text-lg font-semibold break-words text-strong hover:underline"
        >
          {nameOf(incident, say)}
        </Link>
        <p>
          <span className={classNames('font-medium', text)}>
            <Scope incident={incident} />
          </span>{' '}
          <Since incident={incident} />
          {incident.isFlapping && ` · ${say('overview.flapping')}`}
          {incident.source === 'MANUAL' && ` · ${say('overview.byHand')}`}
        </p>
        {reason !== undefined && <p className="break-words text-quiet">{reason}</p>}
      </div>
      <TakeOn incident={incident} />
    </li>
  );
}

/** "Down in eu-west only": where the monitor is well elsewhere, that is said. */
function Scope({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const { severity, monitorId, affectedRegions } = incident;
  const { data: monitor } = useQuery({ ...monitorQuery(monitorId ?? ''), enabled: monitorId !== null });
  const standing = SEVERITY_STANDINGS[severity];
  const isRegional = monitor?.state.scope === 'regional' && affectedRegions.length > 0;
  if (!isRegional || standing === 'maintenance') return say(MARKS[standing].key);
  return say(standing === 'down' ? 'states.downOnlyIn' : 'states.degradedOnlyIn', {
    regions: affectedRegions.join(', '),
  });
}

function Since({ incident: { startedAt } }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  if (startedAt === null) return null;
  return (
    <span className="text-quiet">
      {say('states.since', { time: format.time(Date.parse(startedAt), now) })}, <Lasting since={startedAt} />
    </span>
  );
}

function TakeOn({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.incidents.acknowledge(incident.id, {}),
    onSuccess: () => toastDone(say('overview.acknowledgeDone')),
    onSettled: async () => queries.invalidateQueries({ queryKey: KEYS.incidents }),
  });
  if (incident.acknowledgedBy !== null)
    return (
      <span className="text-sm text-quiet">{say('overview.acknowledged', { name: incident.acknowledgedBy })}</span>
    );
  return (
    <Permitted>
      <Button isSmall isBusy={isPending} onClick={() => mutate()}>
        {say('overview.acknowledge')}
      </Button>
    </Permitted>
  );
}
