/**
 * An incident, explained: why it fired, what each region saw when, what sets the first bad look apart from the last
 * good one, who was told and who was not. Everything is taken from what was kept; nothing is guessed.
 */
import { outcomeOf, type Observation } from '../looking/observation.ts';
import { durationInWords } from '../telling/headline.ts';
import type { Incident } from '../telling/incident.ts';
import type { Explained, ExplainInput, Explanation, RegionStory, StoryLine } from './explanation.ts';
import { lookDifferences } from './look-differences.ts';
import { sentencesOf } from './sentences.ts';
import { toldChannels, toldInWords, untoldChannels } from './told-whom.ts';

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
  return { ...facts, timeline: timelineOf(facts, given), sentences: sentencesOf(facts, given) };
}

/** Of the good look's region, so that like is set against like. */
function firstBadLook({ looks, goodLook }: ExplainInput): Observation | undefined {
  const bad = looks.filter(isBad);
  return bad.find(({ region }) => region === goodLook?.region) ?? bad[0];
}

function isBad(look: Observation): boolean {
  const outcome = outcomeOf(look);
  return outcome === 'down' || outcome === 'degraded';
}

/** "shop was down in local for 12 min 3 s: it recovered." */
function summaryOf({ incident, monitorName, nowMs }: ExplainInput): string {
  const severity = incident.severity.toLowerCase();
  const where = incident.affectedRegions.length > 0 ? ` in ${incident.affectedRegions.join(', ')}` : '';
  const { startedAtMs, resolvedAtMs, confirmedAtMs } = incident;
  if (resolvedAtMs === undefined) {
    return `${monitorName} is ${severity}${where}, for ${durationInWords(nowMs - startedAtMs)} now.`;
  }
  if (confirmedAtMs === undefined) {
    return `${monitorName} was suspected to be ${severity}${where} for ${durationInWords(resolvedAtMs - startedAtMs)}; it was not confirmed.`;
  }
  return `${monitorName} was ${severity}${where} for ${durationInWords(resolvedAtMs - startedAtMs)}; ${endOf(incident)}.`;
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
      const failure = bad.find((look) => look.failure)?.failure?.message ?? warningOf(bad[0]!);
      return {
        region,
        firstBadMs: bad[0]!.slotMs,
        ...(failure !== undefined && { failure }),
        ...(good && { goodAgainMs: good.slotMs }),
      };
    })
    .toSorted((a, b) => a.firstBadMs - b.firstBadMs);
}

function warningOf({ assertions }: Observation): string | undefined {
  return assertions.find(({ passed, severity }) => !passed && severity === 'warn')?.message;
}

function timelineOf(
  { regions, told }: Explained,
  { transitions, updates, goodLook }: ExplainInput,
): readonly StoryLine[] {
  const lines: StoryLine[] = [
    ...(goodLook ? [line(goodLook.slotMs, 'seen', `${goodLook.region}: the last good look`)] : []),
    ...regions.map(({ region, firstBadMs, failure }) =>
      line(firstBadMs, 'seen', `${region}: ${failure ?? 'the first bad look'}`),
    ),
    ...regions.flatMap(({ region, goodAgainMs }) =>
      goodAgainMs === undefined ? [] : [line(goodAgainMs, 'seen', `${region}: good again`)],
    ),
    ...transitions.map(({ occurredAtMs, from, to, reason }) =>
      line(occurredAtMs, 'decided', `${from} → ${to}: ${reason}`),
    ),
    ...told.map((one) => line(one.atMs, 'told', toldInWords(one))),
    ...updates.filter(isSaid).map(({ createdAtMs, body }) => line(createdAtMs, 'said', body ?? '')),
  ];
  // The sort is stable: at one instant, what was seen comes before what was decided on it, and that before the telling.
  return lines.sort((a, b) => a.atMs - b.atMs);
}

/** Lines that no transition says: of persons, and of what spread, eased, was held. */
function isSaid({ body, newStatus, createdBy }: ExplainInput['updates'][number]): boolean {
  return body !== undefined && body !== '' && (createdBy === 'USER' || newStatus === undefined);
}

function line(atMs: number, type: StoryLine['type'], text: string): StoryLine {
  return { atMs, type, text };
}
