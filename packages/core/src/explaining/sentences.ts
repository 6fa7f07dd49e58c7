/** An explanation in sentences, each readable by itself. */
import type { LookRef } from '../deciding/evaluation.ts';
import { isConfirmingAmong } from '../looking/schedule.ts';
import { readOrText } from '../wording/read-said.ts';
import { type Said, said } from '../wording/said.ts';
import type { Explained, ExplainInput, TimelineEntry, WordedEvaluation } from './explanation.ts';
import { incidentTimeline } from './incident-timeline.ts';
import { differenceSaid } from './look-differences.ts';
import { channelSaid, clockOf, ended, statusSaid, withoutStop } from './pieces.ts';
import { toldSaid } from './told-whom.ts';

/** The sentences after the summary, in the order of the questions: why, seen where, what was different, who was told, who was not. */
export function sentencesOf(facts: Omit<Explained, 'summary'>, given: ExplainInput): readonly Said[] {
  const { why, regions, differences, told, notTold } = facts;
  const list = differences.map(differenceSaid);
  return [
    ...whySentences(why, given),
    ...regions.map(({ region, firstBadMs, said: failure, goodAgainMs }) =>
      said('seen.region', {
        ...{ region, at: clockOf(firstBadMs) },
        failure: failure ? said('seen.failure', { what: withoutStop(failure) }) : '',
        good: goodAgainMs === undefined ? '' : said('seen.good', { at: clockOf(goodAgainMs) }),
      }),
    ),
    ...(list.length > 0 ? [said('differences', { list })] : []),
    ...courseSentences(given),
    ...told.map((one) => said('told.at', { at: clockOf(one.atMs), told: toldSaid(one) })),
    ...dispatchSentences(given),
    ...notTold.map(({ channelName, channelType, said: reason }) =>
      said('told.not', { who: channelSaid({ name: channelName, type: channelType }), reason }),
    ),
  ];
}

function whySentences(why: readonly WordedEvaluation[], { incident, policy }: ExplainInput): readonly Said[] {
  if (incident.source === 'MANUAL') return [said('why.opened')];
  if (incident.source === 'RESOURCE_GROUP') {
    const name = incident.resourceGroup?.name ?? said('why.groupGone');
    const what = readOrText(ended(incident.triggeredByRule ?? incident.title), 'rule');
    return [said('why.group', { name, what })];
  }
  if (why.length === 0) {
    const rule = incident.triggeredByRule;
    return rule === undefined ? [] : [said('why.forgotten', { rule: readOrText(rule, 'rule') })];
  }
  const fired = why.map((one) => {
    const { rule, slotMs, counted, needed, inputs, measuredMs, thresholdMs } = one;
    const slots = inputs.map((look) => look.slotMs);
    const measured =
      measuredMs === undefined
        ? ''
        : said('why.measured', { measured: Math.round(measuredMs), threshold: String(thresholdMs) });
    return said('why.rule', {
      ...{ at: clockOf(slotMs), counted, needed, measured },
      rule: readOrText(rule, 'rule'),
      looks: inputs.map((look) => lookSaid(look, slots)),
    });
  });
  const needed = policy?.confirmation.minRegionsFailing ?? 1;
  return needed > 1 ? [...fired, said('why.regions', { count: needed })] : fired;
}

function lookSaid({ region, slotMs }: LookRef, slots: readonly number[]): Said {
  const again = isConfirmingAmong(slotMs, slots) ? said('why.again') : '';
  return said('why.look', { at: clockOf(slotMs), region, again });
}

/** Told by sentences of their own: what was seen, the rules and the alerts. */
const APART: ReadonlySet<TimelineEntry['type']> = new Set(['look', 'evaluation', 'delivery']);

/** What became of it after the opening, in its order: steps, what held the telling, and what people did. */
function courseSentences(given: ExplainInput): readonly Said[] {
  const steps = given.transitions.filter(({ to }) => to !== 'TRIGGERED').map(stepSentence);
  const isSaid = given.transitions.length > 0;
  const others = incidentTimeline(given)
    .filter(({ type }) => !APART.has(type) && !(isSaid && type === 'transition'))
    .map((entry) => {
      const what = { at: clockOf(entry.atMs), line: entry.said };
      return { atMs: entry.atMs, sentence: said(entry.type === 'comment' ? 'course.comment' : 'course.line', what) };
    });
  return [...steps, ...others].toSorted((a, b) => a.atMs - b.atMs).map(({ sentence }) => sentence);
}

function stepSentence({ occurredAtMs, to, from, reason }: ExplainInput['transitions'][number]) {
  const what = { at: clockOf(occurredAtMs), reason: readOrText(reason, 'reason') };
  const isAgain = to === 'CONFIRMED' && from === 'RESOLVED';
  if (to === 'RESOLVED') return { atMs: occurredAtMs, sentence: said('course.ended', what) };
  if (isAgain) return { atMs: occurredAtMs, sentence: said('course.reopened', what) };
  if (to === 'CONFIRMED') return { atMs: occurredAtMs, sentence: said('course.confirmed', what) };
  return { atMs: occurredAtMs, sentence: said('course.became', { ...what, status: statusSaid(to) }) };
}

function dispatchSentences({ dispatches }: ExplainInput): readonly Said[] {
  return dispatches.map(({ policyName: name, currentStep: step, totalSteps: total, ...dispatch }) => {
    const { acknowledgedBy, acknowledgedAtMs } = dispatch;
    if (acknowledgedAtMs === undefined) return said('told.policy', { name, step, total });
    const by = acknowledgedBy ?? said('told.somebody');
    return said('told.policyTaken', { name, step, total, by, at: clockOf(acknowledgedAtMs) });
  });
}
