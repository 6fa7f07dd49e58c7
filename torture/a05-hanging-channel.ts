import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { type ScriptedTarget, scriptedTarget, wallMs } from './scripted-target.ts';
import { startServer } from './server-process.ts';
import { falseAlarms, makeChannel, makeMonitors } from './watched-server.ts';
import { accept, type WebhookSink, webhookSink } from './webhook-sink.ts';

const MONITORS = 40;
/** As many as are told alone: more would be a storm, of which row O01 tells. */
const FAILING = 5;
const LATE_MAX_MS = 5_000;
/** Longer than the first few retries of a channel take. */
const QUIET_MS = 35_000;

/** Rows A05 and A12: one channel hangs while another works; then what it still has to tell is no longer wanted. */
export const hangingChannel: TortureRow = {
  name: 'a05',
  promise: 'a channel that hangs delays no other, and of a deleted monitor nothing more is sent',
  rounds: 2,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      await using target = await scriptedTarget();
      await using hanging = await webhookSink();
      await using working = await webhookSink();
      hanging.answerWith(() => undefined);
      await using server = await startServer(home);
      await makeChannel(server, hanging.url, 'hanging');
      await makeChannel(server, working.url, 'working');
      const ids = await makeMonitors(server, target.url, { count: MONITORS, seconds: 1 });
      await delay(3000);
      target.behave((path) => (Number(path.slice(1)) <= FAILING ? 'down' : 'up'));
      await delay(LATE_MAX_MS + 3000);
      const waits = waitsOf(target, working);
      const longestMs = Math.max(...waits);
      const broken = await falseAlarms(server, (number) => number <= FAILING);
      if (waits.length !== FAILING) broken.push(`${waits.length} alerts came through, ${FAILING} monitors broke`);
      if (longestMs > LATE_MAX_MS) broken.push(`an alert came after ${Math.round(longestMs)} ms`);

      for (const id of ids.slice(0, FAILING)) {
        const { status } = await server.call('DELETE', `/monitors/${id}`);
        if (status >= 300) broken.push(`deleting was answered ${status}`);
      }
      const deletedMs = wallMs();
      hanging.answerWith(accept);
      hanging.breakOff();
      await delay(QUIET_MS);
      const unwanted = [hanging, working].flatMap(({ received }) =>
        received.filter(({ atMs }) => atMs > deletedMs + 5000),
      );
      if (unwanted.length > 0)
        broken.push(`${unwanted.length} alerts of deleted monitors, such as ${unwanted[0]!.kind}`);
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      const seen = `${waits.length} alerts within ${Math.round(longestMs)} ms of the second failure; ${hanging.received.length} sends to the hanging channel, ${unwanted.length} after the end`;
      yield { seen, broken };
    }
  },
};

/** From the failure that confirmed an outage, as the target saw it, to the alert, as the sink did. */
function waitsOf(target: ScriptedTarget, sink: WebhookSink): readonly number[] {
  const failures = Map.groupBy(
    target.arrivals.filter(({ behaviour }) => behaviour === 'down'),
    ({ number }) => number,
  );
  return sink.received.map(({ number, atMs }) => atMs - (failures.get(number)?.[1]?.atMs ?? Infinity));
}
