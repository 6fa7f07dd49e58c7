import type { IncidentExplanation } from '@upwatch/sdk';
import { saidText } from '../../language/said-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/now.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** What each region saw: since when it was bad there, why, and since when it is good again. */
export function Regions({ regions }: Pick<IncidentExplanation, 'regions'>) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  return (
    <Card>
      <ul>
        {regions.map(({ region, firstBadAt, failure, said, goodAgainAt }) => (
          <li key={region} className="flex gap-3 border-b border-line px-4 py-3 last:border-0">
            <StateMark standing={goodAgainAt === null ? 'down' : 'up'} className="mt-1" />
            <div className="min-w-0">
              <p className="font-medium text-strong">{region}</p>
              <p className="text-sm text-quiet">
                {say('incidents.badSince', { time: format.clock(Date.parse(firstBadAt), now) })}
                {goodAgainAt !== null &&
                  ` · ${say('incidents.goodSince', { time: format.clock(Date.parse(goodAgainAt), now) })}`}
              </p>
              {failure !== null && <p className="text-sm break-words text-quiet">{saidText(said, failure, say)}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
