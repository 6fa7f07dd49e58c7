/** `upwatch apply`: makes what is configured on a server what files say. */
import { hostname, userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { ConflictError, NotFoundError } from '@upwatch/sdk';
import type { Command } from 'commander';
import { askedOf, type DeclaredDocument, readDocument } from '../declared-document.ts';
import { ExitCode, UsageError } from '../exit.ts';
import { planText, type PlanStep, stepTitle } from '../render/plan-text.ts';
import { type ProgressLine, progressLine } from '../render/progress-line.ts';
import { hasColour } from '../render/table.ts';
import { type Client, clientOf } from './connection.ts';
import { withExamples } from './examples.ts';
import { massLines, plannedOf, type PlanOptions, tellWarnings, withPlanOptions } from './plan.ts';

/** Steps in one request: progress is shown, and no request takes long. */
const STEPS_MAX = 10;
const LOCK_MINUTES = 10;

interface ApplyOptions extends PlanOptions {
  readonly yes?: true;
  readonly allowMassDelete?: true;
  readonly lock: boolean;
}

/** What became of a step. */
interface Done extends PlanStep {
  readonly failure: string | null;
}

export function configure(command: Command): void {
  withPlanOptions(command)
    .option('-y, --yes', 'do not ask first')
    .option('--allow-mass-delete', 'delete even most of what the files brought')
    .option('--no-lock', "do not wait for others' deployments to end")
    .action(async (files: readonly string[], options: ApplyOptions) => apply(files, options));
  withExamples(command, 'upwatch apply', 'upwatch apply "monitoring/*.yml" --prune --yes');
}

async function apply(files: readonly string[], options: ApplyOptions): Promise<void> {
  const [client, declared] = [clientOf(options), readDocument(files)];
  const planned = await plannedOf(client, declared, options);
  const isJson = options.output === 'json';
  if (!isJson) process.stdout.write(`${planText(planned.steps, { hasColour: hasColour(process.stdout) })}\n`);
  tellWarnings(planned.warnings, declared);
  const masses = massLines(planned.massDeletions);
  if (masses.length > 0 && !options.allowMassDelete) throw new Error(masses.join('\n'));
  if (planned.changes > 0 && !(await isAgreed(options))) throw new Error('nothing was changed');
  const release = planned.changes > 0 && options.lock ? await lock(client) : undefined;
  try {
    const done = await carriedOut(client, declared, { options, planned });
    if (isJson) process.stdout.write(`${JSON.stringify({ steps: done }, undefined, 2)}\n`);
    else if (done.length > 0)
      process.stdout.write(`\n${done.filter(({ failure }) => failure === null).length} done.\n`);
    report(done);
  } finally {
    await release?.();
  }
}

async function isAgreed({ yes }: ApplyOptions): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new UsageError('nobody can be asked here: give --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('\nDo it? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

/** One deployment at a time. @returns what lets others deploy; undefined where the server has no such lock */
async function lock(client: Client): Promise<(() => Promise<void>) | undefined> {
  try {
    const lockedBy = `upwatch apply by ${userInfo().username} on ${hostname()}`.slice(0, 200);
    const { id } = await client.deployLock.acquire({ lockedBy, ttlMinutes: LOCK_MINUTES });
    // One that has ended by itself is no reason to fail.
    return async () => client.deployLock.release(id).catch(() => undefined);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    if (!(error instanceof ConflictError)) throw error;
    const { lockedBy } = await client.deployLock.get().catch(() => ({ lockedBy: 'somebody' }));
    throw new Error(`${lockedBy} deploys just now; nothing was changed (--no-lock does not wait)`, { cause: error });
  }
}

interface Carrying {
  readonly options: ApplyOptions;
  readonly planned: { readonly changes: number; readonly fingerprint: string };
}

/** What was refused is tried again once all else is done: it may have waited for that. */
async function carriedOut(client: Client, declared: DeclaredDocument, carrying: Carrying): Promise<readonly Done[]> {
  const line = progressLine(process.stderr);
  const done = new Map<string, Done>();
  try {
    let round = await oneRound(client, declared, { ...carrying, done, line });
    while (round.refused > 0 && round.made > 0) round = await oneRound(client, declared, { ...carrying, done, line });
  } finally {
    line.end();
  }
  return [...done.values()];
}

interface Round extends Carrying {
  /** By kind and name: of each what became of it last. */
  readonly done: Map<string, Done>;
  readonly line: ProgressLine;
}

/** In slices. */
async function oneRound(
  client: Client,
  declared: DeclaredDocument,
  { options, planned, done, line }: Round,
): Promise<{ readonly made: number; readonly refused: number }> {
  const { prune = false, allowMassDelete = false } = options;
  const refused: Pick<Done, 'kind' | 'name'>[] = [];
  let made = 0;
  for (let remaining = 1; remaining > 0; ) {
    const answer = await askedOf(declared, () =>
      client.configuration.apply({
        ...{ document: declared.document, prune, allowMassDelete, stepsMax: STEPS_MAX },
        // The kinds came from there.
        skip: refused as never,
        ...(done.size === 0 && { fingerprint: planned.fingerprint }),
      }),
    );
    if (answer.steps.length === 0) break;
    for (const step of answer.steps) {
      done.set(JSON.stringify([step.kind, step.name]), step);
      if (step.failure === null) made++;
      else refused.push({ kind: step.kind, name: step.name });
      line.show(done.size, planned.changes, `${step.failure === null ? '' : 'refused: '}${stepTitle(step)}`);
    }
    remaining = answer.remaining;
  }
  return { made, refused: refused.length };
}

/** What was done stays; applied again, the rest is tried again. */
function report(done: readonly Done[]): void {
  const failed = done.filter(({ failure }) => failure !== null);
  if (failed.length === 0) return;
  for (const { kind, name, failure } of failed) process.stderr.write(`upwatch: ${kind} "${name}": ${failure}\n`);
  process.stderr.write(
    `upwatch: ${done.length - failed.length} done, ${failed.length} not; apply again to try these\n`,
  );
  process.exitCode = ExitCode.Bad;
}
