/** Every sentence of a page, in each language that pages speak. A sentence that one of them lacks does not compile. */
import type { DayLevel, PageIncidentImpact, PageIncidentWord, PageStatus } from '@upwatch/core';
import type { PageLanguage } from '../../stores/port.ts';

export interface Wording {
  /** BCP 47, for `lang` and for dates. */
  readonly tag: string;
  readonly banner: Readonly<Record<PageStatus, string>>;
  readonly status: Readonly<Record<PageStatus, string>>;
  readonly word: Readonly<Record<PageIncidentWord, string>>;
  readonly impact: Readonly<Record<PageIncidentImpact, string>>;
  readonly level: Readonly<Record<DayLevel, string>>;
  readonly phase: {
    readonly scheduled: string;
    readonly inProgress: string;
    readonly over: string;
    readonly calledOff: string;
  };
  readonly asOf: string;
  readonly stale: string;
  readonly incidents: string;
  readonly maintenance: string;
  readonly components: string;
  readonly pastIncidents: string;
  readonly noIncidents: string;
  readonly history: string;
  readonly currentStatus: string;
  readonly subscribe: string;
  readonly calendar: string;
  readonly report: string;
  readonly affected: string;
  readonly postmortem: string;
  readonly fullPostmortem: string;
  readonly responseTime: string;
  readonly today: string;
  readonly poweredBy: string;
  readonly skip: string;
  readonly older: string;
  readonly newer: string;
  readonly troubles: string;
  readonly noNews: string;
  readonly noData: string;
  daysAgo(days: number): string;
  uptime(percentage: string): string;
  averageOf(milliseconds: string): string;
  /** "3 min", "2 h 5 min". */
  duration(seconds: number): string;
  readonly gate: GateWording;
  readonly subscription: SubscriptionWording;
}

/** What stands between a page and who may not read it. */
interface GateWording {
  readonly title: string;
  readonly password: string;
  readonly open: string;
  readonly wrong: string;
  readonly tooMany: string;
  readonly forbidden: string;
  readonly signIn: string;
  readonly notFound: string;
  readonly notFoundText: string;
}

/** What is said to those who want to be told. */
interface SubscriptionWording {
  readonly title: string;
  readonly intro: string;
  readonly email: string;
  readonly webhook: string;
  readonly webhookHint: string;
  readonly which: string;
  readonly all: string;
  readonly submit: string;
  readonly feeds: string;
  readonly check: string;
  readonly checkText: string;
  readonly invalid: string;
  readonly unavailable: string;
  readonly confirmTitle: string;
  readonly confirmButton: string;
  readonly confirmed: string;
  readonly signedWith: string;
  readonly leaveTitle: string;
  readonly leaveButton: string;
  readonly left: string;
  readonly gone: string;
  readonly mail: {
    confirmSubject(page: string): string;
    confirmText(page: string): string;
    readonly ignore: string;
    readonly unsubscribe: string;
    readonly open: string;
    reason(page: string): string;
  };
}

/** What was loaded once: an `import()` for each reader took a twentieth of what answering them took. */
const spoken = new Map<PageLanguage, Promise<Wording>>();

/** Loaded when a page first speaks it. */
export function wordingOf(language: PageLanguage): Promise<Wording> {
  let wording = spoken.get(language);
  if (!wording) spoken.set(language, (wording = load(language)));
  return wording;
}

async function load(language: PageLanguage): Promise<Wording> {
  switch (language) {
    case 'en':
      return (await import('./english.ts')).ENGLISH;
    case 'de':
      return (await import('./german.ts')).GERMAN;
    case 'zh':
      return (await import('./chinese.ts')).CHINESE;
  }
}

/** A duration in the largest two units that say something. */
export function inUnits(
  seconds: number,
  units: { readonly day: string; readonly hour: string; readonly minute: string; readonly second: string },
): string {
  const whole = Math.max(1, Math.round(seconds));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (days > 0) return parts([days, units.day], [hours, units.hour]);
  if (hours > 0) return parts([hours, units.hour], [minutes, units.minute]);
  return minutes > 0 ? parts([minutes, units.minute]) : parts([whole, units.second]);
}

function parts(...counted: readonly (readonly [number, string])[]): string {
  return counted
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
