/** One command for all of it. Keys take PostgreSQL and Redis away, and give them back. */
import { emitKeypressEvents } from 'node:readline';
import { startWholeShop, type WholeShop } from './whole-shop.ts';
import type { LocalServer } from './servers.ts';

const shop = await startWholeShop();
process.stdout.write(`
  the shop   ${shop.shopUrl}         its health   ${shop.shopUrl}/ready
  Upwatch    ${shop.upwatchUrl}         its key      ${shop.token}

  p  stops PostgreSQL, or starts it     r  the same with Redis     q  ends all of it
`);

const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  if (!process.stdin.isTTY) return;
  emitKeypressEvents(process.stdin);
  process.stdin.setRawMode(true);
  process.stdin.on('keypress', (_text: string, key: { readonly name?: string; readonly ctrl?: boolean }) => {
    if (key.name === 'q' || (key.ctrl && key.name === 'c')) resolve();
    else void pressed(key.name, shop);
  });
});
await ended;
process.stdin.setRawMode?.(false);
process.stdin.pause();
await shop[Symbol.asyncDispose]();

async function pressed(key: string | undefined, { postgresql, redis }: WholeShop): Promise<void> {
  if (key === 'p') await turn('PostgreSQL', postgresql);
  if (key === 'r') await turn('Redis', redis);
}

async function turn(name: string, server: LocalServer): Promise<void> {
  const wasRunning = server.isRunning();
  await (wasRunning ? server.stop() : server.start());
  process.stdout.write(`  ${name} is ${wasRunning ? 'stopped' : 'back'}\n`);
}
