/** Waiting for an answer of the command, with an end. */
import assert from 'node:assert/strict';
import type { CliResult } from './run-cli.ts';

/** Many times what a machine under load takes, and within the patience of a test. */
const WITHIN_MS = 60_000;

/** Asks again and again. @returns the first answer that shows `text`; fails with the last one when none does in time */
export async function untilShown(
  text: string,
  ask: () => Promise<CliResult>,
  withinMs = WITHIN_MS,
): Promise<CliResult> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer.stdout.includes(text)) return answer;
    if (performance.now() < endMs) continue;
    const { code, stdout, stderr } = answer;
    assert.fail(
      `"${text}" was not shown within ${withinMs / 1000} s; at last, with exit code ${code}:\n${stdout}${stderr}`,
    );
  }
}
