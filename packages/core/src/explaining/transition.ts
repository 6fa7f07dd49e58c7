/** The steps of an incident's life, each with what it was decided by. */
import type { EvaluationKey, LookRef, RuleEvaluation } from '../deciding/evaluation.ts';
import type { Cause, MonitorEvent } from '../deciding/event.ts';
import type { MonitorState } from '../deciding/state.ts';
import type { Incident, IncidentStatus } from '../telling/incident.ts';
import { saidBy, sentence } from '../wording/said.ts';

/** One step: WATCHING → TRIGGERED → CONFIRMED → RESOLVED, and back when it is reopened. */
export interface IncidentTransition {
  readonly id: string;
  readonly incidentId: string;
  readonly monitorId: string;
  readonly occurredAtMs: number;
  readonly from: IncidentStatus;
  readonly to: IncidentStatus;
  /** A sentence: "2 consecutive failures in local". */
  readonly reason: string;
  /** The evaluations that brought it about. */
  readonly evaluations: readonly EvaluationKey[];
  readonly regions: readonly string[];
  /** The look that it happened at; absent where time or a person did it. */
  readonly look?: LookRef;
  /** Whether a look decided it, or somebody over the API. */
  readonly source: 'pipeline' | 'public-api';
}

/** What a step of deciding led to. */
export interface TransitionInput {
  readonly monitorId: string;
  /** The state before the step, and as it was planned after it. */
  readonly previous: MonitorState;
  readonly state: MonitorState;
  readonly events: readonly MonitorEvent[];
  readonly evaluations: readonly RuleEvaluation[];
  readonly look?: LookRef | undefined;
  /** The incident's row, as it was or as it is now. */
  readonly incident: Pick<Incident, 'affectedRegions'> | undefined;
  readonly nowMs: number;
  readonly newId: () => string;
}

type Step = Pick<IncidentTransition, 'from' | 'to' | 'reason'> & { readonly cause?: Cause };

/** The transitions of one step of `advance` or `expire`, as `plan` carried it out. */
export function transitionsOf(given: TransitionInput): readonly IncidentTransition[] {
  const { previous, state } = given;
  const incidentId = state.incident?.id ?? previous.incident?.id ?? state.cooldown?.incidentId;
  if (incidentId === undefined) return [];
  let status = statusBefore(incidentId, previous);
  return given.events.flatMap((event) => {
    const step = stepOf(event, status);
    if (!step) return [];
    status = step.to;
    return [transitionOf(step, incidentId, given)];
  });
}

/** What a person changed of an incident. Undefined when its status stayed as it was. */
export function transitionByPerson(given: {
  readonly before: Incident | undefined;
  readonly after: Incident;
  readonly body?: string | undefined;
  readonly nowMs: number;
  readonly newId: () => string;
}): IncidentTransition | undefined {
  const { before, after, body, nowMs, newId } = given;
  const from = before?.status ?? 'WATCHING';
  if (from === after.status || after.monitorId === undefined) return undefined;
  const changed = before ? 'reason.changedByHand' : 'reason.openedByHand';
  const what = after.status === 'RESOLVED' ? 'reason.resolvedByHand' : changed;
  return {
    id: newId(),
    incidentId: after.id,
    monitorId: after.monitorId,
    occurredAtMs: nowMs,
    from,
    to: after.status,
    reason: sentence(what, { said: saidBy(body ? body.slice(0, 500) : undefined) }),
    evaluations: [],
    regions: after.affectedRegions,
    source: 'public-api',
  };
}

/** By the state, not by the row: that of an incident which waits to be reopened says RESOLVED. */
function statusBefore(incidentId: string, { incident, cooldown }: MonitorState): IncidentStatus {
  if (incident?.id === incidentId) return incident.status;
  return cooldown?.incidentId === incidentId ? 'RESOLVED' : 'WATCHING';
}

function stepOf(event: MonitorEvent, from: IncidentStatus): Step | undefined {
  switch (event.type) {
    case 'triggered': {
      const { cause } = event;
      return { from, to: 'TRIGGERED', reason: sentence('reason.triggered', { rule: cause.rule }), cause };
    }
    case 'went-down':
    case 'went-degraded': {
      const { cause, from: worse } = event;
      const { rule, severity } = cause;
      const reason = worse
        ? sentence('reason.worse', { severity, rule })
        : sentence('reason.met', { rule, severity, share: inRegions(cause) });
      return { from, to: 'CONFIRMED', reason, cause };
    }
    case 'reopened':
      return {
        from,
        to: 'CONFIRMED',
        reason: sentence('reason.again', { rule: event.cause.rule }),
        cause: event.cause,
      };
    case 'abandoned': {
      const isRecovered = event.because === 'recovered';
      const reason = sentence(isRecovered ? 'reason.recoveredEarly' : 'reason.unconfirmed');
      return { from, to: 'RESOLVED', reason };
    }
    case 'came-up':
      return { from, to: 'RESOLVED', reason: sentence('reason.recovered') };
    case 'failing':
    case 'confirm-wanted':
    case 'region-changed':
    case 'spread':
    case 'eased':
    case 'released':
    case 'flapped':
      return undefined;
  }
}

function inRegions({ regions, regionsHeard }: Cause): string {
  return regionsHeard > 1 ? sentence('reason.share', { count: regions.length, total: regionsHeard }) : '';
}

function transitionOf({ cause, ...step }: Step, incidentId: string, given: TransitionInput): IncidentTransition {
  const { monitorId, look, nowMs, newId, evaluations, incident } = given;
  return {
    id: newId(),
    incidentId,
    monitorId,
    occurredAtMs: nowMs,
    ...step,
    evaluations: cause?.evaluations ?? evaluations.filter(isRecovery).map(keyOf),
    regions: cause?.regions ?? incident?.affectedRegions ?? [],
    ...(look && { look }),
    source: 'pipeline',
  };
}

function isRecovery({ type, isMatched }: RuleEvaluation): boolean {
  return type === 'recovery' && isMatched;
}

/** What names an evaluation. */
function keyOf({ region, slotMs, ruleIndex }: EvaluationKey): EvaluationKey {
  return { region, slotMs, ruleIndex };
}
