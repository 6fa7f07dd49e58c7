import type { MaintenanceWindow } from '@upwatch/sdk';
import { Plus } from 'lucide-react';
import { useFormat, useSay } from '../../language/use-language.ts';
import { classNames } from '../../ui/class-names.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { type CalendarView, onDay, type Span } from './calendar.ts';

interface MonthGridProps {
  readonly days: readonly number[];
  /** The month that is meant; days of others are paler. */
  readonly month: number;
  readonly now: number;
  readonly view: CalendarView;
  readonly occurrences: readonly (Span & { readonly windowId: string })[];
  readonly windows: ReadonlyMap<string, MaintenanceWindow>;
  /** Opens a window; undefined for one that whoever looks may not, or cannot, change here. */
  readonly openOf: (window: MaintenanceWindow) => (() => void) | undefined;
  readonly onAdd: (day: number) => void;
}

const WEEK_DAYS = 7;

/** Weeks as rows; on a phone a list of days. */
export function MonthGrid({ days, month, now, view, occurrences, windows, openOf, onAdd }: MonthGridProps) {
  const say = useSay();
  const format = useFormat();
  const today = new Date(now).toDateString();
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-line">
      <div aria-hidden className="hidden grid-cols-7 gap-px sm:grid">
        {days.slice(0, WEEK_DAYS).map((day) => (
          <div key={day} className="bg-page px-2 py-1.5 text-xs font-medium text-quiet">
            {format.weekday(day)}
          </div>
        ))}
      </div>
      <ol className="grid gap-px sm:grid-cols-7">
        {days.map((day) => {
          const own = onDay(occurrences, day);
          const isToday = new Date(day).toDateString() === today;
          const isOther = view === 'month' && new Date(day).getMonth() !== month;
          return (
            <li
              key={day}
              className={classNames(
                'group relative flex flex-col gap-1 p-2',
                view === 'month' ? 'sm:min-h-24' : 'sm:min-h-64',
                isOther ? 'bg-page max-sm:hidden' : 'bg-surface',
                own.length === 0 && !isToday && 'max-sm:hidden',
              )}
            >
              <div className="flex items-center justify-between">
                <span className="sr-only">{format.date(day)}</span>
                <span
                  aria-hidden
                  className={classNames(
                    'flex h-6 min-w-6 items-center justify-center rounded-full px-1 text-sm',
                    isToday ? 'bg-accent font-semibold text-on-accent' : isOther ? 'text-quiet' : 'text-strong',
                  )}
                >
                  <span className="sm:hidden">{format.date(day)}</span>
                  <span className="hidden sm:inline">{new Date(day).getDate()}</span>
                </span>
                <Permitted>
                  <button
                    type="button"
                    aria-label={say('maintenance.addOn', { date: format.date(day) })}
                    onClick={() => onAdd(day)}
                    className="flex size-6 items-center justify-center rounded-md text-quiet opacity-0 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100"
                  >
                    <Plus className="size-3.5" aria-hidden />
                  </button>
                </Permitted>
              </div>
              {own.map((one) => {
                const window = windows.get(one.windowId);
                return (
                  window && (
                    <Occurrence
                      key={`${one.windowId} ${one.startsAt}`}
                      span={one}
                      title={window.reason ?? window.name ?? say('maintenance.title')}
                      onOpen={openOf(window)}
                    />
                  )
                );
              })}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface OccurrenceProps {
  readonly span: Span;
  readonly title: string;
  readonly onOpen: (() => void) | undefined;
}

/** A button only where pressing it does something. */
function Occurrence({ span: { startsAt, endsAt }, title, onOpen }: OccurrenceProps) {
  const format = useFormat();
  const look = 'rounded-md bg-maintenance-soft px-2 py-1 text-left text-xs text-maintenance';
  const text = (
    <>
      <span className="block">
        {format.timeOfDay(Date.parse(startsAt))}–{format.timeOfDay(Date.parse(endsAt))}
      </span>
      <span className="block truncate font-medium">{title}</span>
    </>
  );
  if (!onOpen) return <div className={look}>{text}</div>;
  return (
    <button type="button" onClick={onOpen} className={classNames(look, 'hover:brightness-95')}>
      {text}
    </button>
  );
}
