/**
 * How bad incidents are: policies by which what is degraded becomes down, and people who say otherwise. What a person says
 * is told once, and holds until looks find it worse or it comes back.
 */
import assert from 'node:assert/strict';
import type { Delivery, Incident, IncidentSeverity } from '@upwatch/core';
import type { Besides } from './besides.ts';
import type { Before, CommitPart } from './memory-tables.ts';
import type { Random } from './random.ts';
import type { Server } from './server.ts';
import { HOUR, type Target } from './target.ts';

const SEVERITIES = ['DOWN', 'DEGRADED', 'MAINTENANCE'] as const;
/** What a person adds, to be known again in the story. */
const SAID = /judgement \d+/;

/** The target as it is judged in two steps, most of the time: degraded at first, and down when it goes on. */
export function withWorsening(target: Target, random: Random): Target {
  const { triggerRules } = target.policy;
  if (random.chance(0.4)) return target;
  const [first, ...others] = triggerRules;
  if (first?.type !== 'consecutive_failures' || first.scope !== 'per_region') return target;
  const degraded = { ...first, severity: 'degraded' } as const;
  const down = { ...first, count: (first.count ?? 2) + random.int(1, 3) };
  return { ...target, policy: { ...target.policy, triggerRules: [degraded, down, ...others] } };
}

/** Whether a commit is a person's word on how bad it is. */
export function isJudgement({ updates }: Pick<CommitPart, 'updates'>): boolean {
  return updates.some(({ topic }) => topic === 'severity');
}

export class Severities {
  readonly #besides: Besides;
  /** By incident, what a person said last, while it holds. */
  readonly #said = new Map<string, IncidentSeverity>();
  /** By what was added, what was kept. */
  readonly #kept = new Map<string, IncidentSeverity>();
  #judged = 0;

  constructor(besides: Besides) {
    this.#besides = besides;
  }

  start(): void {
    const { world, random, act } = this.#besides;
    const hourly = (): void => {
      if (world.agenda.nowMs >= world.calmMs) return;
      for (let left = random.int(0, 3); left > 0; left--) act((server) => this.#judge(server));
      world.agenda.in(HOUR, hourly);
    };
    world.agenda.in(random.int(0, HOUR), hourly);
  }

  async #judge(server: Server): Promise<void> {
    const { tables, random, answered, count } = this.#besides;
    const open = [...tables.incidents.values()].filter(({ status }) => status === 'CONFIRMED');
    if (open.length === 0) return;
    const { id } = random.pick(open);
    const severity = random.pick(SEVERITIES);
    const body = `judgement ${++this.#judged}`;
    if (!(await server.acts.judge(id, severity, body))) return;
    answered(() => assert.equal(this.#kept.get(body), severity, `I1: that ${id} is ${severity}, by ${body}, is lost`));
    count('judged by hand');
  }

  /** Whatever was kept of an incident. */
  kept(commit: CommitPart, before: Before): void {
    const { incident } = commit;
    const id = incident?.id ?? commit.deliveries[0]?.incidentId;
    if (id === undefined) return;
    if (incident && isJudgement(commit)) return this.#isJudged(incident, commit, before);
    for (const { key, message } of commit.deliveries)
      assert.ok(message.occasion !== 'severity-change', `S3: ${key} tells of a severity that nobody has changed`);
    const said = this.#said.get(id);
    if (said === undefined) return;
    if (incident && isOverruled(incident, commit, before)) return void this.#said.delete(id);
    if (incident) assert.equal(incident.severity, said, `S1: that ${id} is ${said}, as somebody said, is lost`);
    for (const { key, kind, message } of commit.deliveries)
      if (kind !== 'INCIDENT_RESOLVED')
        assert.equal(message.severity, said, `S2: ${key} does not say that it is ${said}, as somebody said`);
  }

  #isJudged(incident: Incident, { updates, deliveries, state }: CommitPart, before: Before): void {
    const { id, severity } = incident;
    for (const { body } of updates) {
      const said = SAID.exec(body ?? '')?.[0];
      if (said !== undefined) this.#kept.set(said, severity);
    }
    this.#said.set(id, severity);
    if (state?.incident?.held) return assert.deepEqual(deliveries, [], `${id} is held and told`);
    this.#isTold(incident, deliveries, before);
  }

  /** Those that were told of it hear so once, and whoever it concerns only now by a policy. */
  #isTold({ id, monitorId }: Incident, deliveries: readonly Delivery[], { state }: Before): void {
    const { stories, world, tables, count } = this.#besides;
    const round = stories.roundBefore(id, deliveries[0]?.sequence ?? Infinity);
    const told = deliveries.map(({ channelId }) => channelId);
    assert.equal(new Set(told).size, told.length, `S3: the severity of ${id} is told twice: ${told.join()}`);
    for (const { key, channelId, dispatchId } of deliveries) {
      const isKnown = round.some((alert) => alert.channelId === channelId);
      assert.ok(isKnown || dispatchId !== undefined, `S3: ${key} tells of a severity what was not told`);
    }
    // What is under maintenance, or behind what is down, is told of to nobody.
    const target = state && world.targets.find((one) => one.id === monitorId);
    const isBehind = target && (target.parent !== undefined || world.isSpokenFor(target));
    if (deliveries.length === 0 && target && (isBehind || tables.windowsOn(target.id).length > 0)) return;
    for (const { channelId, dispatchId } of round)
      if (dispatchId === undefined)
        assert.ok(told.includes(channelId), `I3: ${channelId} is not told of the severity of ${id}`);
    count('judgement told');
  }
}

/** Whether looks have found it worse than a person said, or it has come back. */
function isOverruled({ severity }: Incident, { state }: CommitPart, { state: before, row }: Before): boolean {
  if (row?.status === 'RESOLVED') return true;
  const isWorse = before?.incident?.severity === 'degraded' && state?.incident?.severity === 'down';
  return isWorse && severity === 'DOWN';
}
