/**
 * One timeline of an incident: what was seen, judged, decided, held, told and done, in its order. Made of what is kept and of
 * nothing else, so that whoever asks, API, command line or an explanation in sentences, reads the same.
 */
import { outcomeOf, type Observation } from '../looking/observation.ts';
import type { IncidentUpdate, UpdateTopic } from '../telling/incident.ts';
import { deliveryEntries } from './delivery-entries.ts';
import type { TimelineEntry, TimelineInput, WordedEvaluation } from './explanation.ts';

/** At one instant, what was seen comes before what was judged by it, that before what was decided, and that before the telling. */
const ORDER: readonly TimelineEntry['type'][] = [
  'look',
  'evaluation',
  'transition',
  'note',
  'severity',
  'hold',
  'acknowledgement',
  'comment',
  'escalation',
  'delivery',
];

/** Everything that is known to have happened to an incident, oldest first. */
export function incidentTimeline(given: TimelineInput): readonly TimelineEntry[] {
  const { transitions, evaluations } = given;
  const entries: readonly TimelineEntry[] = [
    ...lookEntries(given),
    ...evaluations.filter(({ isMatched }) => isMatched).map(evaluationEntry),
    ...transitions.map(({ occurredAtMs, from, to, reason }): TimelineEntry => {
      return { atMs: occurredAtMs, type: 'transition', text: `${from} → ${to}: ${reason}` };
    }),
    ...given.updates.flatMap((update) => updateEntry(update, transitions)),
    ...deliveryEntries(given),
  ];
  return entries.toSorted((a, b) => a.atMs - b.atMs || ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}

/** The last good look, what each region saw first, every look that was made to confirm it, and the first that was good again. */
function lookEntries({ looks, goodLook, incident }: TimelineInput): readonly TimelineEntry[] {
  const since = looks.filter(({ slotMs }) => slotMs >= incident.startedAtMs);
  const regions = [...new Set(since.map(({ region }) => region))];
  const entries = regions.flatMap((region) => {
    const own = since.filter((look) => look.region === region);
    const firstBad = own.find(isBad);
    const lastBad = own.findLast(isBad);
    const good = lastBad && own.find((look) => look.slotMs > lastBad.slotMs && outcomeOf(look) === 'up');
    return own.flatMap((look) => {
      if (look === firstBad) return [lookEntry(look, seenInWords(look))];
      if (look.kind === 'confirming') return [lookEntry(look, `looked again at once: ${seenInWords(look)}`)];
      return look === good ? [lookEntry(look, 'good again')] : [];
    });
  });
  return goodLook ? [lookEntry(goodLook, 'the last good look'), ...entries] : entries;
}

/** Whether a look counts against what was looked at. */
export function isBad(look: Observation): boolean {
  const outcome = outcomeOf(look);
  return outcome === 'down' || outcome === 'degraded';
}

/** What a bad look says: its failure, or the assertion that warns. */
export function complaintOf({ failure, assertions }: Observation): string | undefined {
  return failure?.message ?? assertions.find(({ passed, severity }) => !passed && severity === 'warn')?.message;
}

function seenInWords(look: Observation): string {
  return complaintOf(look) ?? (isBad(look) ? 'bad' : outcomeOf(look));
}

function lookEntry({ region, slotMs }: Observation, text: string): TimelineEntry {
  return { atMs: slotMs, type: 'look', text: `${region}: ${text}`, region };
}

function evaluationEntry({ region, slotMs, rule, counted, needed, type }: WordedEvaluation): TimelineEntry {
  const what = type === 'recovery' ? 'well again' : `"${rule}" was met`;
  return { atMs: slotMs, type: 'evaluation', text: `${region}: ${what}, ${counted} of ${needed}`, region };
}

const TYPES = {
  acknowledgement: 'acknowledgement',
  severity: 'severity',
  escalation: 'escalation',
  hold: 'hold',
} as const satisfies Readonly<Record<UpdateTopic, TimelineEntry['type']>>;

/** Written by one commit, but each by a reading of the clock of its own, milliseconds. */
const SAME_STEP_MS = 2_000;

/** A step is said by its transition, where one is kept: not of groups, and not of what a person opened without a monitor. */
function updateEntry(update: IncidentUpdate, transitions: TimelineInput['transitions']): readonly TimelineEntry[] {
  const { body, newStatus, createdBy, createdAtMs: atMs, topic } = update;
  if (newStatus !== undefined) {
    const isSaid = transitions.some(
      ({ to, occurredAtMs }) => to === newStatus && Math.abs(occurredAtMs - atMs) < SAME_STEP_MS,
    );
    const step = `${update.oldStatus ?? 'WATCHING'} → ${newStatus}`;
    return isSaid ? [] : [{ atMs, type: 'transition', text: body ? `${step}: ${body}` : step }];
  }
  if (!body) return [];
  return [{ atMs, type: topic ? TYPES[topic] : createdBy === 'USER' ? 'comment' : 'note', text: body }];
}
