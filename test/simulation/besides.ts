/** What goes on beside looks, all of it: who plays it, and who checks it. */
import { type GroupCommit, StoreRefusal } from '../../packages/server/src/stores/port.ts';
import type { NotificationPolicy } from '@upwatch/core';
import type { Calm } from './calm-checker.ts';
import type { Step } from './checker.ts';
import { GroupChecker } from './group-checker.ts';
import { startGroupPeople } from './groups.ts';
import { Jobs } from './jobs.ts';
import type { Before, CommitPart, MemoryTables } from './memory-tables.ts';
import type { RealLook } from './probes.ts';
import type { Random } from './random.ts';
import { Reports } from './reports.ts';
import type { Server } from './server.ts';
import { Severities } from './severity.ts';
import type { Stories } from './stories.ts';
import { HOUR, type World } from './world.ts';

export interface BesidesOptions {
  readonly world: World;
  readonly tables: MemoryTables;
  readonly policies: readonly NotificationPolicy[];
  readonly stories: Stories;
  readonly random: Random;
  /** What was really seen, by monitor and region. */
  readonly realLooks: Map<string, RealLook[]>;
  /** The process that lives now, if one does. */
  readonly server: () => Server | undefined;
  readonly count: (what: string) => void;
  readonly onBroken: (error: unknown) => void;
}

/** What players work with. */
export interface Besides extends BesidesOptions {
  /** Has a person act within a time, if there is a process to hear it then. @param withinMs an hour, unless said */
  readonly act: (what: (server: Server) => Promise<void>, withinMs?: number) => void;
  /** Somebody was answered: what was said is so, now and ever after. */
  readonly answered: (isKept: () => void) => void;
}

export class BesideLooks {
  readonly #world: World;
  readonly reports: Reports;
  readonly groups: GroupChecker;
  readonly jobs: Jobs;
  readonly #severities: Severities;
  readonly #besides: Besides;
  /** What somebody was answered, each to be true ever after. */
  readonly #ledger: (() => void)[] = [];

  constructor(options: BesidesOptions) {
    const { world } = options;
    this.#world = world;
    const answered = (isKept: () => void): void => {
      isKept();
      this.#ledger.push(isKept);
    };
    this.#besides = { ...options, answered, act: (what, withinMs = HOUR) => this.#act(what, withinMs) };
    this.reports = new Reports(this.#besides);
    this.groups = new GroupChecker(this.#besides);
    this.jobs = new Jobs(this.#besides);
    this.#severities = new Severities(this.#besides);
  }

  start(): void {
    if (this.#world.has('reports')) this.reports.start();
    if (this.#world.has('groups')) startGroupPeople(this.#besides);
    if (this.#world.has('heartbeats')) this.jobs.start();
    if (this.#world.has('severity')) this.#severities.start();
  }

  /** Something was kept, of a monitor, of a group, or of a report. */
  kept(commit: CommitPart, before: Before, group: GroupCommit | undefined): void {
    if (this.#world.has('severity')) this.#severities.kept(commit, before);
    if (group) this.groups.committed(group, before.row);
  }

  /** The same of a monitor, when all else has been checked. */
  committed(step: Step): void {
    if (this.#world.has('groups')) this.groups.memberCommitted(step);
    if (step.target.job) this.jobs.committed(step);
    if (step.commit.incident) this.reports.changed(step.target);
  }

  /** All of it once more, when the faults have stopped. */
  checkCalm(calm: Calm): void {
    for (const isKept of this.#ledger) isKept();
    this.groups.checkCalm(calm);
  }

  #act(what: (server: Server) => Promise<void>, withinMs: number): void {
    const { world, random, server, onBroken } = this.#besides;
    world.agenda.awaited(random.int(0, withinMs), () => {
      const now = server();
      if (!now?.isReady || now.isOver || world.agenda.nowMs >= world.calmMs) return;
      what(now).catch((error: unknown) => {
        if (!(error instanceof StoreRefusal)) onBroken(error);
      });
    });
  }
}
