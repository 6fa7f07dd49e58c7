/**
 * Writes to a store as fast as it can and says after each promise that is fulfilled what was promised, until it is
 * killed: `node ledger-child.ts DIRECTORY FIRST_NUMBER`. One line of JSON for each acknowledged write.
 */
import { writeSync } from 'node:fs';
import { goesDown, newChannel, newDispatch, newMonitor, OPERATOR, sampleId, T0 } from '../../testing/samples.ts';
import { openCoreStore } from '../core-store.ts';
import { openDataDirectory } from '../data-directory.ts';
import type { Promised } from './ledger.ts';

const [path, first] = process.argv.slice(2);
const directory = openDataDirectory(path!);
let nowMs = T0;
const clock = { wall: () => nowMs++, monotonic: () => performance.now() };
const store = openCoreStore({ file: directory.coreFile, clock });
const channel = newChannel(1).id;
if (!(await store.channels.get(channel))) await store.channels.create(newChannel(1), OPERATOR);

/** A policy tells of it. */
function downWithPolicy(number: number): ReturnType<typeof goesDown> {
  const commit = goesDown(number, sampleId(number), [channel]);
  return { ...commit, dispatches: [newDispatch(number, commit.incident!.id)] };
}

/** Written at once and in order: a pipe keeps what a killed process wrote. */
function promised(promise: Promised): void {
  writeSync(1, `${JSON.stringify(promise)}\n`);
}

promised({ type: 'opened' });
for (let number = Number(first); ; number++) {
  const id = sampleId(number);
  await store.monitors.create(newMonitor(number), [{ name: `tag ${number % 5}` }], OPERATOR);
  promised({ type: 'created', number });
  const group = [0, 1, 2].map((back) => number - back).filter((other) => other >= Number(first) && other % 7 !== 0);
  await store.commit(group.map(downWithPolicy));
  for (const other of group) promised({ type: 'down', number: other });
  if (number % 3 === 0) await send(number);
  if (number % 7 === 0) {
    await store.monitors.delete(id, OPERATOR);
    promised({ type: 'deleted', number });
  }
}

async function send(number: number): Promise<void> {
  const [delivery] = await store.outbox.open(1);
  if (!delivery) return;
  const attempt = {
    id: sampleId(0x4_0000_0000 + number),
    deliveryId: delivery.id,
    attemptNumber: 1,
    status: 'sent',
    durationMs: 1,
    attemptedAtMs: T0,
  } as const;
  await store.outbox.record(attempt, { ...delivery, status: 'DELIVERED', attemptCount: 1, deliveredAtMs: T0 });
  promised({ type: 'delivered', deliveryId: delivery.id });
}
