import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import { latenessOf, latenessText } from './lateness.ts';
import type { TortureRow } from './row.ts';
import { type Behaviour, type ScriptedTarget, scriptedTarget, wallMs } from './scripted-target.ts';
import { startServer } from './server-process.ts';
import { falseAlarms, makeMonitors } from './watched-server.ts';

const MONITORS = 400;
const INTERVAL_MS = 2_000;
const TIMEOUT_MS = 5_000;
const OBSERVED_MS = 14_000;
const LATE_P99_MAX_MS = 1_000;
/** What hanging targets may cost the others: less than the clocks' and this driver's own noise. */
const COST_MAX_MS = 50;
/** A hanging connection is closed at the timeout; row H04 allows this more. */
const LEFT_MAX_MS = TIMEOUT_MS + 1_000;
/** How many hang, out of a hundred. */
const SHARES = [0, 5, 33] as const;

/** Rows O06 and H04: targets that take the request and never answer, or answer a byte at a time without end. */
export const slowTargets: TortureRow = {
  name: 'o06',
  promise: 'targets that hang cost the others nothing, and are left at their timeout',
  rounds: 3,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      const broken: string[] = [];
      const seen: string[] = [];
      await using target = await scriptedTarget();
      await using server = await startServer(home);
      const ids = await makeMonitors(server, target.url, {
        count: MONITORS,
        seconds: INTERVAL_MS / 1000,
        timeoutMs: TIMEOUT_MS,
      });
      let calmP99Ms = 0;
      for (const share of SHARES) {
        const hanging = (MONITORS * share) / 100;
        target.behave((path) => hangs(Number(path.slice(1)), hanging));
        await delay(TIMEOUT_MS + 1000);
        const fromMs = wallMs();
        await delay(OBSERVED_MS);
        const good = ids.slice(Math.floor(hanging));
        const first = Math.floor(hanging) + 1;
        const late = latenessOf(target.arrivals, { ids: good, first, intervalMs: INTERVAL_MS, fromMs, toMs: wallMs() });
        seen.push(`${share} % hang: ${latenessText(late)}`);
        if (share === 0) calmP99Ms = late.p99Ms;
        if (late.p99Ms > LATE_P99_MAX_MS) broken.push(`${share} % hang: p99 is ${Math.round(late.p99Ms)} ms`);
        if (late.p99Ms > calmP99Ms + COST_MAX_MS) broken.push(`${share} % hanging made the others late`);
        if (late.missed > 0) broken.push(`${share} % hang: ${late.missed} slots of the others were missed`);
        broken.push(...(await falseAlarms(server, (number) => number <= hanging)));
      }
      broken.push(...heldTooLong(target));
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      yield { seen: seen.join('; '), broken };
    }
  },
};

function hangs(number: number, hanging: number): Behaviour {
  if (number > hanging) return 'up';
  return number % 2 === 0 ? 'silent' : 'drip';
}

/** Row H04: the target itself sees that it is left. */
function heldTooLong(target: ScriptedTarget): string[] {
  const nowMs = wallMs();
  const held = target.arrivals
    .filter(({ behaviour }) => behaviour === 'silent' || behaviour === 'drip')
    .map(({ atMs, leftAtMs }) => (leftAtMs ?? nowMs) - atMs);
  const longestMs = Math.max(...held);
  return longestMs > LEFT_MAX_MS ? [`a connection was held for ${Math.round(longestMs)} ms`] : [];
}
