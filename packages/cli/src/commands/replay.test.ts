import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCli } from '../testing/run-cli.ts';

// Nothing listens there: what is refused here is refused before the server is asked.
const NOWHERE = { UPWATCH_URL: 'http://127.0.0.1:9', UPWATCH_API_TOKEN: 'uw_cli_0123456789abcdef' };

const PATIENCE = { timeout: 120_000 };

async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['replay', '-m', 'shop', ...args], NOWHERE);
  assert.deepEqual([code, stdout], [2, ''], stderr);
  return stderr;
}

test('a span that is none is refused with what was given', PATIENCE, async () => {
  assert.match(
    await refusal('--from', '1h', '--to', '2h'),
    /--from must be before --to, got "1h" \(\d{4}-.*Z\) and "2h" \(\d{4}-.*Z\)/,
  );
  assert.match(
    await refusal('--from', '9999-01-01'),
    /--from must be before --to, got "9999-01-01" \(.*\) and "now" \(/,
  );
  for (const text of ['7 days', '13', 'yesterday', '']) {
    const message = `--from must be a time such as 2026-01-31T12:00:00Z, how long ago, such as 7d, or now, got "${text}"`;
    assert.ok((await refusal('--from', text)).includes(message), text);
  }
});

test(
  'a file that holds no policy is refused by its name, and by line and column where it is no YAML',
  PATIENCE,
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'upwatch-cli-'));
    try {
      const file = join(dir, 'patient.yml');
      const refused = async (text: string): Promise<string> => {
        writeFileSync(file, text);
        return refusal('--from', '1h', '--policy', file);
      };
      const message = `${file} must hold a policy: triggerRules, confirmation and recovery`;
      assert.ok((await refused('- patient')).includes(message));
      assert.ok((await refused('triggerRules: [\n')).includes(`${file}:2:1: `));
      const missing = join(dir, 'nowhere.yml');
      assert.ok(
        (await refusal('--from', '1h', '-p', missing)).includes(`cannot read ${missing}: there is no such file`),
      );
    } finally {
      rmSync(dir, { recursive: true });
    }
  },
);
