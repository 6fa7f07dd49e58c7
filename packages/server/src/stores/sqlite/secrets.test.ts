/** What is on disk of a secret, and which key opens it. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { OPERATOR } from '../testing/samples.ts';
import { openCoreStore } from './core-store.ts';
import { closing, temporaryDirectory, temporaryStore, tickingClock } from './testing/temporary-store.ts';

const VALUE = 'correct-horse-battery-staple';

function bytesIn(directory: string): string {
  return readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'latin1'))
    .join('\n');
}

test('the value is nowhere on disk, and the key that opens it is readable to its owner alone', async () => {
  await using opened = await temporaryStore();
  const directory = dirname(opened.file);
  await opened.store.secrets.create({ key: 'TOKEN', value: VALUE }, OPERATOR);
  await opened.store.secrets.rotate(OPERATOR);
  assert.ok(bytesIn(directory).includes('TOKEN'));
  assert.ok(!bytesIn(directory).includes(VALUE));
  assert.equal(statSync(join(directory, 'secret.key')).mode & 0o777, 0o600);
});

test('a key that is given keeps no file, and only that key opens the database again', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  const open = (secretKey?: string) =>
    closing(openCoreStore({ file, clock: tickingClock(), ...(secretKey !== undefined && { secretKey }) }));
  {
    await using store = open('a'.repeat(32));
    await store.secrets.create({ key: 'TOKEN', value: VALUE }, OPERATOR);
  }
  assert.ok(!existsSync(join(directory.path, 'secret.key')));
  assert.throws(() => open('b'.repeat(32)), {
    name: 'StartRefusal',
    code: 'secret_key',
    message: /UPWATCH_SECRET_KEY/,
  });
  assert.throws(() => open(), { name: 'StartRefusal', code: 'secret_key', message: /secret\.key is missing/ });
  await using store = open('a'.repeat(32));
  assert.equal((await store.secrets.values())[0]?.value, VALUE);
});

test('a key that is given later takes over what the file had sealed', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  const clock = tickingClock();
  {
    await using store = closing(openCoreStore({ file, clock }));
    await store.secrets.create({ key: 'TOKEN', value: VALUE }, OPERATOR);
  }
  {
    await using store = closing(openCoreStore({ file, clock, secretKey: 'c'.repeat(32) }));
    assert.equal((await store.secrets.values())[0]?.value, VALUE);
  }
  rmSync(join(directory.path, 'secret.key'));
  await using store = closing(openCoreStore({ file, clock, secretKey: 'c'.repeat(32) }));
  assert.equal((await store.secrets.values())[0]?.value, VALUE);
});

test('a lost or foreign key refuses the start and changes nothing', async () => {
  await using opened = await temporaryStore();
  await opened.store.secrets.create({ key: 'TOKEN', value: VALUE }, OPERATOR);
  const file = join(dirname(opened.file), 'secret.key');
  const key = readFileSync(file, 'utf8');
  for (const [content, message] of [
    [undefined, /is missing/],
    ['A'.repeat(43), /does not open/],
    ['not a key', /does not hold a key/],
  ] as const) {
    if (content === undefined) rmSync(file);
    else writeFileSync(file, content);
    const clock = tickingClock();
    assert.throws(() => openCoreStore({ file: opened.file, clock }), { name: 'StartRefusal', message });
  }
  writeFileSync(file, key);
  assert.equal((await (await opened.reopen()).secrets.values())[0]?.value, VALUE);
});
