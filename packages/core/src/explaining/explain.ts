/**
 * An incident, explained: why it fired, what each region saw when, what sets the first bad look apart from the last
 * good one, who was told and who was not. Everything is taken from what was kept; nothing is guessed.
 */
import { outcomeOf, type Observation } from '../looking/observation.ts';
import { durationInWords } from '../telling/headline.ts';
import type { Incident } from '../telling/incident.ts';
import type { ExplainInput, Explanation, RegionStory } from './explanation.ts';
import { complaintOf, incidentTimeline, isBad } from './incident-timeline.ts';
import { lookDifferences } from './look-differences.ts';
import { sentencesOf } from './sentences.ts';
import { toldChannels, untoldChannels } from './told-whom.ts';

/** Explains an incident. */
export function explain(given: ExplainInput): Explanation {
  const { incident, evaluations, goodLook, looks } = given;
  const firstBad = firstBadLook(given);
  const facts = {
    summary: summaryOf(given),
    why: evaluations.filter(({ isMatched, type }) => isMatched && type !== 'recovery'),
    regions: regionsOf(looks, incident),
    differences: goodLook && firstBad ? lookDifferences(goodLook, firstBad) : [],
    told: toldChannels(given),
    notTold: untoldChannels(given),
  };
  return { ...facts, timeline: incidentTimeline(given), sentences: sentencesOf(facts, given) };
}

/** Of the good look's region, so that like is set against like. */
function firstBadLook({ looks, goodLook }: ExplainInput): Observation | undefined {
  const bad = looks.filter(isBad);
  return bad.find(({ region }) => region === goodLook?.region) ?? bad[0];
}

/** "shop was down in local for 12 min 3 s: it recovered." */
function summaryOf({ incident, monitorName, nowMs }: ExplainInput): string {
  const severity = incident.severity.toLowerCase();
  const where = incident.affectedRegions.length > 0 ? ` in ${incident.affectedRegions.join(', ')}` : '';
  const { startedAtMs, resolvedAtMs, confirmedAtMs } = incident;
  if (incident.source === 'MANUAL') return summaryOfOpened(incident, nowMs);
  if (resolvedAtMs === undefined) {
    return `${monitorName} is ${severity}${where}, for ${durationInWords(nowMs - startedAtMs)} now.`;
  }
  if (confirmedAtMs === undefined) {
    return `${monitorName} was suspected to be ${severity}${where} for ${durationInWords(resolvedAtMs - startedAtMs)}; it was not confirmed.`;
  }
  return `${monitorName} was ${severity}${where} for ${durationInWords(resolvedAtMs - startedAtMs)}${incident.isFlapping ? ' of coming and going' : ''}; ${endOf(incident)}.`;
}

/** What a person opened is known by its title alone. */
function summaryOfOpened(incident: Incident, nowMs: number): string {
  const { title, severity, startedAtMs, resolvedAtMs } = incident;
  const what = `"${title}" (${severity.toLowerCase()})`;
  if (resolvedAtMs === undefined) return `${what} stands, for ${durationInWords(nowMs - startedAtMs)} now.`;
  return `${what} lasted ${durationInWords(resolvedAtMs - startedAtMs)}; ${endOf(incident)}.`;
}

function endOf({ resolutionReason = 'AUTO_RECOVERED' }: Incident): string {
  switch (resolutionReason) {
    case 'MANUAL':
      return 'a person ended it';
    case 'AUTO_RESOLVED':
      return 'it was closed without having recovered';
    case 'AUTO_RECOVERED':
      return 'it recovered';
  }
}

function regionsOf(looks: readonly Observation[], { startedAtMs }: Incident): readonly RegionStory[] {
  const since = looks.filter(({ slotMs }) => slotMs >= startedAtMs);
  const regions = [...new Set(since.filter(isBad).map(({ region }) => region))];
  return regions
    .map((region): RegionStory => {
      const own = since.filter((look) => look.region === region);
      const bad = own.filter(isBad);
      const lastBadMs = bad.at(-1)!.slotMs;
      const good = own.find((look) => outcomeOf(look) === 'up' && look.slotMs > lastBadMs);
      const failure = bad.find((look) => look.failure)?.failure?.message ?? complaintOf(bad[0]!);
      return {
        region,
        firstBadMs: bad[0]!.slotMs,
        ...(failure !== undefined && { failure }),
        ...(good && { goodAgainMs: good.slotMs }),
      };
    })
    .toSorted((a, b) => a.firstBadMs - b.firstBadMs);
}
