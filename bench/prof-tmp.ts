import { resolve } from 'node:path';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { Child } from './child.ts';
await using server = new Child(resolve(import.meta.dirname, 'target.ts'), ['http']);
const target = JSON.parse(await server.line()) as { port: number };
const dir = mkdtempSync('/tmp/upw-prof-');
writeFileSync(
  dir + '/c.json',
  JSON.stringify({
    server: { logLevel: 'info' },
    monitors: Array.from({ length: 3000 }, (_, i) => ({
      name: `m ${i}`,
      type: 'HTTP',
      frequencySeconds: 1,
      config: { url: `http://127.0.${Math.floor(i / 250) % 4}.${(i % 250) + 1}:${target.port}/` },
    })),
  }),
);
const c = spawn(
  process.execPath,
  [
    '--cpu-prof',
    '--cpu-prof-dir=/tmp/prof',
    '--cpu-prof-interval=500',
    'packages/cli/bin/upwatch.js',
    'serve',
    '--config',
    dir + '/c.json',
    '--data',
    dir + '/d',
    '--port',
    '0',
  ],
  { stdio: 'ignore' },
);
await new Promise((r) => setTimeout(r, 45000));
c.kill('SIGTERM');
await new Promise((r) => c.once('exit', r));
