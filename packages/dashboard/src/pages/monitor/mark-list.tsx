import { Link } from '@tanstack/react-router';
import type { Mark } from '../../charts/chart-marks.ts';
import type { Say } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { useNow } from '../../ui/now.ts';
import { StateMark, type Standing } from '../../ui/state-mark.tsx';

const SHOWN_MAX = 12;

/** What the chart marks, in words: nothing is said by a colour alone. */
export function MarkList({ marks }: { readonly marks: readonly Mark[] }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  if (marks.length === 0) return null;
  return (
    <div className="border-t border-line pt-3">
      <h3 className="mb-2 text-sm font-medium text-quiet">{say('monitor.marks')}</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {marks
          .slice(-SHOWN_MAX)
          .toReversed()
          .map((mark) => (
            <li key={`${mark.type}-${mark.id}`} className="flex items-baseline gap-2">
              <StateMark standing={standingOf(mark)} isDecoration className="size-3 self-center" />
              <span className="shrink-0 text-quiet">
                {format.time(mark.fromMs, now)}
                {mark.toMs > mark.fromMs && ` – ${format.time(mark.toMs, now)}`}
              </span>
              <MarkText mark={mark} say={say} />
            </li>
          ))}
      </ul>
    </div>
  );
}

function MarkText({ mark, say }: { readonly mark: Mark; readonly say: Say }) {
  if (mark.type === 'deploy')
    return <span className="text-strong">{say('monitor.markDeploy', { name: mark.title })}</span>;
  if (mark.type === 'change')
    return (
      <span className="text-strong">
        {say('monitor.markChange')}
        {mark.title !== undefined && <span className="text-quiet"> · {mark.title}</span>}
      </span>
    );
  const about = mark.title !== undefined && <span className="text-quiet"> · {mark.title}</span>;
  if (mark.type === 'maintenance')
    return (
      <span className="min-w-0 truncate text-strong">
        {say('monitor.markMaintenance')}
        {about}
      </span>
    );
  return (
    <Link
      to="/incidents/$incidentId"
      params={{ incidentId: mark.id }}
      className="min-w-0 truncate text-strong underline-offset-2 hover:underline"
    >
      {say('monitor.markIncident')}
      {about}
    </Link>
  );
}

function standingOf(mark: Mark): Standing {
  if (mark.type === 'incident') return mark.isDown ? 'down' : 'degraded';
  return mark.type === 'maintenance' ? 'maintenance' : 'unknown';
}
