import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Mark } from '../../charts/chart-marks.ts';
import type { Say } from '../../language/catalogue.ts';
import { reasonText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/now.ts';
import { StateMark, type Standing } from '../../ui/state-mark.tsx';

const SHOWN_MAX = 12;

/** What the chart marks, in words: nothing is said by a colour alone. */
export function MarkList({ marks }: { readonly marks: readonly Mark[] }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const [isOpen, setOpen] = useState(false);
  if (marks.length === 0) return null;
  const shown = isOpen ? marks : marks.slice(-SHOWN_MAX);
  return (
    <div className="border-t border-line pt-3">
      <h3 className="mb-2 text-sm font-medium text-quiet">{say('monitor.marks')}</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {shown.toReversed().map((mark) => (
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
      {shown.length < marks.length && (
        <Button isSmall look="quiet" className="mt-1 -ml-2.5" onClick={() => setOpen(true)}>
          {say('monitor.moreMarks', { count: marks.length - shown.length })}
        </Button>
      )}
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
        <About text={mark.title} />
      </span>
    );
  if (mark.type === 'maintenance')
    return (
      <span className="min-w-0 truncate text-strong">
        {say('monitor.markMaintenance')}
        <About text={mark.title} />
      </span>
    );
  return (
    <Link
      to="/incidents/$incidentId"
      params={{ incidentId: mark.id }}
      className="min-w-0 truncate text-strong underline-offset-2 hover:underline"
    >
      {say('monitor.markIncident')}
      <About text={reasonText(mark.incident, say) ?? mark.incident.title ?? undefined} />
    </Link>
  );
}

function About({ text }: { readonly text: string | undefined }) {
  return text !== undefined && <span className="text-quiet"> · {text}</span>;
}

function standingOf(mark: Mark): Standing {
  if (mark.type === 'incident') return mark.isDown ? 'down' : 'degraded';
  return mark.type === 'maintenance' ? 'maintenance' : 'unknown';
}
