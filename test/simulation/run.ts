/**
 * The simulation by hand, for as many seeds as there is time:
 *   node --conditions=upwatch:source test/simulation/run.ts --seeds 2000 [--from 1] [--monitors 50] [--regions 3] [--hours 24] [--bail]
 * Ends with 1 when an invariant broke, after naming each seed and step.
 */
import { parseArgs } from 'node:util';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    monitors: { type: 'string', default: '50' },
    regions: { type: 'string', default: '3' },
    hours: { type: 'string', default: '24' },
    bail: { type: 'boolean', default: false },
  },
});

const size = { monitors: Number(values.monitors), regions: Number(values.regions), hours: Number(values.hours) };
const first = Number(values.from);
const began = performance.now();
let looks = 0;
let broken = 0;
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const run = simulate(seed, size);
  looks += run.looks;
  if (run.broken === undefined) continue;
  broken++;
  console.log(run.broken);
  if (values.bail) break;
}
const seconds = (performance.now() - began) / 1000;
const virtualHours = Number(values.seeds) * size.hours;
console.log(
  `${values.seeds} seeds, ${looks} looks, ${virtualHours} virtual hours in ${seconds.toFixed(1)} s ` +
    `(${Math.round((virtualHours * 3600) / seconds)} × real time), ${broken} broken`,
);
process.exitCode = broken > 0 ? 1 : 0;
