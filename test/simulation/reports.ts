/**
 * What people report: they open incidents that no look has found, take them on, comment on them and on others, and end
 * them. Whatever they were answered is kept (I1), and told as they were told it would be.
 */
import assert from 'node:assert/strict';
import type { Incident, NotificationPolicy } from '@upwatch/core';
import { StoreRefusal } from '../../packages/server/src/stores/port.ts';
import type { MemoryTables } from './memory-tables.ts';
import type { Random } from './random.ts';
import { toldAtOnce } from './routes.ts';
import type { Server } from './server.ts';
import { HOUR, MINUTE, type Target, type World } from './world.ts';

export interface ReportsOptions {
  readonly world: World;
  readonly tables: MemoryTables;
  readonly policies: readonly NotificationPolicy[];
  readonly random: Random;
  /** The process that lives now, if one does. */
  readonly server: () => Server | undefined;
  readonly count: (what: string) => void;
  readonly onBroken: (error: unknown) => void;
}

export class Reports {
  readonly #options: ReportsOptions;
  /** What somebody was answered, each to be true ever after. */
  readonly #ledger: (() => void)[] = [];
  #opened = 0;

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  /** Has people act within the hour to come, and so on. */
  start(): void {
    const { world, random } = this.#options;
    const hourly = (): void => {
      if (world.agenda.nowMs >= world.calmMs) return;
      if (random.chance(0.7)) this.#act((server) => this.#open(server));
      world.agenda.in(HOUR, hourly);
    };
    world.agenda.in(random.int(0, HOUR), hourly);
  }

  /** All of it once more, when the faults have stopped. */
  checkCalm(): void {
    for (const isKept of this.#ledger) isKept();
  }

  /** Something has become of an incident: people comment while the next thing does. */
  changed(target: Target): void {
    const { world, random } = this.#options;
    if (world.has('reports') && random.chance(0.2)) this.#act((server) => this.#comment(server, target), 3000);
  }

  #act(what: (server: Server) => Promise<void>, withinMs = HOUR): void {
    const { world, random, server, onBroken } = this.#options;
    world.agenda.awaited(random.int(0, withinMs), () => {
      const now = server();
      if (!now?.isReady || now.isOver || world.agenda.nowMs >= world.calmMs) return;
      what(now).catch((error: unknown) => {
        if (!(error instanceof StoreRefusal)) onBroken(error);
      });
    });
  }

  async #open(server: Server): Promise<void> {
    const { world, tables, policies, random, count } = this.#options;
    const target = random.chance(0.5) ? random.pick(world.targets) : undefined;
    const incident = incidentBy(world, `report ${++this.#opened}`, random.pick(['DOWN', 'DEGRADED'] as const), target);
    const isTold = random.chance(0.8);
    await server.openIncident(incident, isTold);
    this.#answered(() => assert.ok(tables.incidents.has(incident.id), `I1: that ${incident.title} was opened is lost`));
    if (isTold) this.#isTold(incident, toldAtOnce(target, incident.severity, 'INCIDENT_CREATED', policies));
    count('opened by hand');
    if (random.chance(0.5)) this.#act((next) => this.#takeOn(next, incident));
    if (random.chance(0.8)) this.#act((next) => this.#resolve(next, incident));
  }

  #isTold({ id, title }: Incident, expected: ReadonlySet<string>): void {
    const told = new Set(this.#options.tables.ofIncident(id).map(({ channelId }) => channelId));
    assert.deepEqual(told, expected, `I3: ${title} is told to others than it concerns`);
  }

  async #takeOn(server: Server, { id, title }: Incident): Promise<void> {
    const { tables } = this.#options;
    if (!(await server.takeOn(id))) return;
    const isKept = (): boolean => tables.incidents.get(id)?.acknowledgement !== undefined;
    this.#answered(() => assert.ok(isKept(), `I1: that somebody has ${title} is lost`));
  }

  async #resolve(server: Server, { id, title }: Incident): Promise<void> {
    const { tables, count } = this.#options;
    const before = tables.ofIncident(id);
    if (!(await server.endReport(id))) return;
    this.#answered(() => assert.equal(tables.incidents.get(id)?.status, 'RESOLVED', `I1: the end of ${title} is lost`));
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
    const { tables, count } = this.#options;
    const incident = tables.incidents.get(tables.states.get(target.id)?.incident?.id ?? '');
    if (!incident) return;
    const body = `comment ${this.#ledger.length} on ${incident.id}`;
    const id = await server.comment(incident.id, body);
    this.#answered(() => assert.equal(tables.updates.get(id)?.body, body, `I1: ${body} is lost`));
    count('commented');
  }

  #answered(isKept: () => void): void {
    isKept();
    this.#ledger.push(isKept);
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
