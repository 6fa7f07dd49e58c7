/** Configuration as a whole: planned, applied and written out, one after the other, whoever asks. */
import { createHash } from 'node:crypto';
import { type ConfigurationPlan, isChange, type MassDeletion, resourceKey, type Step } from '@upwatch/core';
import { fieldName } from '@upwatch/core/schemas';
import type { Logger } from 'pino';
import type { ApiDeps } from '../api/deps.ts';
import { isPassive } from '../engine/looking-places.ts';
import { type FileProblem, FileProblems, type YamlFile } from '../settings/yaml-file.ts';
import type { Actor } from '../stores/port.ts';
import { type Applied, applyDeclared, type ApplyOptions } from './apply-declared.ts';
import { carryOut, type Listening, type StepOutcome } from './carry-out.ts';
import { type Prepared, prepare } from './configuration-plan.ts';
import { readDeclared } from './declared-file.ts';
import { type Exported, exportConfiguration } from './export-document.ts';
import { type Managed, PROJECT_DEFAULT, recall } from './managed.ts';
import { sectionOf } from './sections.ts';
import type { World } from './section.ts';
import { readWorld } from './world.ts';

export type ConfiguringDeps = Pick<
  ApiDeps,
  'core' | 'config' | 'newId' | 'checkTypes' | 'channels' | 'engine' | 'live' | 'beats' | 'clock'
>;

/** A plan that may be looked at. */
export interface ShownPlan {
  readonly plan: ConfigurationPlan;
  readonly massDeletions: readonly MassDeletion[];
  /** Places are fields of the document. */
  readonly warnings: readonly FileProblem[];
  /** Equal while the plan is. */
  readonly fingerprint: string;
}

/** How a plan is carried out. */
export interface ApplyRequest {
  readonly isPruning: boolean;
  readonly mayDeleteMany: boolean;
  /** The plan must still be this one. */
  readonly fingerprint?: string | undefined;
  /** @default all of them */
  readonly stepsMax?: number | undefined;
  /** Left out: they were tried before. */
  readonly skipped: readonly Pick<Step, 'kind' | 'name'>[];
}

/** What became of it. */
export type ApplyAnswer =
  | { readonly type: 'stale'; readonly shown: ShownPlan }
  | { readonly type: 'mass'; readonly shown: ShownPlan }
  | { readonly type: 'applied'; readonly outcomes: readonly StepOutcome[]; readonly remaining: number };

/** Something that a file brought. */
export interface ManagedResource {
  readonly kind: Step['kind'];
  readonly id: string;
  readonly name: string;
  readonly project: string;
}

/** A file that was not taken, while the server runs. */
export interface FileRefusal {
  readonly atMs: number;
  readonly problems: readonly FileProblem[];
}

export class Configuring {
  readonly #deps: ConfiguringDeps;
  #turn: Promise<unknown> = Promise.resolve();
  #refusal: FileRefusal | undefined;

  constructor(deps: ConfiguringDeps) {
    this.#deps = deps;
  }

  /** The last file that was given to the running server, where it was not taken. */
  get refusal(): FileRefusal | undefined {
    return this.#refusal;
  }

  /** @throws FileProblems whose places are fields of the document */
  plan(document: unknown, isPruning: boolean): Promise<ShownPlan> {
    return this.#inTurn(async () => shownPlan(await this.#prepare(document, isPruning)));
  }

  /** @throws FileProblems whose places are fields of the document */
  apply(document: unknown, request: ApplyRequest, actor: Actor): Promise<ApplyAnswer> {
    return this.#inTurn(async () => {
      const prepared = await this.#prepare(document, request.isPruning);
      const shown = shownPlan(prepared);
      if (request.fingerprint !== undefined && request.fingerprint !== shown.fingerprint)
        return { type: 'stale', shown };
      if (shown.massDeletions.length > 0 && !request.mayDeleteMany) return { type: 'mass', shown };
      const skipped = new Set(request.skipped.map(resourceKey));
      const isSkipped = (step: Step): boolean => skipped.has(resourceKey(step));
      const { stepsMax } = request;
      const listening = listeningOf(this.#deps);
      const how = { ...this.#deps, actor, isSkipped, listening, ...(stepsMax !== undefined && { stepsMax }) };
      const outcomes = await carryOut(prepared, how);
      const all = prepared.plan.steps.filter((step) => isChange(step) && !isSkipped(step)).length;
      return { type: 'applied', outcomes, remaining: all - outcomes.length };
    });
  }

