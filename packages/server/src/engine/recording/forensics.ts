/** What is kept of how a step was decided. */
import { createHash } from 'node:crypto';
import {
  type Advanced,
  canonicalJson,
  type Incident,
  type IncidentTransition,
  type Monitor,
  type MonitorState,
  type Policy,
  transitionByPerson,
  transitionsOf,
} from '@upwatch/core';
import type { DecisionStep, Forensics } from '../../stores/port.ts';

/** By whom and when something is decided. */
interface Given {
  readonly monitor: Monitor;
  readonly nowMs: number;
  readonly newId: () => string;
  /** The version of Upwatch. */
  readonly engineVersion: string;
}

/** How a step of `advance` or `expire` came to what was planned. */
export function forensicsOfStep(
  given: Given & {
    readonly step: DecisionStep;
    readonly advanced: Advanced;
    readonly previous: MonitorState;
    readonly state: MonitorState;
    readonly incident: Incident | undefined;
  },
): Forensics {
  const { monitor, step, advanced, previous, state, incident, nowMs, newId } = given;
  const { events, evaluations } = advanced;
  const look = step.type === 'look' ? { region: step.region, slotMs: step.slotMs } : undefined;
  const told = { monitorId: monitor.id, previous, state, events, evaluations, look, incident, nowMs, newId };
  return forensics(given, step, { evaluations, transitions: transitionsOf(told) });
}

/** What a person did to an incident of a monitor. */
export function forensicsOfPerson(
  given: Given & {
    /** The monitor's state before and after, where the change has to do with it. */
    readonly previous?: MonitorState;
    readonly state?: MonitorState;
    readonly before: Incident | undefined;
    readonly after: Incident | undefined;
    readonly body?: string | undefined;
  },
): Forensics {
  const { previous, state, before, after, nowMs, newId, body } = given;
  const known = before?.id === after?.id ? before : undefined;
  const transition = after && transitionByPerson({ before: known, after, body, nowMs, newId });
  const hasEnded = previous?.incident !== undefined && state?.incident === undefined;
  const transitions = transition ? [transition] : [];
  return forensics(given, hasEnded ? { type: 'resolved', slotsMs: slotsOf(state) } : undefined, {
    evaluations: [],
    transitions,
  });
}

function slotsOf(state: MonitorState | undefined): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(state?.regions ?? {}).map(([name, { lastSlotMs }]) => [name, lastSlotMs]));
}

/** The clock was set, and what is open carried over. */
export function forensicsOfClock(given: Given, byMs: number): Forensics {
  return forensics(given, { type: 'clock-set', byMs }, { evaluations: [], transitions: [] });
}

function forensics(
  { monitor, nowMs, engineVersion }: Given,
  step: DecisionStep | undefined,
  decided: { readonly evaluations: Forensics['evaluations']; readonly transitions: readonly IncidentTransition[] },
): Forensics {
  return {
    policy: { hash: hashOf(monitor.policy), policy: monitor.policy, engineVersion },
    ...(step && { decision: { atMs: nowMs, generation: monitor.generation, step } }),
    atMs: nowMs,
    ...decided,
  };
}

const hashes = new WeakMap<Policy, string>();

/** SHA-256 of a policy's canonical JSON, hex: computed once for each monitor as it is configured. */
export function hashOf(policy: Policy): string {
  const known = hashes.get(policy) ?? createHash('sha256').update(canonicalJson(policy)).digest('hex');
  hashes.set(policy, known);
  return known;
}
