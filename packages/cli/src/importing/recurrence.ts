/** Cron expressions as recurrence rules (RFC 5545), where both can say the same. */

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const DAY_NAMES: Readonly<Record<string, number>> = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 };

export interface Recurrence {
  readonly rule: string;
  /** `HH:MM` at which it begins. */
  readonly time: string;
}

/** Undefined for what comes more than once a day, or by days of the month and of the week at once. */
export function recurrenceOfCron(cron: string): Recurrence | undefined {
  const fields = cron.trim().toUpperCase().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields.length === 6 ? fields.slice(1) : fields;
  if (dayOfWeek === undefined || (fields.length === 6 && fields[0] !== '0')) return undefined;
  if (!/^\d{1,2}$/.test(minute ?? '') || !/^\d{1,2}$/.test(hour ?? '')) return undefined;
  const time = `${hour!.padStart(2, '0')}:${minute!.padStart(2, '0')}`;
  const months = month === '*' ? '' : `;BYMONTH=${month}`;
  if (month !== '*' && !/^\d{1,2}(,\d{1,2})*$/.test(month!)) return undefined;
  if (dayOfMonth !== '*' && dayOfWeek !== '*') return undefined;
  if (dayOfMonth !== '*') {
    const days = daysOfMonth(dayOfMonth!);
    return days === undefined ? undefined : { rule: `FREQ=MONTHLY;BYMONTHDAY=${days}${months}`, time };
  }
  if (dayOfWeek === '*') return { rule: `FREQ=DAILY${months}`, time };
  const days = daysOfWeek(dayOfWeek);
  return days === undefined ? undefined : { rule: `FREQ=WEEKLY;BYDAY=${days}${months}`, time };
}

function daysOfMonth(field: string): string | undefined {
  if (!/^(\d{1,2}|L)(,(\d{1,2}|L))*$/.test(field)) return undefined;
  return field.replaceAll('L', '-1');
}

/** `1-5`, `MON,WED`, `7`. */
function daysOfWeek(field: string): string | undefined {
  const days: string[] = [];
  for (const part of field.split(',')) {
    const [first, last = first] = part
      .split('-')
      .map((one) => DAY_NAMES[one] ?? (/^[0-7]$/.test(one) ? Number(one) : -1));
    if (first === undefined || last === undefined || first < 0 || last < first) return undefined;
    for (let day = first; day <= last; day++) days.push(DAYS[day]!);
  }
  return [...new Set(days)].join(',');
}

/** Of weekdays as numbers: 0 and 7 are Sunday. */
export function weekdayNames(numbers: readonly number[]): readonly string[] {
  return [...new Set(numbers.flatMap((day) => DAYS[day] ?? []))];
}
