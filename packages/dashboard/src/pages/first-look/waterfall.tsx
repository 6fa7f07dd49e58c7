import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';

/** How long each part of a look took, milliseconds; what did not happen is missing. */
export interface Phases {
  readonly dnsMs?: number | null;
  readonly tcpMs?: number | null;
  readonly tlsMs?: number | null;
  readonly ttfbMs?: number | null;
  readonly downloadMs?: number | null;
  readonly totalMs: number;
}

const PHASES = [
  ['dnsMs', 'firstLook.dns', 'bg-phase-dns'],
  ['tcpMs', 'firstLook.tcp', 'bg-phase-tcp'],
  ['tlsMs', 'firstLook.tls', 'bg-phase-tls'],
  ['ttfbMs', 'firstLook.ttfb', 'bg-phase-ttfb'],
  ['downloadMs', 'firstLook.download', 'bg-phase-download'],
] as const satisfies readonly (readonly [keyof Phases, PlainKey, string])[];

/** One phase after the other, each where it began: what took long stands out. */
export function Waterfall({ phases }: { readonly phases: Phases }) {
  const say = useSay();
  const format = useFormat();
  const known = PHASES.flatMap(([field, key, color]) => {
    const ms = phases[field];
    return typeof ms === 'number' ? [{ key, color, ms }] : [];
  });
  const total = Math.max(
    phases.totalMs,
    known.reduce((sum, { ms }) => sum + ms, 0),
    0.001,
  );
  let from = 0;
  const rows = known.map((one) => {
    const row = { ...one, from };
    from += one.ms;
    return row;
  });
  return (
    <dl className="flex flex-col gap-1.5">
      {rows.map(({ key, color, ms, from: start }) => (
        <div key={key} className="grid grid-cols-[6rem_1fr_4.5rem] items-center gap-3">
          <dt className="text-sm text-quiet">{say(key)}</dt>
          <dd aria-hidden className="relative h-3 rounded-sm bg-sunken">
            <span
              className={`absolute h-full min-w-0.5 rounded-sm ${color}`}
              style={{ left: `${(100 * start) / total}%`, width: `${(100 * ms) / total}%` }}
            />
          </dd>
          <dd className="text-right text-sm text-strong">{format.milliseconds(ms)}</dd>
        </div>
      ))}
      <div className="mt-1 grid grid-cols-[6rem_1fr_4.5rem] gap-3 border-t border-line pt-2">
        <dt className="text-sm font-medium text-strong">{say('firstLook.total')}</dt>
        <dd className="col-start-3 text-right text-sm font-semibold text-strong">
          {format.milliseconds(phases.totalMs)}
        </dd>
      </div>
    </dl>
  );
}
