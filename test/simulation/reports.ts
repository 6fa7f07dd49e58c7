/**
 * What people report: they open incidents that no look has found, take them on, comment on them and on others, and end
 * them. Whatever they were answered is kept (I1), and told as they were told it would be.
 */
import assert from 'node:assert/strict';
import type { Incident } from '@upwatch/core';
import type { Besides } from './besides.ts';
import { toldAtOnce } from './routes.ts';
import type { Server } from './server.ts';
import { HOUR, MINUTE, type Target, type World } from './world.ts';

export class Reports {
  readonly #besides: Besides;
  #opened = 0;
  #commented = 0;

  constructor(besides: Besides) {
    this.#besides = besides;
  }

  /** Has people act within the hour to come, and so on. */
  start(): void {
    const { world, random } = this.#besides;
    const hourly = (): void => {
      if (world.agenda.nowMs >= world.calmMs) return;
      if (random.chance(0.7)) this.#besides.act((server) => this.#open(server));
      world.agenda.in(HOUR, hourly);
    };
    world.agenda.in(random.int(0, HOUR), hourly);
  }

  /** Something has become of an incident: people comment while the next thing does. */
  changed(target: Target): void {
    const { world, random } = this.#besides;
    if (world.has('reports') && random.chance(0.2)) this.#besides.act((server) => this.#comment(server, target), 3000);
  }

  async #open(server: Server): Promise<void> {
    const { world, tables, policies, random, count } = this.#besides;
    const target = random.chance(0.5) ? random.pick(world.targets) : undefined;
    const incident = incidentBy(world, `report ${++this.#opened}`, random.pick(['DOWN', 'DEGRADED'] as const), target);
    const isTold = random.chance(0.8);
    await server.acts.openIncident(incident, isTold);
    this.#besides.answered(() =>
      assert.ok(tables.incidents.has(incident.id), `I1: that ${incident.title} was opened is lost`),
    );
    if (isTold) this.#isTold(incident, toldAtOnce(target, incident.severity, 'INCIDENT_CREATED', policies));
    count('opened by hand');
    if (random.chance(0.5)) this.#besides.act((next) => this.#takeOn(next, incident));
    if (random.chance(0.8)) this.#besides.act((next) => this.#resolve(next, incident));
  }

  #isTold({ id, title }: Incident, expected: ReadonlySet<string>): void {
    const told = new Set(this.#besides.tables.ofIncident(id).map(({ channelId }) => channelId));
    assert.deepEqual(told, expected, `I3: ${title} is told to others than it concerns`);
  }

  async #takeOn(server: Server, { id, title }: Incident): Promise<void> {
    const { tables } = this.#besides;
    if (!(await server.acts.takeOnReport(id))) return;
    const isKept = (): boolean => tables.incidents.get(id)?.acknowledgement !== undefined;
    this.#besides.answered(() => assert.ok(isKept(), `I1: that somebody has ${title} is lost`));
  }

  async #resolve(server: Server, { id, title }: Incident): Promise<void> {
    const { tables, count } = this.#besides;
    const before = tables.ofIncident(id);
    if (!(await server.acts.endReport(id))) return;
    this.#besides.answered(() =>
      assert.equal(tables.incidents.get(id)?.status, 'RESOLVED', `I1: the end of ${title} is lost`),
    );
    const ends = tables.ofIncident(id).filter(({ kind }) => kind === 'INCIDENT_RESOLVED');
    for (const { channelId } of before.filter(({ dispatchId }) => dispatchId === undefined))
      assert.ok(
        ends.some((end) => end.channelId === channelId),
        `I3: ${channelId} is not told of the end of ${title}`,
      );
    count('ended by hand');
  }

  /** On whatever a monitor has now. */
  async #comment(server: Server, target: Target): Promise<void> {
    const { tables, count } = this.#besides;
    const incident = tables.incidents.get(tables.states.get(target.id)?.incident?.id ?? '');
    if (!incident) return;
    const body = `comment ${++this.#commented} on ${incident.id}`;
    const id = await server.acts.comment(incident.id, body);
    this.#besides.answered(() => assert.equal(tables.updates.get(id)?.body, body, `I1: ${body} is lost`));
    count('commented');
  }
}

function incidentBy(world: World, title: string, severity: Incident['severity'], target: Target | undefined): Incident {
  const nowMs = Math.floor(world.wall());
  return {
    id: world.newId(),
    ...(target && { monitorId: target.id }),
    source: 'MANUAL',
    status: 'CONFIRMED',
    severity,
    title,
    affectedRegions: target ? world.regions : [],
    reopenCount: 0,
    startedAtMs: nowMs - MINUTE,
    confirmedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}
