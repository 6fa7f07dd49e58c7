import type { Incident } from '@upwatch/sdk';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { reasonText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Lasting } from '../../ui/ago.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/now.ts';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { nameOf, scopeSentence, SEVERITY_STANDINGS, STATUS_KEYS } from './incident-words.ts';

/** The rows; `j` and `k` go through them, Enter opens the one that is marked. */
export function IncidentList({ incidents }: { readonly incidents: readonly Incident[] }) {
  const navigate = useNavigate();
  const [marked, setMarked] = useState(-1);
  const mark = (at: number): void => setMarked(Math.max(0, Math.min(incidents.length - 1, at)));
  useShortcuts({
    j: () => mark(marked + 1),
    k: () => mark(marked - 1),
    o: () => {
      const incident = incidents[marked];
      if (incident) void navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } });
    },
  });
  return (
    <ul className="flex flex-col overflow-clip rounded-lg border border-line bg-surface">
      {incidents.map((incident, at) => (
        <Row key={incident.id} incident={incident} isMarked={at === marked} />
      ))}
    </ul>
  );
}

function Row({ incident, isMarked }: { readonly incident: Incident; readonly isMarked: boolean }) {
  const say = useSay();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isMarked) link.current?.focus();
  }, [isMarked]);
  const isOver = incident.status === 'RESOLVED';
  const standing = SEVERITY_STANDINGS[incident.severity];
  const reason = reasonText(incident, say);
  return (
    <li className="border-b border-line last:border-0">
      <Link
        ref={link}
        to="/incidents/$incidentId"
        params={{ incidentId: incident.id }}
        className="grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-3.5 gap-y-1 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[1rem_minmax(0,1fr)_auto] sm:px-5"
      >
        <StateMark standing={isOver ? 'up' : standing} isDecoration className="mt-1" />
        <div className="min-w-0">
          <p className="truncate font-medium text-strong">{nameOf(incident, say)}</p>
          <p className="break-words text-sm text-quiet">
            <span className={isOver ? undefined : classNames('font-medium', MARKS[standing].text)}>
              {scopeSentence(incident, say)}
            </span>
            {reason !== undefined && ` · ${reason}`}
            {incident.isFlapping && ` · ${say('overview.flapping')}`}
            {incident.reopenCount > 0 && ` · ${say('incidents.reopened', { count: incident.reopenCount })}`}
          </p>
        </div>
        <Times incident={incident} />
      </Link>
    </li>
  );
}

/** How it stands, when it began, how long it lasted. */
function Times({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { status, startedAt, createdAt, resolvedAt, acknowledgedBy } = incident;
  const begun = Date.parse(startedAt ?? createdAt);
  return (
    <div className="col-start-2 text-sm text-quiet sm:col-start-3 sm:text-right">
      <p className={status === 'RESOLVED' ? undefined : 'font-medium text-strong'}>
        {say(STATUS_KEYS[status])}
        {' · '}
        {resolvedAt === null ? (
          <Lasting since={startedAt ?? createdAt} />
        ) : (
          format.duration(Date.parse(resolvedAt) - begun)
        )}
      </p>
      <p>
        <time dateTime={startedAt ?? createdAt} title={format.dateTime(begun)}>
          {format.time(begun, now)}
        </time>
        {acknowledgedBy !== null &&
          resolvedAt === null &&
          ` · ${say('overview.acknowledged', { name: acknowledgedBy })}`}
      </p>
    </div>
  );
}
