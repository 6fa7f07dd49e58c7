/** Maintenance of Uptime Kuma as windows of ours: times are of the zone's clock, and a rule says when they come again. */
import { jsonOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import type { Gathering } from '../gathering.ts';
import { instantOf, secondsOfDay } from '../local-time.ts';
import { recurrenceOfCron, weekdayNames } from '../recurrence.ts';
import type { KumaData } from './kuma-data.ts';
import { isActive } from './read-database.ts';

const DAY_SECONDS = 86_400;
/** A rule needs a day to begin on. Where Uptime Kuma names none, this Monday is as good as any and always the same. */
const FIRST_DAY = '2024-01-01';

interface Times {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly repeatRule?: string;
}
type Found = Times | { readonly lacks: string };

export function importMaintenance(
  data: KumaData,
  gathering: Gathering,
  named: (monitorId: number) => readonly string[],
): void {
  for (const row of data.maintenance) {
    const id = numberOf(row, 'id') ?? -1;
    const label = textOf(row, 'title') ?? `maintenance ${id}`;
    const where = `maintenance "${label}"`;
    const monitors = [...new Set((data.maintained.get(id) ?? []).flatMap(named))];
    const timeZone = timeZoneOf(row, data.serverTimeZone);
    const times: Found = isActive(row) ? timesOf(row, timeZone) : { lacks: 'is switched off' };
    if ('lacks' in times || monitors.length === 0) {
      const why = 'lacks' in times ? times.lacks : 'is on no monitor that is imported: here it would be on all of them';
      gathering.leftOut(where, textOf(row, 'strategy') ?? 'strategy', why);
      continue;
    }
    const name = gathering.name('maintenance', label, `maintenance:${id}`);
    const reason = textOf(row, 'description')?.slice(0, 500);
    const body = {
      name,
      startsAt: new Date(times.startsAtMs).toISOString(),
      endsAt: new Date(times.endsAtMs).toISOString(),
      ...(times.repeatRule !== undefined && { repeatRule: times.repeatRule, timeZone }),
      ...(reason !== undefined && { reason }),
      pauseChecks: true,
      monitors,
    };
    gathering.add({
      section: 'maintenance',
      ref: `maintenance:${id}`,
      name,
      from: textOf(row, 'strategy') ?? '',
      body,
    });
  }
}

function timeZoneOf(row: Row, serverTimeZone: string): string {
  const zone = textOf(row, 'timezone');
  return zone === undefined || zone === 'SAME_AS_SERVER' ? serverTimeZone : zone;
}

function timesOf(row: Row, timeZone: string): Found {
  const strategy: string = textOf(row, 'strategy') ?? '';
  switch (strategy) {
    case 'single':
      return singleTimes(row, timeZone);
    case 'recurring-interval':
      return recurringTimes(row, timeZone, `FREQ=DAILY;INTERVAL=${Math.max(1, numberOf(row, 'interval_day') ?? 1)}`);
    case 'recurring-weekday': {
      const days = weekdayNames(numbersIn(jsonOf(row, 'weekdays')));
      if (days.length === 0) return { lacks: 'names no weekday' };
      return recurringTimes(row, timeZone, `FREQ=WEEKLY;BYDAY=${days.join(',')}`);
    }
    case 'recurring-day-of-month': {
      const days = daysOfMonth(jsonOf(row, 'days_of_month'));
      if (days.length === 0) return { lacks: 'names no day of the month' };
      return recurringTimes(row, timeZone, `FREQ=MONTHLY;BYMONTHDAY=${days.join(',')}`);
    }
    case 'cron':
      return cronTimes(row, timeZone);
    case 'manual':
      return { lacks: 'has no end: `upwatch maintenance start` begins one by hand' };
    default:
      return { lacks: 'has a strategy that Upwatch does not know' };
  }
}

function singleTimes(row: Row, timeZone: string): Found {
  const startsAtMs = instantOf(textOf(row, 'start_date') ?? '', timeZone);
  const endsAtMs = instantOf(textOf(row, 'end_date') ?? '', timeZone);
  if (startsAtMs === undefined || endsAtMs === undefined) return { lacks: 'has no start and end' };
  return endsAtMs > startsAtMs ? { startsAtMs, endsAtMs } : { lacks: 'ends before it begins' };
}

function cronTimes(row: Row, timeZone: string): Found {
  const recurrence = recurrenceOfCron(textOf(row, 'cron') ?? '');
  if (!recurrence) return { lacks: 'has a cron expression that no recurrence rule can say' };
  return timesFrom(row, timeZone, { ...recurrence, seconds: numberOf(row, 'duration') ?? 0 });
}

function recurringTimes(row: Row, timeZone: string, rule: string): Found {
  const time = textOf(row, 'start_time') ?? '';
  const [from, to] = [secondsOfDay(time), secondsOfDay(textOf(row, 'end_time') ?? '')];
  if (from === undefined || to === undefined) return { lacks: 'has no time of day' };
  return timesFrom(row, timeZone, { rule, time, seconds: (to - from + DAY_SECONDS) % DAY_SECONDS });
}

/** The first occurrence, and when they end; the times of the row's `start_date` and `end_date` bound them all. */
function timesFrom(
  row: Row,
  timeZone: string,
  { rule, time, seconds }: { readonly rule: string; readonly time: string; readonly seconds: number },
): Found {
  if (seconds <= 0) return { lacks: 'lasts no time' };
  const day = (textOf(row, 'start_date') ?? textOf(row, 'last_start_date') ?? FIRST_DAY).slice(0, 10);
  const startsAtMs = instantOf(`${day}T${time.padStart(5, '0')}`, timeZone);
  if (startsAtMs === undefined) return { lacks: `has the time zone "${timeZone}", which is not known` };
  const untilMs = instantOf(textOf(row, 'end_date') ?? '', timeZone);
  const until = untilMs === undefined ? '' : `;UNTIL=${compact(untilMs)}`;
  return { startsAtMs, endsAtMs: startsAtMs + seconds * 1000, repeatRule: `${rule}${until}` };
}

/** `20301231T235959Z` */
function compact(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function numbersIn(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number).filter((one) => Number.isInteger(one)) : [];
}

/** `lastDay1` is the last day of the month, `lastDay2` the one before it. */
function daysOfMonth(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  const days = value.map((one) => Number(String(one).replace(/^lastDay/, '-')));
  return days.filter((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31);
}
