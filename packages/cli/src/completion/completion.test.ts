import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { programOf } from '../program.ts';
import { COMMAND } from '../testing/command.ts';
import { SPARE_ENV } from '../testing/run-cli.ts';
import { answering, served } from '../testing/served.ts';
import { completionOf } from './candidates.ts';
import { lookupFor } from './lookup.ts';
import { SCRIPTS, SHELLS } from './scripts.ts';

const PATIENCE = { timeout: 120_000 };
const run = promisify(execFile);

const ROWS: readonly (readonly [line: string, includes: readonly string[], named?: unknown])[] = [
  ['monit', ['monitors']],
  ['monitors ro', ['rotate-token']],
  ['monitors tags ', ['list', 'add', 'remove']],
  ['alert-channels te', ['test']],
  ['monitors list --sea', ['--search']],
  ['monitors list --output ', ['table', 'json', 'yaml']],
  ['monitors list -o y', ['yaml']],
  ['monitors bulk --action P', ['PAUSE']],
  ['monitors get ', [], { list: 'monitors.list' }],
  ['monitors get --output json ', [], { list: 'monitors.list' }],
  ['monitors tags add shop --tag-ids ', [], { list: 'tags.list' }],
  ['incidents ack --monitor ', [], { list: 'monitors.list' }],
  ['groups add edge ', [], { list: 'monitors.list' }],
  ['status --context ', [], 'contexts'],
  ['completion z', ['zsh']],
];

for (const [line, includes, named] of ROWS) {
  test(`after "upwatch ${line}" comes what can`, async () => {
    const words = line.split(' ');
    const program = await programOf((name) => !name.startsWith('_'));
    const resource = program.commands.find((one) => [one.name(), ...one.aliases()].includes(words[0]!))?.name();
    const { candidates, named: found } = completionOf(program, words, await lookupFor(resource));
    const current = words.at(-1)!;
    assert.deepEqual(
      includes.filter((word) => !candidates.some((one) => one.word === word)),
      [],
    );
    assert.ok(candidates.every(({ word }) => word.startsWith(current)));
    assert.deepEqual(found, named);
  });
}

test('bash completes commands, options, choices and names of the server', PATIENCE, async (t) => {
  const [{ cli, env, dir }, { address }] = [await served(t), await answering(t)];
  await cli('monitors', 'create', 'shop one', address);
  const command = join(dir, 'upwatch');
  writeFileSync(
    command,
    `#!/bin/sh\nexec ${[process.execPath, ...COMMAND].map((word) => `'${word}'`).join(' ')} "$@"\n`,
  );
  chmodSync(command, 0o755);
  const complete = async (...words: readonly string[]): Promise<string> => {
    const script = `eval "$(upwatch completion bash)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _upwatch; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['--norc', '-c', script, 'bash', 'upwatch', ...words], {
      env: {
        ...SPARE_ENV,
        ...env,
        PATH: `${dir}:${process.env['PATH']}`,
        XDG_CACHE_HOME: join(dir, 'cache'),
        XDG_CONFIG_HOME: dir,
      },
      timeout: 30_000,
    });
    return stdout;
  };
  assert.equal(await complete('monitors', 'rot'), 'rotate-token\n');
  assert.equal(await complete('monitors', 'list', '-o', ''), 'table\njson\nyaml\n');
  assert.equal(await complete('monitors', 'get', 'sh'), 'shop\\ one\n');
  assert.equal(await complete('monitors', 'get', 'shop\\ o'), 'shop\\ one\n');
  assert.equal(await complete('monitors', 'get', '--qu'), '--quiet\n');
});

for (const shell of SHELLS) {
  const isInstalled = spawnSync(shell, ['-c', 'true'], { timeout: 10_000 }).status === 0;
  test(`${shell} can read its completion`, { skip: isInstalled ? false : `${shell} is not installed` }, (t) => {
    // fish reads nothing from its standard input with -n.
    const dir = mkdtempSync(join(tmpdir(), 'upwatch-completion-'));
    t.after(() => rmSync(dir, { recursive: true }));
    const file = join(dir, `upwatch.${shell}`);
    writeFileSync(file, SCRIPTS[shell]);
    const read = spawnSync(shell, ['-n', file], { timeout: 10_000, encoding: 'utf8' });
    assert.deepEqual([read.status, read.stderr], [0, '']);
  });
}

const hasFish = spawnSync('fish', ['-c', 'true'], { timeout: 10_000 }).status === 0;
test('fish offers files only where nothing else can stand', {
  skip: hasFish ? false : 'fish is not installed',
}, (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-completion-'));
  t.after(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'upwatch'), "#!/bin/sh\ncase $4 in list) printf 'table\\t\\njson\\t\\n' ;; esac\n", {
    mode: 0o755,
  });
  writeFileSync(join(dir, 'script.fish'), SCRIPTS.fish);
  const completed = (line: string): string[] => {
    const script = `source ${dir}/script.fish; complete -C "${line}"`;
    const env = { ...process.env, HOME: dir, PATH: `${dir}:${process.env['PATH']}` };
    const { stdout } = spawnSync('fish', ['-c', script], { cwd: dir, env, timeout: 20_000, encoding: 'utf8' });
    return stdout.split('\n').map((one) => one.trim());
  };
  assert.deepEqual(completed('upwatch monitors list -o '), ['json', 'table', '']);
  assert.ok(completed('upwatch check --ca scr').includes('script.fish'));
});
