/**
 * Whether the simulation would notice: breaks a copy of the packages on purpose, one way at a time, and runs seeds until
 * an invariant breaks. By hand, because it takes a while: `npm run simulate -- --mutants`.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Mutation {
  readonly name: string;
  /** In `packages`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'another generation counts',
    file: 'core/src/deciding/advance.ts',
    from: 'look.generation === state.generation &&',
    to: '',
  },
  {
    name: 'unknown counts as failure',
    file: 'core/src/deciding/region.ts',
    from: 'return look.outcome ===',
    to: "if (look.outcome === 'unknown') return takeInKnown(heardAgain(region, look), { ...look, outcome: 'down' }, policy);\n  return look.outcome ===",
  },
  {
    name: 'a redelivered look counts',
    file: 'core/src/deciding/timeliness.ts',
    from: 'look.slotMs > lastSlotMs)',
    to: 'true)',
  },
  {
    name: 'a late look counts',
    file: 'core/src/deciding/timeliness.ts',
    from: 'LATE_AFTER_MS = 120_000',
    to: 'LATE_AFTER_MS = Infinity',
  },
  {
    name: 'blind after the clock was set back',
    file: 'core/src/deciding/timeliness.ts',
    from: 'return wasSetBack &&',
    to: 'return false &&',
  },
  {
    name: 'one success is recovery',
    file: 'core/src/deciding/region-verdict.ts',
    from: 'if (!isProven ||',
    to: 'if (',
  },
  {
    name: 'one region is a quorum',
    file: 'core/src/deciding/reconcile.ts',
    from: 'failing >= needFailing ||',
    to: 'failing >= 1 ||',
  },
  {
    name: 'recovery needs no quorum',
    file: 'core/src/deciding/reconcile.ts',
    from: 'votes.heard.length - failing < needPassing',
    to: 'votes.heard.length < failing',
  },
  {
    name: 'no cooldown',
    file: 'core/src/deciding/incident-step.ts',
    from: 'const isReopening = leftMs > 0',
    to: 'const isReopening = leftMs > 1e15',
  },
  {
    name: 'the cooldown outlives the incident ended by hand',
    file: 'core/src/telling/resolve.ts',
    from: 'untilMs: 0,',
    to: 'untilMs: nowMs + 300_000,',
  },
  {
    name: 'never given up',
    file: 'core/src/deciding/incident-step.ts',
    from: 'return leftMs <= 0 ||',
    to: 'return false ||',
  },
  {
    name: 'told before it is confirmed',
    file: 'core/src/telling/plan.ts',
    from: "open(draft, event.cause, 'TRIGGERED', given)",
    to: "tellOpening(open(draft, event.cause, 'TRIGGERED', given), 'INCIDENT_CREATED', event.cause, given)",
  },
  {
    name: 'the end is told to all',
    file: 'core/src/telling/audience.ts',
    from: 'const recipients = tie.toldChannelIds\n',
    to: 'const recipients = [...reachable]\n',
  },
  {
    name: 'the end has the key of the beginning',
    file: 'core/src/telling/plan.ts',
    from: 'const sequence = tie.sequence + 1;\n  const headline = closing',
    to: 'const sequence = tie.sequence;\n  const headline = closing',
  },
  {
    name: 'the end is not told',
    file: 'core/src/telling/plan.ts',
    from: 'if (recipients.length === 0) return ended;',
    to: 'if (recipients.length >= 0) return ended;',
  },
  {
    name: 'a reopened incident is a new one',
    file: 'core/src/telling/plan.ts',
    from: 'if (!draft.incident) return confirm',
    to: 'if (draft) return confirm',
  },
  {
    name: 'a new configuration keeps the old count',
    file: 'core/src/deciding/state.ts',
    from: 'consecutiveFailures: 0, consecutiveSuccesses: 0, isSettled',
    to: 'isSettled',
  },
  {
    name: 'steady too early',
    file: 'core/src/deciding/region-verdict.ts',
    from: 'region.consecutiveSuccesses === successCountOf(policy) &&',
    to: '',
  },
  {
    name: 'steady though our own fault was counted',
    file: 'core/src/deciding/region-verdict.ts',
    from: 'region.consecutiveUnknowns === undefined &&',
    to: '',
  },
  {
    name: 'incidents overlap',
    file: 'core/src/deciding/incident-step.ts',
    from: 'endedMs <= nowMs ? Math.max(sinceMs, endedMs) : sinceMs',
    to: 'sinceMs',
  },
  {
    name: 'the key has no sequence',
    file: 'core/src/telling/alert-planning.ts',
    from: 'key: `${incidentId}:${sequence}:${channelId}`,',
    to: 'key: `${incidentId}:1:${channelId}`,',
  },
  {
    name: 'who was told is forgotten',
    file: 'core/src/telling/audience.ts',
    from: 'const direct = new Set(tie.directChannelIds ?? tie.toldChannelIds);\n  const recipients = tie.toldChannelIds',
    to: 'const direct = new Set(tie.directChannelIds ?? tie.toldChannelIds);\n  const recipients = tie.toldChannelIds.slice(1)',
  },
  {
    name: 'what was held is forgotten when it is released',
    file: 'core/src/telling/plan.ts',
    from: 'return tellOpening(changed, draft.tie.held.kind, event.cause, given);',
    to: 'return { ...changed, tie: withoutHold(draft.tie) };',
  },
  {
    name: 'an acknowledgement stops nothing',
    file: 'core/src/telling/acknowledge.ts',
    from: 'dispatches = (tie.dispatches ?? []).map((dispatch) => acknowledgeDispatch(dispatch, how));',
    to: "dispatches = (tie.dispatches ?? []).map((dispatch) => (how.name === '' ? acknowledgeDispatch(dispatch, how) : dispatch));",
  },
  {
    name: 'Retry-After is ignored',
    file: 'server/src/engine/dispatching/lane.ts',
    from: 'outcome.retryAfterMs === undefined ? 0 :',
    to: 'outcome.retryAfterMs !== Infinity ? 0 :',
  },
  {
    name: 'dispatches go over to the next incident',
    file: 'core/src/telling/plan.ts',
    from: 'cooldown?.incidentId === incident.id ? cooldown.dispatches : undefined',
    to: 'cooldown?.dispatches',
  },
  {
    name: 'what is held is never released',
    file: 'server/src/engine/recording/decisions.ts',
    from: 'else if (tie.held) this',
    to: 'else if (tie.held && tie.sequence < 0) this',
  },
];

const ROOT = resolve(import.meta.dirname, '../..');

/** @returns how many lived */
export function killMutants(given: { readonly seeds: number; readonly only?: string | undefined }): number {
  const copy = mkdtempSync(join(tmpdir(), 'upwatch-mutants-'));
  try {
    makeTree(copy);
    const mutants = MUTATIONS.filter(({ name }) => given.only === undefined || name === given.only);
    const lived = mutants.filter((mutation) => !isKilled(mutation, copy, given.seeds));
    console.log(`${lived.length} of ${mutants.length} lived`);
    return lived.length;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** A tree of its own, in which the packages are copies that are broken. */
function makeTree(copy: string): void {
  for (const name of ['core', 'probe', 'server']) {
    const from = join(ROOT, 'packages', name);
    const to = join(copy, 'packages', name);
    cpSync(join(from, 'src'), join(to, 'src'), { recursive: true });
    cpSync(join(from, 'package.json'), join(to, 'package.json'));
    if (existsSync(join(from, 'node_modules'))) symlinkSync(join(from, 'node_modules'), join(to, 'node_modules'));
  }
  cpSync(join(ROOT, 'test/simulation'), join(copy, 'test/simulation'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
  mkdirSync(join(copy, 'node_modules/@upwatch'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@upwatch') symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  }
  for (const name of ['core', 'probe', 'server'])
    symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules/@upwatch', name));
}

function isKilled({ name, file, from, to }: Mutation, copy: string, seeds: number): boolean {
  const path = join(copy, 'packages', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} must hold ${JSON.stringify(from)} exactly once`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const script = join(copy, 'test/simulation/run.ts');
  const options = ['--seeds', String(seeds), '--hours', '12', '--bail'];
  const run = spawnSync(process.execPath, ['--conditions=upwatch:source', script, ...options], { encoding: 'utf8' });
  writeFileSync(path, source);
  const broken = /^commit .*?, (seed \d+, .*)$/m.exec(run.stdout);
  if (run.status !== 0 && !broken) throw new Error(`${name}: ${run.stderr.slice(0, 500)}`);
  console.log(broken ? `killed  ${name}: ${broken[1]!.slice(0, 160)}` : `LIVED   ${name}`);
  return broken !== null;
}
