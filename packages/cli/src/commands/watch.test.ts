import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { COMMAND } from '../testing/command.ts';
import { SPARE_ENV } from '../testing/run-cli.ts';
import { answering, served } from '../testing/served.ts';

const PATIENCE = { timeout: 60_000 };
const ARGS = [...COMMAND, 'watch'];
const HAS_SCRIPT = spawnSync('script', ['--version'], { timeout: 10_000 }).status === 0;
const LEFT = '\u001b[?25h\u001b[?1049l';

interface Watching {
  readonly child: ChildProcess;
  /** Waits until it has been written. */
  readonly shows: (text: string | RegExp) => Promise<string>;
  readonly ended: Promise<readonly [code: number | null, text: string]>;
}

function watching(t: TestContext, command: string, args: readonly string[], env: NodeJS.ProcessEnv): Watching {
  const child = spawn(command, args, {
    env: { ...SPARE_ENV, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  const waiting: (() => void)[] = [];
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    for (const look of waiting.splice(0)) look();
  });
  const ended = once(child, 'close').then(([code]) => [code as number | null, text] as const);
  const shows = async (wanted: string | RegExp): Promise<string> => {
    while (!(typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))) {
      const more = new Promise<void>((done) => waiting.push(done));
      const isOver = await Promise.race([more.then(() => false), ended.then(() => true)]);
      if (isOver) assert.fail(`it ended without ${wanted}:\n${text}`);
    }
    return text;
  };
  return { child, shows, ended };
}

test('where there is no terminal each change is a line, until it is told to stop', PATIENCE, async (t) => {
  const [{ cli, env }, target] = [await served(t), await answering(t)];
  await cli('monitors', 'create', 'shop', target.address, '--every', '1s');
  const watch = watching(t, process.execPath, ARGS, env);
  await watch.shows(/^\d{4}-.*Z {2}shop {2}(up|unknown)\n/m);
  target.statusCode = 503;
  await watch.shows(/Z {2}shop {2}(up|unknown) → down {2}.*expected 2xx, got 503\n/);
  await cli('monitors', 'create', 'later', '127.0.0.1:1', '--every', '1s');
  await watch.shows(/ {2}later {2}unknown → down/);
  watch.child.kill('SIGTERM');
  assert.equal((await watch.ended)[0], 0);
});

test('a key that does not work is said at once, not tried for ever', PATIENCE, async (t) => {
  const { env } = await served(t);
  const watch = watching(t, process.execPath, ARGS, { ...env, UPWATCH_API_TOKEN: 'uw_wrong' });
  assert.equal((await watch.ended)[0], 4);
});

for (const how of ['q', 'Ctrl-C', 'SIGTERM', 'SIGHUP'] as const) {
  test(`the terminal is as it was after ${how}`, {
    ...PATIENCE,
    skip: !HAS_SCRIPT && 'there is no script(1)',
  }, async (t) => {
    const [{ cli, env }, target] = [await served(t), await answering(t)];
    await cli('monitors', 'create', 'shop', target.address, '--every', '1s');
    const call = `stty rows 24 cols 80; echo "pid $$"; exec "${process.execPath}" ${ARGS.join(' ')}`;
    const watch = watching(t, 'script', ['-qefc', call, '/dev/null'], { ...env, TERM: 'xterm' });
    const text = await watch.shows(/live \d\d:/);
    assert.ok(text.includes('\u001b[?1049h'));
    await watch.shows(/✔.* shop/);
    if (how === 'q') watch.child.stdin!.write('q');
    else if (how === 'Ctrl-C') watch.child.stdin!.write('\u0003');
    else process.kill(Number(/pid (\d+)/.exec(text)![1]), how);
    const [code, all] = await watch.ended;
    assert.ok(all.trimEnd().endsWith(LEFT), JSON.stringify(all.slice(-60)));
    assert.equal(code, 0);
  });
}
