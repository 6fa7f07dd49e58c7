/**
 * The simulation by hand, for as many seeds as there is time:
 *   npm run simulate -- --seeds 2000 [--from 1] [--monitors 10] [--regions 3] [--hours 24] [--bail] [--both]
 *   npm run simulate -- --mutants [--seeds 40] [--only name]
 * Ends with 1 when an invariant broke, after naming each seed and step. `--mutants` names the seed that shows each
 * deliberate fault soonest, for mutations.ts and flaws.ts, and ends with 1 when one was not found out.
 * `--both` asks everything of the SQLite store too, and takes several times as long.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runMany } from './many.ts';
import { FLAWS, type Flaw } from './flaws.ts';
import type { Run } from './outcome.ts';
import { Mutants, soonest } from './mutants.ts';
import { MUTATIONS } from './mutations.ts';
import { SCENE_MUTATIONS } from './scene-mutations.ts';
import { simulate } from './simulation.ts';

/** How often it says how far it is; on standard error, beside what it found. */
const PROGRESS_EVERY_MS = 10_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    monitors: { type: 'string', default: '10' },
    regions: { type: 'string', default: '3' },
    hours: { type: 'string', default: '24' },
    bail: { type: 'boolean', default: false },
    both: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

if (values.mutants) await seekMutants(Number(values.seeds ?? 40));
else await simulateMany();

async function seekMutants(seeds: number): Promise<void> {
  await using mutants = new Mutants();
  const isAsked = (name: string): boolean => values.only === undefined || values.only === name;
  for (const mutation of [...MUTATIONS, ...SCENE_MUTATIONS].filter(({ name }) => isAsked(name)))
    tell(mutation.name, await soonest(await mutants.simulationOf(mutation), mutation, seeds));
  // The keys of a record are its names.
  for (const flaw of (Object.keys(FLAWS) as Flaw[]).filter(isAsked))
    tell(flaw, await soonest((seed, size) => simulate(seed, size, { flaw }), FLAWS[flaw], seeds));
}

function tell(name: string, shown: Run | undefined): void {
  if (!shown) process.exitCode = 1;
  console.log(shown ? `seed ${shown.seed}, step ${shown.steps}  ${name}: ${shown.found}` : `LIVED  ${name}`);
}

async function simulateMany(): Promise<void> {
  const size = { monitors: Number(values.monitors), regions: Number(values.regions), hours: Number(values.hours) };
  const count = Number(values.seeds ?? 200);
  const asked = Array.from({ length: count }, (_, place) => ({ seed: Number(values.from) + place, size }));
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  let looks = 0;
  let broken = 0;
  let ended = 0;
  let toldAtMs = began;
  const progress = (): void => {
    const nowMs = performance.now();
    if (nowMs - toldAtMs < PROGRESS_EVERY_MS) return;
    toldAtMs = nowMs;
    const leftS = Math.round((((nowMs - began) / ended) * (count - ended)) / 1000);
    console.error(`${ended} of ${count} seeds, ${broken} broken, about ${leftS} s left`);
  };
  await runMany(asked, { isBoth: values.both, isBailing: values.bail }, (run) => {
    looks += run.looks;
    ended++;
    if (run.broken !== undefined) {
      broken++;
      console.log(`commit ${commit()}, ${run.broken}`);
    }
    progress();
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - began) / 1000;
  const perCpuSecond = Math.round(looks / ((user + system) / 1e6));
  console.log(
    `${ended} seeds × ${size.hours} h, ${looks} looks in ${seconds.toFixed(1)} s, ` +
      `${Math.round((ended * size.hours * 3600) / seconds)} × real time, ${perCpuSecond} looks a CPU second, ${broken} broken`,
  );
  process.exitCode = broken > 0 ? 1 : 0;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    // Outside a checkout there is none.
    return 'unknown';
  }
}
