import type { ResultSummary } from '@upwatch/sdk';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Say } from '../../language/catalogue.ts';
import type { Format } from '../../language/format.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/now.ts';
import { PAST_DAYS } from './monitor-queries.ts';
import { type UptimeDay, uptimeDays } from './uptime-days.ts';

/** A form for each, so that colour is never all there is: full, notched, hatched, dotted, hollow. */
const LOOKS: Readonly<Record<UptimeDay['look'], string>> = {
  up: 'bg-up-mark',
  degraded: 'bar-notched',
  down: 'bar-hatched',
  maintenance: 'bar-dotted',
  none: 'border border-line bg-sunken',
};

interface UptimeBarsProps {
  readonly chart: ResultSummary['chartData'];
  readonly onShow: (day: UptimeDay) => void;
}

/** One bar for each day; one of them takes the keyboard, and the arrows go from day to day. */
export function UptimeBars({ chart, onShow }: UptimeBarsProps) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const hint = useId();
  const bars = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<number | undefined>();
  const days = uptimeDays(chart, now, PAST_DAYS);
  const marked = chosen ?? days.length - 1;

  function onKeyDown(event: KeyboardEvent): void {
    const next = moved(event.key, marked, days.length);
    if (next === undefined) return;
    event.preventDefault();
    bars.current?.querySelectorAll('button')[next]?.focus();
  }
  return (
    <div className="flex flex-col gap-2">
      <div
        ref={bars}
        role="toolbar"
        aria-label={say('monitor.uptime')}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setChosen(undefined)}
        className="flex h-11 items-stretch gap-px sm:gap-0.5"
      >
        {days.map((day, at) => (
          <button
            key={day.atMs}
            type="button"
            tabIndex={at === marked ? 0 : -1}
            aria-label={daySentence(day, say, format)}
            onClick={() => onShow(day)}
            onFocus={() => setChosen(at)}
            onBlur={() => setChosen(undefined)}
            onMouseEnter={() => setChosen(at)}
            className={classNames('min-w-0 flex-1 rounded-[2px] hover:opacity-75 focus-visible:z-10', LOOKS[day.look])}
          />
        ))}
      </div>
      <div className="flex min-h-5 items-baseline justify-between gap-4 text-sm text-quiet">
        {chosen === undefined ? (
          <>
            <span>{say('monitor.daysAgo')}</span>
            <span>{say('monitor.today')}</span>
          </>
        ) : (
          <span className="mx-auto text-strong">{daySentence(days[chosen]!, say, format)}</span>
        )}
      </div>
      <p id={hint} className="sr-only">
        {say('monitor.uptimeHint')}
      </p>
    </div>
  );
}

function daySentence(day: UptimeDay, say: Say, format: Format): string {
  const date = format.date(day.atMs);
  if (day.isMaintained) return say('monitor.uptimeMaintained', { date });
  if (day.uptime === undefined) return say('monitor.uptimeNone', { date });
  return say('monitor.uptimeDay', { date, percent: format.percent(day.uptime) });
}

function moved(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
