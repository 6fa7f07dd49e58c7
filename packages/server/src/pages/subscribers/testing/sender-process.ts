/** Tells subscribers as a process of its own, to be killed: `sender-process.ts CORE_FILE`. */
import { randomUUID } from 'node:crypto';
import { systemAfter } from '../../../engine/dispatching/send.ts';
import { openCoreStore } from '../../../stores/sqlite/core-store.ts';
import { watchSubscribers } from '../subscriber-watch.ts';
import { PUBLIC_URL } from './subscribed-page.ts';

const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const sender = watchSubscribers({
  store: openCoreStore({ file: process.argv[2]!, clock }),
  publicUrl: PUBLIC_URL,
  inside: {},
  outside: {},
  clock,
  after: systemAfter,
  random: Math.random,
  newId: () => randomUUID(),
  onTrouble: (error) => void process.stderr.write(`${error.message}: ${String(error.cause)}\n`),
});
setInterval(() => sender.tick(), 20);
