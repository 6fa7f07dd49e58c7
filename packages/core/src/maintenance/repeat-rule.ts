/** Reads an RFC 5545 recurrence rule (section 3.3.10) strictly: the library behind it takes what it does not know for nothing. */
import { isTimeZone } from './time-zone.ts';

/** A rule, its parts checked one by one. */
export interface RepeatRule {
  readonly freq: (typeof FREQUENCIES)[number];
  readonly interval?: number;
  readonly count?: number;
  /** The last start there may be: an instant where it ends in `Z`, else a local time as if it were UTC. */
  readonly until?: { readonly ms: number; readonly isLocal: boolean };
  readonly bySecond?: number[];
  readonly byMinute?: number[];
  readonly byHour?: number[];
  readonly byDay?: string[];
  readonly byMonthDay?: number[];
  readonly byYearDay?: number[];
  readonly byWeekNo?: number[];
  readonly byMonth?: number[];
  readonly bySetPos?: number[];
  readonly wkst?: string;
}

const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'] as const;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const DAY = /^(?:([+-]?\d{1,2}))?(MO|TU|WE|TH|FR|SA|SU)$/;
/** More would be worked out one by one at each start of the server. */
const COUNT_MAX = 1000;

/** Why a rule cannot be taken, in words that follow the field's name. */
class Fault extends Error {}

type Reader = (value: string) => Partial<RepeatRule>;

const READERS: Readonly<Record<string, Reader>> = {
  FREQ: (value) => {
    const freq = FREQUENCIES.find((one) => one === value);
    if (freq === undefined) throw expected('FREQ', `one of ${FREQUENCIES.join(', ')}`, value);
    return { freq };
  },
  INTERVAL: (value) => ({ interval: whole('INTERVAL', value, 1, 1000) }),
  COUNT: (value) => ({ count: whole('COUNT', value, 1, COUNT_MAX) }),
  UNTIL: (value) => ({ until: readUntil(value) }),
  BYSECOND: (value) => ({ bySecond: list('BYSECOND', value, 0, 59) }),
  BYMINUTE: (value) => ({ byMinute: list('BYMINUTE', value, 0, 59) }),
  BYHOUR: (value) => ({ byHour: list('BYHOUR', value, 0, 23) }),
  BYDAY: (value) => ({ byDay: value.split(',').map(readDay) }),
  BYMONTHDAY: (value) => ({ byMonthDay: list('BYMONTHDAY', value, -31, 31) }),
  BYYEARDAY: (value) => ({ byYearDay: list('BYYEARDAY', value, -366, 366) }),
  BYWEEKNO: (value) => ({ byWeekNo: list('BYWEEKNO', value, -53, 53) }),
  BYMONTH: (value) => ({ byMonth: list('BYMONTH', value, 1, 12) }),
  BYSETPOS: (value) => ({ bySetPos: list('BYSETPOS', value, -366, 366) }),
  WKST: (value) => {
    if (!DAYS.includes(value)) throw expected('WKST', `one of ${DAYS.join(', ')}`, value);
    return { wkst: value };
  },
};

/**
 * Reads a rule. `RRULE:` before it is taken; so are small letters.
 * @returns the rule, or in words that follow "repeatRule" what is wrong with it
 * @example parseRepeatRule('FREQ=WEEKLY;BYDAY=SU')
 */
export function parseRepeatRule(text: string): { readonly rule: RepeatRule } | { readonly problem: string } {
  try {
    return { rule: read(text) };
  } catch (error) {
    if (error instanceof Fault) return { problem: error.message };
    throw error;
  }
}

/** What is wrong with a zone's name, in words that follow the field's name. */
export function timeZoneProblem(name: string): string | undefined {
  return isTimeZone(name) ? undefined : `must be an IANA time zone such as Europe/Berlin, got "${name}"`;
}

function read(text: string): RepeatRule {
  const rule: Partial<RepeatRule> = {};
  const seen = new Set<string>();
  const bare = text.trim().replace(/^RRULE:/i, '');
  for (const part of bare.replace(/;$/, '').split(';')) {
    const [name = '', value, ...rest] = part.toUpperCase().split('=');
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!reader || value === undefined || rest.length > 0) {
      throw new Fault(`must be an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SU, got the part "${part}"`);
    }
    if (seen.has(name)) throw new Fault(`must have ${name} once, got it twice`);
    seen.add(name);
    Object.assign(rule, reader(value));
  }
  return coherent(rule);
}

/** What single parts cannot say: RFC 5545 forbids some of them together. */
function coherent(rule: Partial<RepeatRule>): RepeatRule {
  const { freq, byDay } = rule;
  if (freq === undefined) throw new Fault(`must say how often, such as FREQ=DAILY, got no FREQ`);
  if (rule.count !== undefined && rule.until) throw new Fault('must have COUNT or UNTIL, got both');
  const isNumbered = byDay?.some((day) => day.length > 2) ?? false;
  if (isNumbered && freq !== 'MONTHLY' && freq !== 'YEARLY') {
    throw new Fault(`must have numbered days in BYDAY with MONTHLY or YEARLY alone, got ${freq}`);
  }
  if (isNumbered && rule.byWeekNo) throw new Fault('must not have BYWEEKNO and numbered days in BYDAY together');
  if (rule.byWeekNo && freq !== 'YEARLY') throw new Fault(`must have BYWEEKNO with YEARLY alone, got ${freq}`);
  if (rule.byYearDay && freq !== 'YEARLY' && freq !== 'HOURLY') {
    throw new Fault(`must have BYYEARDAY with YEARLY or HOURLY alone, got ${freq}`);
  }
  if (rule.byMonthDay && freq === 'WEEKLY') throw new Fault('must not have BYMONTHDAY with WEEKLY');
  const others = Object.keys(rule).filter((key) => key.startsWith('by') && key !== 'bySetPos');
  if (rule.bySetPos && others.length === 0) throw new Fault('must have another BY part beside BYSETPOS, got none');
  return { ...rule, freq };
}

function expected(part: string, what: string, got: string): Fault {
  return new Fault(`must have ${part} as ${what}, got "${got}"`);
}

function whole(part: string, value: string, min: number, max: number): number {
  const number = /^[+-]?\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max) || (min < 0 && number === 0)) {
    throw expected(part, `a whole number from ${min} to ${max}${min < 0 ? ' but 0' : ''}`, value);
  }
  return number;
}

function list(part: string, value: string, min: number, max: number): number[] {
  return [...new Set(value.split(',').map((one) => whole(part, one, min, max)))].toSorted((a, b) => a - b);
}

function readDay(value: string): string {
  const [, number, day] = DAY.exec(value) ?? [];
  const place = Number(number ?? 1);
  if (day === undefined || place === 0 || Math.abs(place) > 53) {
    throw expected('BYDAY', 'days such as MO, 2TU or -1SU', value);
  }
  return number === undefined ? day : `${place}${day}`;
}

const UNTIL = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/;

/** A day alone is all of that day, where the window is. */
function readUntil(value: string): NonNullable<RepeatRule['until']> {
  const [, year, month, day, hour = '23', minute = '59', second = '59', z] = UNTIL.exec(value) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ms = year === undefined ? Number.NaN : Date.parse(iso);
  // The 31st of June is taken for the 1st of July.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== iso) {
    throw expected('UNTIL', 'a day or a time such as 20301231 or 20301231T235959Z', value);
  }
  return { ms, isLocal: z === undefined };
}
