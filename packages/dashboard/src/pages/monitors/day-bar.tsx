import type { LastDay } from '@upwatch/sdk';
import { useFormat, useSay } from '../../language/use-language.ts';

type Hour = LastDay['hours'][number];

const WIDTH = 24 * 7;
const HEIGHT = 24;

/** Twenty-four hours as strokes. What went wrong is a stroke cut short as well as another colour; no look leaves a dot. */
export function DayBar({ name, hours }: { readonly name: string; readonly hours: readonly Hour[] }) {
  const say = useSay();
  const format = useFormat();
  const looks = hours.reduce((sum, hour) => sum + judged(hour), 0);
  const well = hours.reduce((sum, { up, degraded }) => sum + up + degraded, 0);
  const label =
    looks === 0
      ? say('monitors.dayBarEmpty', { name })
      : say('monitors.dayBar', { name, percent: format.percent((100 * well) / looks) });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-6 w-full"
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      {hours.map((hour, at) => (
        <HourStroke key={hour.startsAt} hour={hour} x={at * 7 + 1} />
      ))}
    </svg>
  );
}

function HourStroke({ hour, x }: { readonly hour: Hour; readonly x: number }) {
  const { up, degraded, down, maintenance } = hour;
  const known = judged(hour);
  if (known === 0 && maintenance > 0)
    return <rect x={x} y={2} width={5} height={20} rx={1} fill="var(--maintenance-mark)" opacity={0.55} />;
  if (known === 0) return <rect x={x + 1.5} y={11} width={2} height={2} fill="var(--edge)" />;
  const worst = down > 0 ? 'var(--down-mark)' : 'var(--degraded-mark)';
  const bad = (down > 0 ? down : degraded) / known;
  if (bad === 0) return <rect x={x} y={2} width={5} height={20} rx={1} fill="var(--up-mark)" opacity={0.8} />;
  // Even one bad look of a thousand is to be seen.
  const height = Math.max(5, 20 * bad);
  const rest = 20 - height - 1;
  return (
    <>
      {up > 0 && rest > 0 && <rect x={x} y={2} width={5} height={rest} rx={1} fill="var(--up-mark)" opacity={0.8} />}
      <rect x={x} y={22 - height} width={5} height={height} rx={1} fill={worst} />
    </>
  );
}

/** Looks that say something of the target. */
function judged({ up, degraded, down }: Hour): number {
  return up + degraded + down;
}
