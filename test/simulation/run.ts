/**
 * The simulation by hand, for as many seeds as there is time:
 *   npm run simulate -- --seeds 2000 [--from 1] [--monitors 10] [--regions 3] [--hours 24] [--bail] [--both]
 *   npm run simulate -- --mutants [--seeds 60] [--only name]
 * Ends with 1 when an invariant broke, after naming each seed and step; with `--mutants`, when a mutant lived.
 * `--both` asks everything of the SQLite store too, and takes several times as long.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runMany } from './many.ts';
import { killMutants } from './mutations.ts';

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

if (values.mutants) {
  const lived = killMutants({ seeds: Number(values.seeds ?? 60), only: values.only });
  process.exitCode = lived > 0 ? 1 : 0;
} else {
  await simulateMany();
}

async function simulateMany(): Promise<void> {
  const size = { monitors: Number(values.monitors), regions: Number(values.regions), hours: Number(values.hours) };
  const count = Number(values.seeds ?? 200);
  const seeds = Array.from({ length: count }, (_, place) => Number(values.from) + place);
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  let looks = 0;
  let broken = 0;
  await runMany({ seeds, size, isBoth: values.both, isBailing: values.bail }, (run) => {
    looks += run.looks;
    if (run.broken === undefined) return;
    broken++;
    console.log(`commit ${commit()}, ${run.broken}`);
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - began) / 1000;
  const perCpuSecond = Math.round(looks / ((user + system) / 1e6));
  console.log(
    `${count} seeds × ${size.hours} h, ${looks} looks in ${seconds.toFixed(1)} s, ` +
      `${Math.round((count * size.hours * 3600) / seconds)} × real time, ${perCpuSecond} looks a CPU second, ${broken} broken`,
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
