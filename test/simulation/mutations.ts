/**
 * Whether the simulation would notice: breaks a copy of `core` on purpose, one way at a time, and runs seeds until an
 * invariant breaks. By hand, because it takes a while:
 *   node --conditions=upwatch:source test/simulation/mutations.ts [--seeds 60] [--only name]
 * Ends with 1 when a mutant lived.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

interface Mutation {
  readonly name: string;
  /** In `packages/core/src`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'another generation counts',
    file: 'advance.ts',
    from: 'look.generation === state.generation &&',
    to: '',
  },
  {
    name: 'unknown counts as failure',
    file: 'region.ts',
    from: 'return look.outcome ===',
    to: "if (look.outcome === 'unknown') return takeInKnown(heardAgain(region, look), { ...look, outcome: 'down' }, policy);\n  return look.outcome ===",
  },
  { name: 'a redelivered look counts', file: 'timeliness.ts', from: 'look.slotMs > lastSlotMs)', to: 'true)' },
  {
    name: 'a late look counts',
    file: 'timeliness.ts',
    from: 'LATE_AFTER_MS = 120_000',
    to: 'LATE_AFTER_MS = Infinity',
  },
  {
    name: 'blind after the clock was set back',
    file: 'timeliness.ts',
    from: 'return wasSetBack &&',
    to: 'return false &&',
  },
  { name: 'one success is recovery', file: 'region-verdict.ts', from: 'if (!isProven ||', to: 'if (' },
  { name: 'one region is a quorum', file: 'reconcile.ts', from: 'failing >= needFailing ||', to: 'failing >= 1 ||' },
  {
    name: 'recovery needs no quorum',
    file: 'reconcile.ts',
    from: 'votes.heard.length - failing < needPassing',
    to: 'votes.heard.length < failing',
  },
  {
    name: 'no cooldown',
    file: 'incident-step.ts',
    from: 'const isReopening = leftMs > 0',
    to: 'const isReopening = leftMs > 1e15',
  },
  {
    name: 'the cooldown outlives the incident ended by hand',
    file: 'resolve.ts',
    from: 'untilMs: 0,',
    to: 'untilMs: nowMs + 300_000,',
  },
  { name: 'never given up', file: 'incident-step.ts', from: 'return leftMs <= 0 ||', to: 'return false ||' },
  {
    name: 'told before it is confirmed',
    file: 'plan.ts',
    from: "open(draft, event.cause, 'TRIGGERED', given)",
    to: "tellOpening(open(draft, event.cause, 'TRIGGERED', given), 'INCIDENT_CREATED', event.cause, given)",
  },
  {
    name: 'the end is told to all',
    file: 'alert-planning.ts',
    from: 'return tie.toldChannelIds.filter((id) => ids.has(id));',
    to: 'return tie.toldChannelIds.length < 0 ? [] : [...ids];',
  },
  {
    name: 'the end has the key of the beginning',
    file: 'plan.ts',
    from: 'const sequence = tie.sequence + 1;\n  const headline = closing',
    to: 'const sequence = tie.sequence;\n  const headline = closing',
  },
  {
    name: 'the end is not told',
    file: 'plan.ts',
    from: 'if (told.length === 0) return resolved;',
    to: 'if (told.length >= 0) return resolved;',
  },
  {
    name: 'a reopened incident is a new one',
    file: 'plan.ts',
    from: 'if (!draft.incident) return confirm',
    to: 'if (draft) return confirm',
  },
  {
    name: 'a new configuration keeps the old count',
    file: 'state.ts',
    from: 'consecutiveFailures: 0, consecutiveSuccesses: 0, isSettled',
    to: 'isSettled',
  },
  {
    name: 'steady too early',
    file: 'region-verdict.ts',
    from: 'region.consecutiveSuccesses === successCountOf(policy) &&',
    to: '',
  },
  {
    name: 'steady though our own fault was counted',
    file: 'region-verdict.ts',
    from: 'region.consecutiveUnknowns === undefined &&',
    to: '',
  },
  {
    name: 'incidents overlap',
    file: 'incident-step.ts',
    from: 'endedMs <= nowMs ? Math.max(sinceMs, endedMs) : sinceMs',
    to: 'sinceMs',
  },
];

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '60' }, only: { type: 'string' } } });
const root = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'upwatch-mutants-'));

try {
  makeTree();
  const lived = MUTATIONS.filter(({ name }) => values.only === undefined || name === values.only).filter(
    (m) => !isKilled(m),
  );
  console.log(`${lived.length} of ${MUTATIONS.length} lived`);
  process.exitCode = lived.length > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true });
}

/** A tree of its own, in which `@upwatch/core` is the copy that is broken. */
function makeTree(): void {
  cpSync(join(root, 'packages/core/src'), join(copy, 'packages/core/src'), { recursive: true });
  cpSync(join(root, 'packages/core/package.json'), join(copy, 'packages/core/package.json'));
  cpSync(join(root, 'test/simulation'), join(copy, 'test/simulation'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  mkdirSync(join(copy, 'node_modules/@upwatch'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@upwatch') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  symlinkSync(join(copy, 'packages/core'), join(copy, 'node_modules/@upwatch/core'));
}

function isKilled({ name, file, from, to }: Mutation): boolean {
  const path = join(copy, 'packages/core/src', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} must hold ${JSON.stringify(from)} exactly once`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const seeds = ['--seeds', values.seeds, '--monitors', '10', '--hours', '6', '--bail'];
  const script = join(copy, 'test/simulation/run.ts');
  const run = spawnSync(process.execPath, ['--conditions=upwatch:source', script, ...seeds], { encoding: 'utf8' });
  writeFileSync(path, source);
  const broken = /^seed (\d+), .*$/m.exec(run.stdout);
  if (run.status !== 0 && !broken) throw new Error(`${name}: ${run.stderr.slice(0, 500)}`);
  console.log(broken ? `killed  ${name}: ${broken[0].slice(0, 160)}` : `LIVED   ${name}`);
  return broken !== null;
}
