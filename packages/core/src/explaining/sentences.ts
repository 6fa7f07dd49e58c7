/** An explanation in sentences, each readable by itself. */
import type { LookRef } from '../deciding/evaluation.ts';
import { isConfirmingAmong } from '../looking/schedule.ts';
import type { Explained, ExplainInput, TimelineEntry, WordedEvaluation } from './explanation.ts';
import { incidentTimeline } from './incident-timeline.ts';
import { toldInWords } from './told-whom.ts';

/** The sentences, in the order of the questions: what, why, seen where, what was different, who was told, who was not. */
export function sentencesOf(facts: Explained, given: ExplainInput): readonly string[] {
  const { summary, why, regions, differences, told, notTold } = facts;
  return [
    summary,
    ...whySentences(why, given),
    ...regions.map(({ region, firstBadMs, failure, goodAgainMs }) => {
      const saw = `${region} first saw it at ${clockOf(firstBadMs)}${failure === undefined ? '' : `: ${ended(failure)}`}`;
      return goodAgainMs === undefined ? `${saw}.` : `${saw}; it was good again at ${clockOf(goodAgainMs)}.`;
    }),
    ...(differences.length > 0
      ? [
          `Between the last good look and the first bad one: ${differences
            .map(({ what, before = '-', after = '-' }) => `${what} ${before} → ${after}`)
            .join('; ')}.`,
        ]
      : []),
    ...courseSentences(given),
    ...told.map((one) => `At ${clockOf(one.atMs)} ${ended(toldInWords(one))}.`),
    ...dispatchSentences(given),
    ...notTold.map(
      ({ channelName, channelType, reason }) => `${channelName} (${channelType}) was not told: ${reason}.`,
    ),
  ];
}

function whySentences(why: readonly WordedEvaluation[], { incident, policy }: ExplainInput): readonly string[] {
  if (incident.source === 'MANUAL') return ['A person opened it; no rule fired.'];
  if (incident.source === 'RESOURCE_GROUP') {
    const name = incident.resourceGroup?.name ?? 'a resource group';
    return [`The group "${name}" counts its members: ${ended(incident.triggeredByRule ?? incident.title)}.`];
  }
  if (why.length === 0) {
    const rule = incident.triggeredByRule;
    return rule === undefined ? [] : [`It fired by the rule "${rule}"; how that was judged is no longer kept.`];
  }
  const fired = why.map((one) => {
    const slots = one.inputs.map(({ slotMs }) => slotMs);
    const looks = one.inputs.map((look) => lookInWords(look, slots)).join('; ');
    const measured =
      one.measuredMs === undefined ? '' : `, ${Math.round(one.measuredMs)} ms against ${one.thresholdMs} ms`;
    return `The rule "${one.rule}" was met at ${clockOf(one.slotMs)}: ${one.counted} of ${one.needed}${measured} (${looks}).`;
  });
  const needed = policy?.confirmation.minRegionsFailing ?? 1;
  return needed > 1 ? [...fired, `The policy asks that ${needed} regions see it.`] : fired;
}

function lookInWords({ region, slotMs }: LookRef, slots: readonly number[]): string {
  return `${clockOf(slotMs)} ${region}${isConfirmingAmong(slotMs, slots) ? ', looked again at once' : ''}`;
}

/** Told by sentences of their own: what was seen, the rules and the alerts. */
const APART: ReadonlySet<TimelineEntry['type']> = new Set(['look', 'evaluation', 'delivery']);

/** What became of it after the opening, in its order: steps, what held the telling, and what people did. */
function courseSentences(given: ExplainInput): readonly string[] {
  const steps = given.transitions.filter(({ to }) => to !== 'TRIGGERED').map(stepSentence);
  const isSaid = given.transitions.length > 0;
  const others = incidentTimeline(given)
    .filter(({ type }) => !APART.has(type) && !(isSaid && type === 'transition'))
    .map(({ atMs, text, type }) => {
      const who = type === 'comment' ? 'somebody wrote: ' : '';
      return { atMs, sentence: `At ${clockOf(atMs)}: ${who}${ended(text)}.` };
    });
  return [...steps, ...others].toSorted((a, b) => a.atMs - b.atMs).map(({ sentence }) => sentence);
}

function stepSentence({ occurredAtMs, to, from, reason }: ExplainInput['transitions'][number]) {
  const isAgain = to === 'CONFIRMED' && from === 'RESOLVED';
  const became = to === 'CONFIRMED' ? 'was confirmed' : `became ${to}`;
  const what = to === 'RESOLVED' ? 'It ended' : isAgain ? 'It was reopened' : `It ${became}`;
  return { atMs: occurredAtMs, sentence: `${what} at ${clockOf(occurredAtMs)}: ${ended(reason)}.` };
}

function dispatchSentences({ dispatches }: ExplainInput): readonly string[] {
  return dispatches.map(({ policyName, currentStep, totalSteps, acknowledgedBy, acknowledgedAtMs }) => {
    const far = `The notification policy "${policyName}" matched, and got to step ${currentStep} of ${totalSteps}`;
    if (acknowledgedAtMs === undefined) return `${far}.`;
    return `${far}; ${acknowledgedBy ?? 'somebody'} acknowledged at ${clockOf(acknowledgedAtMs)}.`;
  });
}

/** "2026-01-05 12:04:00 UTC" */
function clockOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function ended(text: string): string {
  return text.replace(/\.$/, '');
}
