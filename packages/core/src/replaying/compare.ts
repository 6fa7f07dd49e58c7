/** What another policy would have meant: for whoever is paged, and for what would have been missed. */
import type { Outage, Told, Track } from './track.ts';

/** How one policy fared over a span. */
export interface Fared {
  /** Outages that were confirmed in the span. */
  readonly outages: readonly Outage[];
  /** How many incidents began with them: one that comes back within its cooldown is the same one. */
  readonly incidents: number;
  /** Openings that were told: each may wake somebody. */
  readonly pages: number;
  /** Ends that were told. */
  readonly recoveries: number;
  /** Channels that were told of either, with each time. */
  readonly alerts: number;
  /** From the first failing look to the confirmation, milliseconds; absent without outages. */
  readonly timeToDetectMs?: { readonly average: number; readonly longest: number };
  /** How long it was down or degraded within the span, as far as it was confirmed. */
  readonly downtimeMs: number;
}

/** What sets a candidate apart from what was in force. */
export interface Compared {
  /** Outages in force that the candidate has nothing of: their pages would not have been sent. */
  readonly spared: readonly Outage[];
  readonly pagesSpared: number;
  /** Outages that only the candidate has. */
  readonly added: readonly Outage[];
  readonly pagesAdded: number;
  /** Time that was known to be bad, and would not have been. */
  readonly downtimeMissedMs: number;
  readonly downtimeAddedMs: number;
  /** Of outages that both have: how much later the candidate confirms them, on average; negative when sooner. */
  readonly laterMs?: number;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How a track fared within a span. */
export function faredOf({ outages, told }: Pick<Track, 'outages' | 'told'>, span: Span): Fared {
  const inSpan = outages.filter(({ confirmedAtMs }) => isIn(confirmedAtMs, span));
  const waits = inSpan.map(({ confirmedAtMs, sinceMs }) => Math.max(0, confirmedAtMs - sinceMs));
  return {
    outages: inSpan,
    incidents: inSpan.filter(({ isReopening }) => !isReopening).length,
    pages: openings(told, span).length,
    recoveries: told.filter(({ kind, atMs }) => kind === 'INCIDENT_RESOLVED' && isIn(atMs, span)).length,
    alerts: told.reduce((sum, one) => sum + (isIn(one.atMs, span) ? one.alerts : 0), 0),
    ...(waits.length > 0 && {
      timeToDetectMs: { average: waits.reduce((sum, ms) => sum + ms, 0) / waits.length, longest: Math.max(...waits) },
    }),
    downtimeMs: lengthOf(timesOf(outages, span)),
  };
}

/** Sets two tracks of one past against each other. */
export function compareTracks(
  inForce: Pick<Track, 'outages' | 'told'>,
  candidate: Pick<Track, 'outages' | 'told'>,
  span: Span,
): Compared {
  const spared = only(inForce.outages, candidate.outages, span);
  const added = only(candidate.outages, inForce.outages, span);
  const later = inForce.outages.flatMap((one) => {
    const match = candidate.outages.find((other) => overlaps(one, other, span));
    return match && isIn(one.confirmedAtMs, span) ? [match.confirmedAtMs - one.confirmedAtMs] : [];
  });
  const known = timesOf(inForce.outages, span);
  const wouldBeKnown = timesOf(candidate.outages, span);
  return {
    spared,
    pagesSpared: pagesOf(spared, inForce.told, span),
    added,
    pagesAdded: pagesOf(added, candidate.told, span),
    downtimeMissedMs: lengthOf(known) - lengthOf(common(known, wouldBeKnown)),
    downtimeAddedMs: lengthOf(wouldBeKnown) - lengthOf(common(known, wouldBeKnown)),
    ...(later.length > 0 && { laterMs: later.reduce((sum, ms) => sum + ms, 0) / later.length }),
  };
}

function isIn(ms: number, { fromMs, toMs }: Span): boolean {
  return ms >= fromMs && ms < toMs;
}

function openings(told: readonly Told[], span: Span): readonly Told[] {
  return told.filter(
    ({ kind, atMs }) => (kind === 'INCIDENT_CREATED' || kind === 'INCIDENT_REOPENED') && isIn(atMs, span),
  );
}

/** Outages of one side, confirmed in the span, that nothing of the other side overlaps. */
function only(outages: readonly Outage[], others: readonly Outage[], span: Span): readonly Outage[] {
  return outages
    .filter(({ confirmedAtMs }) => isIn(confirmedAtMs, span))
    .filter((one) => !others.some((other) => overlaps(one, other, span)));
}

function pagesOf(outages: readonly Outage[], told: readonly Told[], span: Span): number {
  return openings(told, span).filter(({ atMs }) =>
    outages.some(({ confirmedAtMs, endedAtMs }) => atMs >= confirmedAtMs && atMs <= (endedAtMs ?? Infinity)),
  ).length;
}

function overlaps(a: Outage, b: Outage, { toMs }: Span): boolean {
  // From the confirmation on it is known to be bad, which may be after the last bad look.
  const endOf = ({ endedAtMs, confirmedAtMs }: Outage): number => Math.max(confirmedAtMs, endedAtMs ?? toMs);
  return a.sinceMs <= endOf(b) && b.sinceMs <= endOf(a);
}

type Interval = readonly [fromMs: number, toMs: number];

/** Outages of one track never overlap, but may touch. */
function timesOf(outages: readonly Outage[], { fromMs, toMs }: Span): readonly Interval[] {
  return outages
    .map(({ sinceMs, endedAtMs }): Interval => [Math.max(fromMs, sinceMs), Math.min(toMs, endedAtMs ?? toMs)])
    .filter(([from, to]) => to > from);
}

function common(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  return a.flatMap(([aFrom, aTo]) =>
    b.map(([bFrom, bTo]): Interval => [Math.max(aFrom, bFrom), Math.min(aTo, bTo)]).filter(([from, to]) => to > from),
  );
}

function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [from, to]) => sum + to - from, 0);
}
