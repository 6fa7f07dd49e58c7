/**
 * An incident, explained: why it fired, what each region saw when, what sets the first bad look apart from the last
 * good one, who was told and who was not. Everything is taken from what was kept; nothing is guessed.
 */
import { outcomeOf, type Observation } from '../looking/observation.ts';
import type { Incident } from '../telling/incident.ts';
import { inWords, type Said, said } from '../wording/said.ts';
import type { ExplainInput, Explanation, RegionStory } from './explanation.ts';
import { incidentTimeline, isBad } from './incident-timeline.ts';
import { lookDifferences } from './look-differences.ts';
import { complaintSaid, durationSaid, severitySaid } from './pieces.ts';
import { sentencesOf } from './sentences.ts';
import { toldChannels, untoldChannels } from './told-whom.ts';

/** Explains an incident. */
export function explain(given: ExplainInput): Explanation {
  const { incident, evaluations, goodLook, looks } = given;
  const firstBad = firstBadLook(given);
  const summary = summaryOf(given);
  const facts = {
    summary: inWords(summary),
    why: evaluations.filter(({ isMatched, type }) => isMatched && type !== 'recovery'),
    regions: regionsOf(looks, incident),
    differences: goodLook && firstBad ? lookDifferences(goodLook, firstBad) : [],
    told: toldChannels(given),
    notTold: untoldChannels(given),
  };
  const sentences = [summary, ...sentencesOf(facts, given)];
  return {
    ...facts,
    timeline: incidentTimeline(given),
    sentences: sentences.map(inWords),
    said: { summary, sentences },
  };
}

/** Of the good look's region, so that like is set against like. */
function firstBadLook({ looks, goodLook }: ExplainInput): Observation | undefined {
  const bad = looks.filter(isBad);
  return bad.find(({ region }) => region === goodLook?.region) ?? bad[0];
}

/** "shop was down in local for 12 min 3 s: it recovered." */
function summaryOf({ incident, monitorName: name, nowMs }: ExplainInput): Said {
  if (incident.source === 'MANUAL') return summaryOfOpened(incident, nowMs);
  const { startedAtMs, resolvedAtMs, confirmedAtMs, affectedRegions } = incident;
  const place = affectedRegions.length > 0 ? said('summary.place', { regions: affectedRegions.join(', ') }) : '';
  const severity = severitySaid(incident.severity);
  const duration = durationSaid((resolvedAtMs ?? nowMs) - startedAtMs);
  const what = { name, severity, place, duration };
  if (resolvedAtMs === undefined) return said('summary.stands', what);
  if (confirmedAtMs === undefined) return said('summary.unconfirmed', what);
  const flapping = incident.isFlapping ? said('summary.flapping') : '';
  return said('summary.over', { ...what, flapping, end: endOf(incident) });
}

/** What a person opened is known by its title alone. */
function summaryOfOpened(incident: Incident, nowMs: number): Said {
  const { title, startedAtMs, resolvedAtMs } = incident;
  const severity = severitySaid(incident.severity);
  const what = { title, severity, duration: durationSaid((resolvedAtMs ?? nowMs) - startedAtMs) };
  if (resolvedAtMs === undefined) return said('summary.opened.stands', what);
  return said('summary.opened.over', { ...what, end: endOf(incident) });
}

function endOf({ resolutionReason = 'AUTO_RECOVERED' }: Incident): Said {
  switch (resolutionReason) {
    case 'MANUAL':
      return said('end.byHand');
    case 'AUTO_RESOLVED':
      return said('end.closed');
    case 'AUTO_RECOVERED':
      return said('end.recovered');
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
      const failure = complaintSaid(bad.find((look) => look.failure) ?? bad[0]!);
      return {
        region,
        firstBadMs: bad[0]!.slotMs,
        ...(failure && { failure: inWords(failure), said: failure }),
        ...(good && { goodAgainMs: good.slotMs }),
      };
    })
    .toSorted((a, b) => a.firstBadMs - b.firstBadMs);
}
