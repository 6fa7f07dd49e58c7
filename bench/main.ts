/**
 * `npm run bench`: what looking costs, beside the least that it could cost, in one run on one machine. Nothing here fails on
 * a figure: machines differ; the ratios are to be read. `--write` keeps the table in docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Child } from './child.ts';
import { historyRows } from './history.ts';
import { pageRows } from './pages.ts';
import { readinessRows } from './readiness.ts';
import { type Figures, type Load, Product } from './product.ts';
import { markdown, type Row } from './table.ts';

const HERE = import.meta.dirname;
/** `--seconds N`: how long each figure is measured. */
const SECONDS = Number(
  parseArgs({ options: { seconds: { type: 'string', default: '20' }, write: { type: 'boolean' } } }).values.seconds,
);
/**
 * Before it, half as long, and until the code of a look has been compiled for good: after some ten thousand looks a check
 * costs what it costs for weeks, before them up to half more. At 200 checks/s that takes a minute.
 */
const SETTLE_CHECKS = 15_000;
const settleMsOf = ({ monitors, intervalSeconds }: Load): number =>
  Math.max(SECONDS * 500, (SETTLE_CHECKS / (monitors / intervalSeconds)) * 1000);
/** How late looks begin is told of the last two minutes at the most: after that, the start is forgotten. */
const START_FORGOTTEN_MS = 120_000;
const PAGE = resolve(HERE, '../docs/benchmarks.md');

interface Target {
  readonly port: number;
  readonly ca?: string;
}

interface Bare {
  readonly checks: number;
  readonly cpuUs: number;
}

const rows: Row[] = [];
const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function bareLoop(target: Target): Promise<Bare> {
  await using loop = new Child(resolve(HERE, 'bare-loop.ts'), [
    JSON.stringify({ ...target, seconds: 5, concurrency: 32 }),
  ]);
  return JSON.parse(await loop.line()) as Bare;
}

async function steady(load: Load, settleMs = settleMsOf(load)): Promise<Figures> {
  await using product = await Product.start(load);
  // Settled is all that is measured, the API that is asked meanwhile, too.
  await product.measure(settleMs / 1000);
  // Awaited here: what is in use is closed when the function returns.
  return await product.measure(SECONDS);
}

/** The yardstick is measured right before and after, and the lower of both counts. */
async function beside(
  target: Target,
  load: Load,
  settleMs = settleMsOf(load),
): Promise<{ figures: Figures; bareUs: number }> {
  const before = await bareLoop(target);
  const figures = await steady(load, settleMs);
  const after = await bareLoop(target);
  return { figures, bareUs: Math.min(before.cpuUs, after.cpuUs) };
}

function addCpu(what: string, { figures, bareUs }: { figures: Figures; bareUs: number }, times: number): void {
  const ratio = figures.cpuUs / bareUs;
  rows.push({
    what: `CPU a check, ${what} (${Math.round(figures.checksPerSecond)} checks/s)`,
    figure: `${figures.cpuUs.toFixed(0)} µs = ${ratio.toFixed(2)} × bare (${bareUs.toFixed(0)} µs)`,
    limit: `${times} ×`,
    isHeld: ratio <= times,
  });
}

async function overHttp(): Promise<void> {
  await using server = new Child(resolve(HERE, 'target.ts'), ['http']);
  const target = JSON.parse(await server.line()) as Target;
  for (const [what, monitors, intervalSeconds, times] of [
    ['1,000 monitors at 5 s', 1000, 5, 4],
    ['1,000 monitors at 1 s', 1000, 1, 2],
    ['3,000 monitors at 1 s', 3000, 1, 1.5],
  ] as const) {
    say(`HTTP: ${what}`);
    const tellsLateness = monitors === 1000 && intervalSeconds === 1;
    const load = { ...target, monitors, intervalSeconds };
    const measured = await beside(target, load, tellsLateness ? START_FORGOTTEN_MS : settleMsOf(load));
    addCpu(what, measured, times);
    const { rssMegabytes, writtenBytes, latenessP99Ms, skipped, readyMs, allCheckedMs } = measured.figures;
    if (intervalSeconds === 5) {
      rows.push(
        {
          what: 'memory, 1,000 monitors at 5 s',
          figure: `${rssMegabytes.toFixed(0)} MiB`,
          limit: '150 MiB',
          isHeld: rssMegabytes <= 150,
        },
        {
          what: 'written to disk a check, 1,000 monitors at 5 s',
          figure: `${writtenBytes.toFixed(0)} bytes`,
          limit: '1,000 bytes',
          isHeld: writtenBytes <= 1000,
        },
        {
          what: 'start to `/ready`, 1,000 monitors',
          figure: `${readyMs.toFixed(0)} ms`,
          limit: '1,000 ms',
          isHeld: readyMs <= 1000,
        },
        {
          what: 'first ready to 1,000 monitors all checked',
          figure: `${(allCheckedMs / 1000).toFixed(1)} s`,
          limit: 'one interval (5 s)',
          isHeld: allCheckedMs <= 5000,
        },
      );
    }
    if (tellsLateness) {
      rows.push(
        {
          what: 'start lateness, p99, 1,000 checks/s',
          figure: `${latenessP99Ms.toFixed(1)} ms`,
          limit: '5 ms',
          isHeld: latenessP99Ms <= 5,
        },
        { what: 'slots missed, 1,000 checks/s', figure: String(skipped), limit: '0', isHeld: skipped === 0 },
      );
    }
  }
}

async function overTls(): Promise<void> {
  await using server = new Child(resolve(HERE, 'target.ts'), ['tls']);
  const target = JSON.parse(await server.line()) as Target;
  say('TLS: 300 monitors at 1 s');
  addCpu('TLS, 300 monitors at 1 s', await beside(target, { ...target, monitors: 300, intervalSeconds: 1 }), 1.2);
  say('TLS: saturation, 1 thread');
  const one = await steady({ ...target, monitors: 3000, intervalSeconds: 1, threads: 1 });
  say('TLS: saturation, 2 threads');
  const two = await steady({ ...target, monitors: 3000, intervalSeconds: 1, threads: 2 });
  rows.push({
    what: 'TLS at saturation, target on the same cores',
    figure: `${one.checksPerSecond.toFixed(0)} checks/s with 1 thread, ${two.checksPerSecond.toFixed(0)} with 2`,
    limit: '',
  });
  const scaling = (2 * one.cpuUs) / two.cpuUs;
  rows.push({
    what: 'TLS, two cores against one, by CPU a check',
    figure: `${scaling.toFixed(2)} × (${one.cpuUs.toFixed(0)} µs with 1 thread, ${two.cpuUs.toFixed(0)} µs with 2)`,
    limit: '1.7 ×',
    isHeld: scaling >= 1.7,
  });
  rows.push({
    what: 'API answer, p99, while TLS saturates two threads',
    figure: `${two.apiP99Ms.toFixed(0)} ms`,
    limit: '',
  });
}

function page(): string {
  const { model } = cpus()[0] ?? { model: 'unknown' };
  const node = process.version;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return `${INTRODUCTION}
Measured on ${availableParallelism()} cores (${model}), Node ${node}, at ${commit}.

${markdown(rows)}
`;
}

const INTRODUCTION = readFileSync(PAGE, 'utf8').split('\nMeasured on ')[0]!;

await overHttp();
await overTls();
rows.push(...(await historyRows()));
rows.push(...(await pageRows(SECONDS)));
rows.push(...(await readinessRows(SECONDS)));
process.stdout.write(`${markdown(rows)}\n`);
if (process.argv.includes('--write')) writeFileSync(PAGE, page());
