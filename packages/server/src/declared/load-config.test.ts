import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileProblems, readYaml } from '../settings/yaml-file.ts';
import { loadConfig } from './load-config.ts';

test('what is wrong under server: hides nothing of what is wrong under monitors:', () => {
  const text = `server: { prot: 1 }
monitors:
  - name: a
    type: HTTP
    config: { url: "ftp://x", method: GET }
`;
  const file = readYaml(text, 'upwatch.yml', {});
  assert.throws(
    () => loadConfig({ flags: { port: 'x' }, env: {}, file }),
    (error) => {
      assert.ok(error instanceof FileProblems);
      assert.deepEqual(
        error.problems.map(({ at }) => at),
        ['upwatch.yml:1:17', 'command line', 'upwatch.yml:5:20'],
      );
      return true;
    },
  );
});

test('without a file there are the settings alone', () => {
  assert.equal(loadConfig({ flags: {}, env: { UPWATCH_PORT: '4' } }).config.port, 4);
});

test('what is declared is judged by what is set: programs only where they may be started', () => {
  const text = `monitors:
  - name: agent
    type: MCP_SERVER
    config: { command: ./agent }
`;
  const file = readYaml(text, 'upwatch.yml', {});
  const loaded = loadConfig({ flags: {}, env: { UPWATCH_PROBE_COMMANDS: 'true' }, file });
  assert.deepEqual(
    loaded.declared?.things.map(({ name }) => name),
    ['agent'],
  );
  assert.throws(() => loadConfig({ flags: {}, env: {}, file }), /upwatch\.yml:4:.*may not start programs/);
});
