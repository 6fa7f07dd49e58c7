import type { DashboardOverview } from '@upwatch/sdk';
import { Link } from '@tanstack/react-router';
import { useFormat, useSay } from '../../language/use-language.ts';
import { MARKS, type Standing, StateMark } from '../../ui/state-mark.tsx';

const COUNTED = ['up', 'degraded', 'down', 'paused'] as const satisfies readonly Standing[];

/** How many are how, each a way into the list; and how it was lately. */
export function Numbers({ overview: { monitors, incidents } }: { readonly overview: DashboardOverview }) {
  const say = useSay();
  const format = useFormat();
  const past: readonly (readonly [string, string | undefined])[] = [
    [say('overview.uptime24h'), percent(monitors.avgUptime24h)],
    [say('overview.uptime30d'), percent(monitors.avgUptime30d)],
    [say('overview.mttr'), incidents.mttr30d === null ? undefined : format.duration(incidents.mttr30d * 1000)],
    [say('overview.resolvedToday'), format.number(incidents.resolvedToday)],
  ];
  function percent(value: number | null): string | undefined {
    return value === null ? undefined : format.percent(value);
  }
  return (
    <section
      aria-label={say('overview.counts')}
      className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line gap-px sm:grid-cols-4"
    >
      {COUNTED.map((standing) => (
        <Link
          key={standing}
          to="/monitors"
          search={{ status: standing }}
          className="flex flex-col gap-0.5 bg-surface px-5 py-4 hover:bg-hover focus-visible:-outline-offset-2"
        >
          <span className="flex items-center gap-1.5 text-sm text-quiet">
            <StateMark standing={standing} isDecoration className="size-3.5" />
            {say(MARKS[standing].key)}
          </span>
          <span className="text-2xl font-semibold text-strong">{format.number(monitors[standing])}</span>
        </Link>
      ))}
      {past.map(([label, value]) => (
        <div key={label} className="flex flex-col gap-0.5 bg-surface px-5 py-4">
          <span className="text-sm text-quiet">{label}</span>
          <span className="text-xl font-semibold text-strong">{value ?? '–'}</span>
        </div>
      ))}
    </section>
  );
}
