import type { Monitor } from '@upwatch/sdk';
import { Link } from '@tanstack/react-router';
import { useFormat, useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/now.ts';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { standingOf } from '../monitors/standing.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** The sentence that can be read across the room, and what has to be known to believe it. */
export function Verdict({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(1000);
  const standing = standingOf(monitor);
  const { state } = monitor;
  const isWrong = standing === 'down' || standing === 'degraded';
  return (
    <div
      className={classNames(
        'flex flex-wrap items-center gap-4 rounded-lg border border-line px-5 py-5 sm:px-6',
        isWrong ? MARKS[standing].soft : 'bg-surface',
      )}
    >
      <StateMark standing={standing} isDecoration className="size-8" />
      <div className="min-w-0 flex-1 basis-64" aria-live="polite">
        <p className={classNames('text-xl font-semibold break-words text-balance', MARKS[standing].text)}>
          {verdictSentence(monitor, { say, format, now })}
        </p>
        <p className="text-text">
          <Notes monitor={monitor} />
        </p>
      </div>
      {state.incidentId !== null && (
        <Link to="/incidents/$incidentId" params={{ incidentId: state.incidentId }} className={buttonClass('plain')}>
          {say('monitor.toIncident')}
        </Link>
      )}
    </div>
  );
}

function Notes({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { maintenance, state, isStale, enabled, frequencySeconds } = monitor;
  const { heard, regions, unheard, isReduced } = state.coverage;
  const notes = [
    maintenance !== null && say('monitor.inMaintenance', { time: format.time(Date.parse(maintenance.until), now) }),
    state.isFlapping && say('monitor.flapping'),
    enabled && isStale && state.verdict !== 'unknown' && say('monitor.stale'),
    isReduced && say('monitor.reducedCoverage', { heard, regions, unheard: unheard.join(', ') }),
    monitor.type !== 'HEARTBEAT' && say('monitor.every', { duration: format.duration(frequencySeconds * 1000) }),
    monitor.regions.length > 1 && monitor.regions.join(', '),
  ];
  return notes.filter((note) => note !== false).join(' · ');
}
