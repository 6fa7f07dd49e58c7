/**
 * Makes the server's configuration what a file declares, by name, at the start and whenever it is told to read it
 * again. What the file no longer declares stays, unless pruning is asked for: an empty or half-written file must not
 * stop the watching.
 */
import { type MassDeletion, nameKey, type Step } from '@upwatch/core';
import type { Logger } from 'pino';
import { FileProblems, type YamlFile } from '../settings/yaml-file.ts';
import { carryOut, type CarryContext, type StepOutcome } from './carry-out.ts';
import { type PlanContext, prepare } from './configuration-plan.ts';
import type { Declared } from './declared-file.ts';

const ACTOR = { name: 'config file' };
const OUTSIDE = 'renamed outside the config file: it has the name again that the file gives it';

/** How many resources were touched. */
export interface Applied {
  readonly created: number;
  readonly changed: number;
  readonly pruned: number;
}

/** How a file is applied. */
export interface ApplyOptions {
  readonly isPruning: boolean;
  /** Whether most of what the file brought may be deleted at once. @default false */
  readonly mayDeleteMany?: boolean;
  readonly log: Logger;
  readonly file: YamlFile;
}

/** @throws FileProblems for what this server cannot take, before anything is changed; and for what it then refused */
export async function applyDeclared(
  declared: Declared,
  deps: Omit<CarryContext, 'actor'> & Pick<PlanContext, 'checkTypes' | 'clock'>,
  { isPruning, mayDeleteMany = false, log, file }: ApplyOptions,
): Promise<Applied> {
  const prepared = await prepare(declared, { ...deps, file, isPruning });
  if (!mayDeleteMany && prepared.massDeletions.length > 0)
    throw new FileProblems([{ at: file.at([]), message: massDeletionText(prepared.massDeletions) }]);
  for (const { at, message } of prepared.warnings) log.warn({ at }, message);
  for (const step of prepared.plan.steps) tell(step, declared, log);
  const outcomes = await carryOut(prepared, { ...deps, actor: ACTOR });
  const refused = outcomes.filter(({ failure }) => failure !== undefined);
  if (refused.length > 0) throw new FileProblems(refused.map((one) => problemOf(one, declared, file)));
  const count = (...types: readonly Step['type'][]): number =>
    outcomes.filter(({ step }) => step.kind !== 'tag' && types.includes(step.type)).length;
  return { created: count('create'), changed: count('update', 'rename'), pruned: count('delete') };
}

/** Why a plan is not carried out unasked. */
export function massDeletionText(all: readonly MassDeletion[]): string {
  const what = all.map(({ kind, deleted, managed }) => `${deleted} of ${managed} of kind ${kind}`).join(', ');
  return `must not leave out so much at once without --allow-mass-delete: ${what} would be deleted`;
}

function problemOf({ step, failure }: StepOutcome, { things }: Declared, file: YamlFile) {
  const thing = things.find(({ kind, name }) => kind === step.kind && name === step.name);
  return { at: file.at(thing?.at ?? []), message: `${step.kind} "${step.name}": ${failure}` };
}

/** Whoever renamed it learns why the name is gone; what is left over is not forgotten. */
function tell(step: Step, { moved }: Declared, log: Logger): void {
  if (step.type === 'rename' && nameKey(step.kind, step.from) !== nameKey(step.kind, step.name)) {
    const isMoved = moved.some(
      ({ kind, from }) => kind === step.kind && nameKey(kind, from) === nameKey(kind, step.from),
    );
    if (isMoved) log.info({ [step.kind]: step.name, was: step.from }, 'renamed, as the config file says');
    else log.warn({ [step.kind]: step.name, was: step.from }, OUTSIDE);
  }
  if (step.type === 'keep')
    log.warn({ [step.kind]: step.name }, 'no longer in the config file; still there (--prune deletes it)');
}
