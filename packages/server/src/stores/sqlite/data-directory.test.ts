import assert from 'node:assert/strict';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
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

test('a directory that cannot be written is refused in one line with path, uid and reason', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a-file');
  writeFileSync(file, '');
  const path = join(file, 'data');
  const uid = process.getuid ? ` by uid ${process.getuid()}` : '';
  assert.throws(() => openDataDirectory(path), {
    name: 'StartRefusal',
    code: 'unwritable',
    message: `${path} cannot be written${uid} (ENOTDIR)`,
  });
});
