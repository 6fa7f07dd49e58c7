/**
 * One timeline of an incident: what was seen, judged, decided, held, told and done, in its order. Made of what is kept and of
 * nothing else, so that whoever asks, API, command line or an explanation in sentences, reads the same.
 */
import { outcomeOf, type Observation } from '../looking/observation.ts';
import type { IncidentStatus, IncidentUpdate, UpdateTopic } from '../telling/incident.ts';
import { readOrText } from '../wording/read-said.ts';
import { asText, inWords, type Said, said } from '../wording/said.ts';
import { deliveryEntries } from './delivery-entries.ts';
import type { TimelineEntry, TimelineInput, WordedEvaluation } from './explanation.ts';
import { complaintSaid, statusSaid } from './pieces.ts';

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
      const line = stepSaid(from, to, readOrText(reason, 'reason'));
      return { atMs: occurredAtMs, type: 'transition', text: inWords(line), said: line };
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
      if (look === firstBad) return [lookEntry(look, seenSaid(look))];
      if (look.kind === 'confirming') return [lookEntry(look, said('look.again', { seen: seenSaid(look) }))];
      return look === good ? [lookEntry(look, said('look.goodAgain'))] : [];
    });
  });
  return goodLook ? [lookEntry(goodLook, said('look.lastGood')), ...entries] : entries;
}

/** Whether a look counts against what was looked at. */
export function isBad(look: Observation): boolean {
  const outcome = outcomeOf(look);
  return outcome === 'down' || outcome === 'degraded';
}

const SEEN = {
  up: 'look.up',
  down: 'severity.down',
  degraded: 'severity.degraded',
  unknown: 'look.unknown',
} as const satisfies Readonly<Record<ReturnType<typeof outcomeOf>, string>>;

function seenSaid(look: Observation): Said {
  return complaintSaid(look) ?? said(isBad(look) ? 'look.bad' : SEEN[outcomeOf(look)]);
}

function lookEntry({ region, slotMs }: Observation, seen: Said): TimelineEntry {
  const line = said('look.at', { region, seen });
  return { atMs: slotMs, type: 'look', text: inWords(line), said: line, region };
}

function evaluationEntry({ region, slotMs, rule, counted, needed, type }: WordedEvaluation): TimelineEntry {
  const line =
    type === 'recovery'
      ? said('judged.recovered', { region, counted, needed })
      : said('judged.met', { region, rule: readOrText(rule, 'rule'), counted, needed });
  return { atMs: slotMs, type: 'evaluation', text: inWords(line), said: line, region };
}

function stepSaid(from: IncidentStatus, to: IncidentStatus, reason: Said): Said {
  return said('step.why', { from: statusSaid(from), to: statusSaid(to), reason });
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
    if (isSaid) return [];
    const [from, to] = [update.oldStatus ?? 'WATCHING', newStatus];
    const alone = said('step.alone', { from: statusSaid(from), to: statusSaid(to) });
    const line = body ? stepSaid(from, to, lineSaid(update)) : alone;
    return [{ atMs, type: 'transition', text: inWords(line), said: line }];
  }
  if (!body) return [];
  const type = topic ? TYPES[topic] : createdBy === 'USER' ? 'comment' : 'note';
  return [{ atMs, type, text: body, said: lineSaid(update) }];
}

/** What people wrote themselves is no sentence of ours, though it reads like one. */
function lineSaid({ body = '', createdBy, topic }: IncidentUpdate): Said {
  return createdBy === 'USER' && topic === undefined ? asText(body) : readOrText(body, 'line');
}
