import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runCli } from '../testing/run-cli.ts';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'upwatch-serve-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('everything wrong in the config file is said before anything starts: one line each, with its place', async (t) => {
  const cwd = folder(t);
  writeFileSync(
    join(cwd, 'upwatch.yml'),
    'server: { prot: 1 }\nmonitors:\n  - { name: a, type: HTTP, config: { url: "ftp://x", method: GET } }\n',
  );
  const { code, stdout, stderr } = await runCli(['serve', '--port', 'x'], {}, cwd);
  assert.deepEqual([code, stdout], [2, '']);
  assert.deepEqual(
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ', 4).join(' ')),
    [
      'upwatch: upwatch.yml:1:17: server.prot is',
      'command line: --port must',
      'upwatch.yml:3:43: monitors[0].config.url must begin',
    ],
  );
});

test('a data directory that is a file is refused in one line that names it', async (t) => {
  const cwd = folder(t);
  writeFileSync(join(cwd, 'taken'), '');
  const { code, stderr } = await runCli(['serve', '--port', '0', '--data', 'taken'], {}, cwd);
  assert.match(stderr, /^upwatch: \S+taken is not a directory: give the data directory another place with --data\n$/);
  assert.equal(code, 2);
});