  /**
   * The config file, read again: what it says holds from now on. One that is not taken changes nothing, and is told of.
   * @throws FileProblems
   */
  reload(options: ApplyOptions): Promise<Applied> {
    return this.#inTurn(async () => {
      const declared = readDeclared(options.file, this.#deps);
      const applied = await applyDeclared(declared, { ...this.#deps, listening: listeningOf(this.#deps) }, options);
      this.#refusal = undefined;
      return applied;
    });
  }

  /** A file could not be taken. */
  refused(problems: readonly FileProblem[], log: Logger): void {
    this.#refusal = { atMs: this.#deps.clock.wall(), problems };
    for (const { at, message } of problems) log.error({ at }, message);
    log.error('the config file was not taken: what held before holds');
  }

  /**
   * All that is configured, as the one project whose files brought something: as another's, it would be refused.
   * @param asked what files of this project brought, and nothing else
   * @throws FileProblems for a project that brought nothing
   */
  export(asked?: string): Promise<Exported> {
    return this.#inTurn(async () => {
      const [world, managed] = [await readWorld(this.#deps.core), await recall(this.#deps.core)];
      const brought = broughtIn(world, managed);
      const projects = [...new Set(brought.map((one) => one.project))];
      if (asked !== undefined && !projects.includes(asked)) throw new FileProblems([unknownProject(asked, projects)]);
      const own = new Set(brought.filter(({ project }) => project === asked).map(({ id }) => id));
      const { document, secrets } = exportConfiguration(world, asked === undefined ? undefined : own);
      const project = asked ?? (projects.length === 1 ? projects[0] : undefined) ?? PROJECT_DEFAULT;
      return { document: { ...(project !== PROJECT_DEFAULT && { project }), ...document }, secrets };
    });
  }

  /** What files brought, and is there. */
  managed(): Promise<readonly ManagedResource[]> {
    return this.#inTurn(async () => broughtIn(await readWorld(this.#deps.core), await recall(this.#deps.core)));
  }

  #prepare(document: unknown, isPruning: boolean): Promise<Prepared> {
    const file: YamlFile = { value: document, at: fieldName };
    return prepare(readDeclared(file, this.#deps), { ...this.#deps, file, isPruning });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function shownPlan({ plan, massDeletions, warnings }: Prepared): ShownPlan {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(plan.steps.filter(isChange)))
    .digest('hex');
  return { plan, massDeletions, warnings, fingerprint };
}

/** Whoever runs hears of monitors as when the API changes them. */
function listeningOf({ engine, beats, checkTypes }: ConfiguringDeps): Listening {
  return {
    monitorMade: async (monitor) => {
      if (isPassive(monitor.type, { checkTypes })) await beats.tokenOf(monitor);
      engine.monitorChanged(monitor);
    },
    monitorChanged: (monitor) => {
      engine.monitorChanged(monitor);
    },
    monitorDeleted: (monitor) => {
      engine.monitorDeleted(monitor);
    },
    setPingToken: async (monitor, token) => {
      if (beats.knownTokenOf(monitor.id) !== token) await beats.setToken(monitor, token);
    },
  };
}

function unknownProject(asked: string, projects: readonly string[]): FileProblem {
  const known = projects.join(', ') || 'there is none';
  return { at: 'project', message: `project must be one whose files brought something (${known}), got "${asked}"` };
}

function broughtIn(world: World, managed: Managed): readonly ManagedResource[] {
  return Object.entries(managed).flatMap(([project, kinds]) =>
    Object.entries(kinds).flatMap(([kind, ids]) => {
      const brought = new Set(Object.values(ids));
      // The keys are those of `ManagedIds`.
      const own = kind as Step['kind'];
      const there = sectionOf(own)
        .named(world)
        .filter(({ id }) => brought.has(id));
      return there.map(({ id, name }) => ({ kind: own, id, name, project }));
    }),
  );
}
