import type { PolicyReplay } from '@upwatch/sdk';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/now.ts';
import { StateMark } from '../../ui/state-mark.tsx';

type Fared = PolicyReplay['inForce'];
type Outage = Fared['outages'][number];

/** The numbers side by side, then what would have been otherwise. */
export function ReplayResult({ replay }: { readonly replay: PolicyReplay }) {
  const say = useSay();
  const { inForce, candidate, comparison, looks, notReplayed } = replay;
  const pages = { inForce: inForce.pages, candidate: candidate?.pages ?? inForce.pages };
  return (
    <Block title={say('monitor.replayLooks', { count: looks })}>
      <Card className="flex flex-col gap-5 p-5">
        <p className="text-lg font-semibold text-strong">
          {say(pages.inForce === pages.candidate ? 'monitor.replaySame' : 'monitor.replayFewer', pages)}
        </p>
        <Numbers replay={replay} />
        {comparison !== null && comparison.spared.length > 0 && (
          <Outages title={say('monitor.replaySpared')} outages={comparison.spared} />
        )}
        {comparison !== null && comparison.added.length > 0 && (
          <Outages title={say('monitor.replayAdded')} outages={comparison.added} />
        )}
        {notReplayed.length > 0 && (
          <section className="text-sm">
            <h3 className="mb-1 font-medium text-quiet">{say('monitor.replayNotes')}</h3>
            <ul className="list-disc pl-5 text-text">
              {notReplayed.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        )}
      </Card>
    </Block>
  );
}

function Numbers({ replay: { actual, inForce, candidate } }: { readonly replay: PolicyReplay }) {
  const say = useSay();
  const format = useFormat();
  const length = (ms: number | null): string => (ms === null ? '–' : format.duration(ms));
  const rows: readonly (readonly [label: string, was: string, of: (fared: Fared) => string])[] = [
    [say('monitor.replayIncidents'), format.number(actual.incidents), ({ incidents }) => format.number(incidents)],
    [say('monitor.replayPages'), format.number(actual.pages), ({ pages }) => format.number(pages)],
    [say('monitor.replayDetect'), '–', ({ averageTimeToDetectMs }) => length(averageTimeToDetectMs)],
    [say('monitor.replayDowntime'), '–', ({ downtimeMs }) => length(downtimeMs)],
  ];
  const head = 'px-2 pb-2 text-right font-medium text-quiet';
  return (
    <div role="region" aria-label={say('monitor.replayTitle')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr>
            <td />
            <th scope="col" className={head}>
              {say('monitor.replayActual')}
            </th>
            <th scope="col" className={head}>
              {say('monitor.replayInForce')}
            </th>
            {candidate !== null && (
              <th scope="col" className={head}>
                {say('monitor.replayCandidate')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, was, of]) => (
            <tr key={label} className="border-t border-line">
              <th scope="row" className="py-2 text-left font-normal text-text">
                {label}
              </th>
              <td className="px-2 py-2 text-right text-quiet">{was}</td>
              <td className="px-2 py-2 text-right text-strong">{of(inForce)}</td>
              {candidate !== null && (
                <td className="px-2 py-2 text-right font-semibold text-strong">{of(candidate)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outages({ title, outages }: { readonly title: string; readonly outages: readonly Outage[] }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <section>
      <h3 className="mb-1 text-sm font-medium text-quiet">{title}</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {outages.map(({ startedAt, endedAt, severity, rule }) => (
          <li key={startedAt} className="flex items-start gap-2">
            <StateMark standing={severity} isDecoration className="mt-0.5 size-3.5" />
            <span className="text-strong">
              {say('monitor.outage', {
                severity: say(severity === 'down' ? 'states.down' : 'states.degraded'),
                from: format.time(Date.parse(startedAt), now),
                to: endedAt === null ? say('monitor.stillOpen') : format.time(Date.parse(endedAt), now),
              })}
              <span className="text-quiet"> · {rule.replaceAll('_', ' ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
