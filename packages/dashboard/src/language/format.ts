/** Numbers, times and lengths of time as the language writes them. */

export interface Format {
  readonly number: (value: number) => string;
  /** `99.95 %`, with as many digits as it takes to see that it is not 100. */
  readonly percent: (value: number) => string;
  /** `38 ms`, `1.2 s` */
  readonly milliseconds: (value: number) => string;
  readonly bytes: (value: number) => string;
  /** The largest unit that fits: `4 min`, `2 h`, `3 d`. */
  readonly duration: (ms: number) => string;
  /** `4 min ago` */
  readonly ago: (ms: number) => string;
  /** `12:04`, with the day where it is not today's. */
  readonly time: (at: number, now: number) => string;
  /** `12:04:31`, with the day where it is not today's: for what happened within seconds. */
  readonly clock: (at: number, now: number) => string;
  /** Day and time in full. */
  readonly dateTime: (at: number) => string;
  readonly date: (at: number) => string;
  /** `12:04`, of whatever day. */
  readonly timeOfDay: (at: number) => string;
  /** `Mon` */
  readonly weekday: (at: number) => string;
  /** `November 2026` */
  readonly month: (at: number) => string;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

export function formatFor(language: string): Format {
  const plain = new Intl.NumberFormat(language);
  const unit = (name: string, digits = 0): Intl.NumberFormat =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
  const units = new Map(UNITS.map(([name]) => [name, unit(name)]));
  const millisecond = unit('millisecond');
  const second = unit('second', 1);
  const bytes = new Intl.NumberFormat(language, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
  const sizes = [bytes, unit('kilobyte', 1), unit('megabyte', 1), unit('gigabyte', 1)];
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const today = new Intl.DateTimeFormat(language, clock);
  const thisYear = new Intl.DateTimeFormat(language, { ...clock, month: 'short', day: 'numeric' });
  const todayExactly = new Intl.DateTimeFormat(language, { ...clock, second: '2-digit' });
  const dayExactly = new Intl.DateTimeFormat(language, { ...clock, second: '2-digit', month: 'short', day: 'numeric' });
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

  return {
    number: (value) => plain.format(value),
    percent: (value) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digitsOf(value) }).format(value / 100),
    milliseconds: (value) => (value < 1000 ? millisecond.format(Math.round(value)) : second.format(value / 1000)),
    bytes: (value) => {
      const step = value < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3));
      return sizes[step]!.format(value / 1000 ** step);
    },
    duration: (ms) => {
      const [name, size] = largestIn(ms);
      return units.get(name)!.format(Math.floor(Math.max(0, ms) / size));
    },
    ago: (ms) => {
      const [name, size] = largestIn(ms);
      return relative.format(-Math.floor(Math.max(0, ms) / size), name);
    },
    time: (at, now) => (isSameDay(at, now) ? today : thisYear).format(at),
    clock: (at, now) => (isSameDay(at, now) ? todayExactly : dayExactly).format(at),
    dateTime: (at) => full.format(at),
    date: (at) => day.format(at),
    timeOfDay: (at) => today.format(at),
    weekday: (at) => new Intl.DateTimeFormat(language, { weekday: 'short' }).format(at),
    month: (at) => new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(at),
  };
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

function largestIn(ms: number): (typeof UNITS)[number] {
  return UNITS.find(([, size]) => ms >= size) ?? UNITS[3];
}

/** 99.997 must not read as 100. */
function digitsOf(percent: number): number {
  if (percent >= 100 || percent <= 0) return 0;
  return percent > 99.99 ? 3 : percent > 99 ? 2 : 1;
}
