/** A dispatcher as a process of its own, to be killed: `dispatcher-process.ts CORE_FILE`. Says each change of an alert. */
import { randomUUID } from 'node:crypto';
import { channelOf } from '../../channels/index.ts';
import { openCoreStore } from '../../stores/sqlite/core-store.ts';
import { startDispatcher } from '../dispatching/dispatcher.ts';
import { systemAfter } from '../dispatching/send.ts';

const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

startDispatcher({
  store: openCoreStore({ file: process.argv[2]!, clock }),
  channelOf,
  clock,
  after: systemAfter,
  random: Math.random,
  newId: () => randomUUID(),
  publish: (event) => say(event),
  onTrouble: (error) => say({ type: 'trouble', message: error.message, cause: String(error.cause) }),
});
