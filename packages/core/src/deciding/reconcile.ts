/** Regions → one verdict. Regions that are not heard, or that doubt themselves, have no vote. */
import { isResting } from './flapping.ts';
import type { Policy } from './policy.ts';
import { rankOf, type DraftTie, type RegionState, type Scope, type Severity, type Verdict } from './state.ts';
import { sentence } from '../wording/said.ts';

/** The votes of the regions, each named. */
export interface Votes {
  /** Regions with a verdict, in alphabetical order. */
  readonly heard: readonly string[];
  /** Assigned and alive, but no look of theirs has come yet. */
  readonly silent: readonly string[];
  /** Those of the heard that are down. */
  readonly down: readonly string[];
  /** Those of the heard that are down or degraded. */
  readonly bad: readonly string[];
}

/** Counts the votes. @param assigned the regions that look and are heard */
export function votesOf(regions: Readonly<Record<string, RegionState>>, assigned: readonly string[]): Votes {
  const heard = assigned.filter((name) => (regions[name]?.verdict ?? 'unknown') !== 'unknown').sort();
  const worseThan = (rank: number) => heard.filter((name) => rankOf(regions[name]!.verdict) >= rank);
  return { heard, silent: assigned.filter((name) => !regions[name]), down: worseThan(2), bad: worseThan(1) };
}

/**
 * How many of some regions must be bad until the whole is: what the policy asks for, and for `down` the majority at
 * least, so that with several regions a minority never brings the monitor down. Never more than there are.
 * @param severity what they must be
 * @param regionCount the regions that are heard, or still waited for
 */
export function failingNeeded({ confirmation }: Policy, severity: Severity, regionCount: number): number {
  const least = severity === 'down' ? Math.floor(regionCount / 2) + 1 : 1;
  return Math.max(1, Math.min(Math.max(confirmation.minRegionsFailing, least), regionCount));
}

/**
 * What a policy asks for and does not get in so many regions, in words.
 * @example 'confirmation.minRegionsFailing 1 opens a degraded incident: down takes 2 of 3 regions'
 */
export function policyWarnings(policy: Policy, regionCount: number): readonly string[] {
  const { minRegionsFailing } = policy.confirmation;
  const needed = failingNeeded(policy, 'down', regionCount);
  if (minRegionsFailing >= needed) return [];
  return [sentence('hint.degradedOnly', { given: minRegionsFailing, needed, count: regionCount })];
}

/**
 * What the votes amount to, given what stood before: a verdict comes with `failingNeeded` and goes with
 * `minRegionsPassing`; between the two, and on a tie, what stood goes on standing, so regions that disagree for ever
 * do not make it flap. Neither number is more than the regions there are.
 * @param before of the confirmed incident, if there is one
 * @param isWaiting whether silent regions are still waited for
 */
export function standingOf(
  votes: Votes,
  policy: Policy,
  before: Severity | undefined,
  isWaiting: boolean,
): Severity | undefined {
  const awaited = votes.heard.length + (isWaiting ? votes.silent.length : 0);
  const needPassing = Math.max(1, Math.min(policy.recovery.minRegionsPassing, votes.heard.length));
  const stands = (severity: Severity, failing: number): boolean =>
    failing >= failingNeeded(policy, severity, awaited) ||
    (rankOf(before ?? 'unknown') >= rankOf(severity) && votes.heard.length - failing < needPassing);
  if (stands('down', votes.down.length)) return 'down';
  return stands('degraded', votes.bad.length) ? 'degraded' : undefined;
}

/** The verdict of the whole, and how far it reaches. A minority that is down makes the whole degraded, there. */
export function verdictOf(
  votes: Votes,
  tie: DraftTie | undefined,
): { readonly verdict: Verdict; readonly scope: Scope } {
  if (votes.heard.length === 0) return { verdict: 'unknown', scope: { type: 'probe' } };
  const standing = tie?.status === 'CONFIRMED' && !isResting(tie) ? tie.severity : undefined;
  const verdict = standing ?? (votes.bad.length > 0 ? 'degraded' : 'up');
  return { verdict, scope: reachOf(verdict === 'down' ? votes.down : votes.bad, votes.heard) };
}

function reachOf(seeing: readonly string[], heard: readonly string[]): Scope {
  const isPartial = seeing.length > 0 && seeing.length < heard.length;
  return isPartial ? { type: 'regional', regions: seeing } : { type: 'global' };
}
