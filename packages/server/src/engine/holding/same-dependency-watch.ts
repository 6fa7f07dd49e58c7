/**
 * Which monitors are told to have lost a dependency, in memory: another that reports the same and would tell nobody else
 * waits. Whoever is told of one by channels or policies that did not hear of the other is told as ever.
 */
import {
  type DraftState,
  dependencyKey,
  failedDependencies,
  type Hold,
  isResting,
  type Monitor,
  policiesFor,
  sameDependencyHold,
  type ToldCause,
} from '@upwatch/core';
import type { Routing } from '../routing/known-routing.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { MonitorWatcher } from './holds.ts';

/** Of those that have recovered: none is needed longer. */
const ENDED_KEPT_MS = 3_600_000;

export interface SameDependencyOptions {
  readonly newestOf: Recorder['newestOf'];
  readonly channels: () => readonly { readonly id: string }[];
  readonly channelIdsOf: (monitor: Monitor) => readonly string[] | undefined;
  readonly routing: Routing;
  readonly clock: { wall(): number };
}

interface Lead extends ToldCause {
  readonly channelIds: ReadonlySet<string>;
  readonly policyIds: ReadonlySet<string>;
}

export class SameDependencyWatch implements MonitorWatcher {
  readonly #options: SameDependencyOptions;
  readonly #leads = new Map<string, Lead>();
  /** Which of them a monitor waits behind, and what had failed of it. */
  readonly #behind = new Map<
    string,
    { readonly leadId: string; readonly sinceMs: number; readonly dependencies: Dependencies }
  >();

  constructor(options: SameDependencyOptions) {
    this.#options = options;
  }

  known(monitor: Monitor, state: DraftState): void {
    const lead = monitor.isEnabled ? leadOf(monitor, state) : undefined;
    const before = this.#leads.get(monitor.id);
    if (lead) this.#leads.set(monitor.id, lead);
    else if (before && !monitor.isEnabled) this.#leads.delete(monitor.id);
    else if (before && before.endedAtMs === undefined && !state.incident) this.#end(monitor.id, before);
    // It fails for another reason by now: nobody waits behind it any more.
    else if (before && before.endedAtMs === undefined && stillFails(state)) this.#leads.delete(monitor.id);
  }

  forgotten(monitorId: string): void {
    this.#leads.delete(monitorId);
    this.#behind.delete(monitorId);
  }

  clockSet(byMs: number): void {
    for (const [id, lead] of this.#leads) {
      const ended = lead.endedAtMs === undefined ? {} : { endedAtMs: lead.endedAtMs + byMs };
      this.#leads.set(id, { ...lead, sinceMs: lead.sinceMs + byMs, ...ended });
    }
    for (const [id, behind] of this.#behind) this.#behind.set(id, { ...behind, sinceMs: behind.sinceMs + byMs });
  }

  /** Why nothing is told of a monitor now: the same is told already, to all whom it would tell. */
  holdOf(monitor: Monitor, nowMs: number, state: DraftState): Hold | undefined {
    const { newestOf } = this.#options;
    const sinceMs = state.incident?.sinceMs;
    if (sinceMs === undefined || this.#leads.size === 0 || this.#isLead(monitor.id)) return undefined;
    const behind = this.#behind.get(monitor.id);
    const waited = behind?.sinceMs === sinceMs ? behind : undefined;
    // Well again in its newest look, it waits for what it had waited for.
    const dependencies = failedDependencies(state) ?? (stillFails(state) ? undefined : waited?.dependencies);
    if (!dependencies) return undefined;
    const failingMs = stillFails(state) ? newestOf(monitor.id)?.newestSlotMs : undefined;
    const { frequencySeconds } = monitor;
    const follower = { dependencies, sinceMs, frequencySeconds, ...(failingMs !== undefined && { failingMs }) };
    for (const [leadId, lead] of this.#candidates(waited?.leadId)) {
      if (leadId === monitor.id || !this.#isCovered(monitor, state, lead)) continue;
      const hold = sameDependencyHold(follower, lead, nowMs);
      if (!hold) continue;
      this.#behind.set(monitor.id, { leadId, sinceMs, dependencies });
      return hold;
    }
    this.#behind.delete(monitor.id);
    return undefined;
  }

  /** Those that stand come first; behind one that has ended only those wait that waited already. */
  *#candidates(waitedFor: string | undefined): Generator<readonly [string, Lead]> {
    for (const entry of this.#leads) if (entry[1].endedAtMs === undefined) yield entry;
    const ended = waitedFor === undefined ? undefined : this.#leads.get(waitedFor);
    if (ended?.endedAtMs !== undefined) yield [waitedFor!, ended];
  }

  #isCovered(monitor: Monitor, state: DraftState, lead: Lead): boolean {
    const { channels, channelIdsOf, routing } = this.#options;
    const named = channelIdsOf(monitor) ?? monitor.channelIds;
    const subject = {
      ...routing.subjectOf(monitor),
      monitorId: monitor.id,
      monitorName: monitor.name,
      severity: 'DOWN',
      status: 'CONFIRMED',
      regions: Object.keys(state.regions),
    } as const;
    const policies = policiesFor(routing.policies(), subject);
    const isDirect = named !== undefined || policies.length === 0;
    const direct = isDirect ? (named ?? channels().map(({ id }) => id)) : [];
    return direct.every((id) => lead.channelIds.has(id)) && policies.every(({ id }) => lead.policyIds.has(id));
  }

  /** It is told itself. */
  #isLead(monitorId: string): boolean {
    const lead = this.#leads.get(monitorId);
    return lead !== undefined && lead.endedAtMs === undefined;
  }

  #end(monitorId: string, lead: Lead): void {
    const nowMs = this.#options.clock.wall();
    this.#leads.set(monitorId, { ...lead, endedAtMs: nowMs });
    for (const [id, { endedAtMs }] of this.#leads) {
      if (endedAtMs !== undefined && nowMs - endedAtMs > ENDED_KEPT_MS) this.#leads.delete(id);
    }
  }
}

type Dependencies = NonNullable<ReturnType<typeof failedDependencies>>;

/** One that is told as down, and of which nothing but dependencies is why. */
function leadOf(monitor: Monitor, state: DraftState): Lead | undefined {
  const { incident } = state;
  if (incident?.status !== 'CONFIRMED' || incident.severity !== 'down' || incident.held || isResting(incident))
    return undefined;
  if (incident.toldChannelIds.length === 0 && !incident.dispatches) return undefined;
  const dependencies = failedDependencies(state);
  if (!dependencies) return undefined;
  return {
    monitorName: monitor.name,
    keys: new Set(dependencies.map(dependencyKey)),
    sinceMs: incident.sinceMs,
    channelIds: new Set(incident.toldChannelIds),
    policyIds: new Set((incident.dispatches ?? []).map(({ policyId }) => policyId)),
  };
}

function stillFails({ regions }: DraftState): boolean {
  return Object.values(regions).some(({ consecutiveFailures }) => consecutiveFailures > 0);
}
