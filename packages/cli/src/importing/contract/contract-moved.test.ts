import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { filesOf } from '../testing/files.ts';
import { importServer } from '../testing/imported-into.ts';

const monitor = (name: string) => ({ name, type: 'HTTP', config: { url: 'http://127.0.0.1:9/', method: 'GET' } });
const fileOf = (names: readonly string[], moved: readonly object[] = []) =>
  JSON.stringify({ monitors: names.map(monitor), moved });

test('what `moved` names is renamed, whether an import brought it or not, and stays the same thing', async (t) => {
  const [file = ''] = filesOf(t, { 'devhelm.yml': fileOf(['old']) });
  const server = await importServer(t);
  const run = async (...args: Parameters<typeof fileOf>) => {
    writeFileSync(file, fileOf(...args));
    const { code, stdout, stderr } = await server.cli('import', 'contract', file);
    assert.equal(code, 0, stderr + stdout);
    return stdout;
  };
  await run(['old']);
  const { id: oldId } = (await server.list('monitors'))['old']!;
  const made = await server.ask('POST', '/api/v1/monitors', { ...monitor('by hand'), frequencySeconds: 300 });
  assert.equal(made.status, 201);
  const { id: handId } = (await server.list('monitors'))['by hand']!;

  const names = ['shop', 'till', 'desk'];
  const moved = [
    { from: 'monitors.old', to: 'monitors.shop' },
    { from: 'monitors.by hand', to: 'monitors.till' },
    { from: 'monitors.nobody', to: 'monitors.desk' },
  ];
  const said = await run(names, moved);
  const now = await server.list('monitors');
  assert.deepEqual(Object.keys(now).toSorted(), ['desk', 'shop', 'till']);
  assert.deepEqual([now['shop']!.id, now['till']!.id], [oldId, handId]);
  assert.equal(now['till']!['frequencySeconds'], 300, 'what was set here stays');
  assert.match(said, /monitors\.nobody[^]*there is none of that name to rename: monitors\.desk is a new one/);
  const again = await run(names, moved);
  assert.match(again, /0 written, 3 left as they are/, 'a move is made once, and may stay in the file');
  assert.doesNotMatch(again, /none of that name/);
});

test('what has the former name by now is another thing, and keeps it', async (t) => {
  const [file = ''] = filesOf(t, { 'devhelm.yml': fileOf(['old']) });
  const server = await importServer(t);
  assert.equal((await server.cli('import', 'contract', file)).code, 0);
  const { id } = (await server.list('monitors'))['old']!;
  writeFileSync(file, fileOf(['old', 'shop'], [{ from: 'monitors.old', to: 'monitors.shop' }]));
  assert.equal((await server.cli('import', 'contract', file)).code, 0);
  const { old, shop } = await server.list('monitors');
  assert.equal(old!.id, id);
  assert.notEqual(shop!.id, id);
});
