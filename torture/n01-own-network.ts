import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RoundReport, TortureRow } from './row.ts';

const INSIDE = new URL('./n01-inside.ts', import.meta.url).pathname;

/** Row N01: the server lives in a network namespace of its own, its 500 targets in another, with a cable between them. */
export const ownNetwork: TortureRow = {
  name: 'n01',
  promise: 'without a network of its own it opens nothing, tells one thing of itself afterwards, and is soon back',
  rounds: 2,
  missing: () => (canMakeNamespaces() ? undefined : 'network namespaces need root and the ip command'),
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      // The card goes down, which the system says at once; or the far end does, which nothing says.
      yield round % 2 === 1 ? await cut(directory, round, 'card') : await cut(directory, round, 'far-end');
    }
  },
};

async function cut(directory: string, round: number, where: 'card' | 'far-end'): Promise<RoundReport> {
  const [ours, theirs] = [`upwatch-n01-${process.pid}-a`, `upwatch-n01-${process.pid}-b`];
  try {
    connect(ours, theirs);
    const args = ['netns', 'exec', ours, process.execPath, '--conditions=upwatch:source', INSIDE];
    const child = spawn('ip', [...args, `${directory}/${round}`, theirs, where], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    await once(child, 'close');
    return JSON.parse(text.trim().split('\n').at(-1) ?? '') as RoundReport;
  } finally {
    for (const name of [ours, theirs]) ip('netns', 'del', name);
  }
}

/** 10.98.0.0/17 is all at the far end; the near end is 10.98.255.1. */
function connect(ours: string, theirs: string): void {
  for (const name of [ours, theirs]) ip('netns', 'add', name);
  ip('-n', ours, 'link', 'add', 'near', 'type', 'veth', 'peer', 'name', 'far', 'netns', theirs);
  ip('-n', ours, 'addr', 'add', '10.98.255.1/16', 'dev', 'near');
  ip('-n', theirs, 'addr', 'add', '10.98.255.2/16', 'dev', 'far');
  for (const [name, device] of [
    [ours, 'lo'],
    [ours, 'near'],
    [theirs, 'lo'],
    [theirs, 'far'],
  ] as const)
    ip('-n', name, 'link', 'set', device, 'up');
  ip('-n', theirs, 'route', 'add', 'local', '10.98.0.0/17', 'dev', 'lo');
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function canMakeNamespaces(): boolean {
  const name = `upwatch-n01-${process.pid}-try`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return true;
  } catch {
    return false;
  }
}
