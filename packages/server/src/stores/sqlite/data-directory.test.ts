import assert from 'node:assert/strict';
import { once } from 'node:events';
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openDataDirectory } from './data-directory.ts';
import { temporaryDirectory } from './testing/temporary-store.ts';

/** A process of its own that takes a directory and holds it until it is killed. */
async function holder(directory: string) {
  const code = `
    const { openDataDirectory } = await import(${JSON.stringify(new URL('data-directory.ts', import.meta.url).href)});
    openDataDirectory(${JSON.stringify(directory)});
    console.log('held');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--conditions=upwatch:source', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a second server on one data directory is refused with the pid of the first', async () => {
  using directory = temporaryDirectory();
  const child = await holder(directory.path);
  try {
    assert.throws(() => openDataDirectory(directory.path), {
      name: 'StartRefusal',
      code: 'in_use',
      message: new RegExp(`^${directory.path} is in use by pid ${child.pid}: .*$`),
    });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

test('a server killed with SIGKILL leaves no lock behind', async () => {
  using directory = temporaryDirectory();
  const child = await holder(directory.path);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(readFileSync(join(directory.path, 'upwatch.pid'), 'utf8'), `${child.pid}\n`);
  openDataDirectory(directory.path).close();
});

test('one process cannot take a directory twice, and can take it again once it is closed', () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'made', 'on', 'the', 'way');
  const first = openDataDirectory(path);
  assert.throws(() => openDataDirectory(path), { code: 'in_use' });
  first.close();
  first.close();
  openDataDirectory(path).close();
  assert.deepEqual(readdirSync(path), ['upwatch.lock']);
});

test('a file in the place of the directory, or on the way to it, is refused in one line that names it', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a-file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'data')]) {
    assert.throws(() => openDataDirectory(path), {
      name: 'StartRefusal',
      code: 'unwritable',
      message: `${file} is not a directory: give the data directory another place with --data`,
    });
  }
});

test('a directory that cannot be made is refused in one line with path, uid and reason', {
  timeout: 20_000,
}, async () => {
  using directory = temporaryDirectory();
  const dangling = join(directory.path, 'dangling');
  symlinkSync(join(directory.path, 'nowhere', 'at-all'), dangling);
  const paths: [path: string, reason: string][] = [[dangling, 'EEXIST']];
  // Nothing can be made there, whoever asks.
  if (process.platform === 'linux') paths.push(['/proc/nope', 'ENOENT'], ['/proc/nope/deeper', 'ENOENT']);
  const uid = process.getuid ? ` by uid ${process.getuid()}` : '';
  for (const [path, reason] of paths) {
    // In a process of its own: what hangs there can be killed.
    assert.deepEqual(await refusalOf(path), `${path} cannot be written${uid} (${reason})`);
  }
});

async function refusalOf(path: string): Promise<string> {
  const code = `
    const { openDataDirectory } = await import(${JSON.stringify(new URL('data-directory.ts', import.meta.url).href)});
    try { openDataDirectory(${JSON.stringify(path)}) } catch (error) { process.stdout.write(error.message) }`;
  const asked = promisify(execFile)(
    process.execPath,
    ['--conditions=upwatch:source', '--input-type=module', '-e', code],
    { timeout: 10_000, killSignal: 'SIGKILL' },
  );
  return (await asked).stdout;
}
