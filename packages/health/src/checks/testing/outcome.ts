/** One run of a check under a deadline, and what it leaves behind. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckNote, HealthCheck } from '../../check.ts';
import { CheckFailure, type CheckFailureCode } from '../check-failure.ts';

/** For what is expected to answer: long enough for a busy machine. */
const PATIENT_MS = 30_000;

export async function note(check: HealthCheck): Promise<Exclude<CheckNote, string>> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENT_MS);
  try {
    const said = await check.run(controller.signal);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0, 'a listener was left on the signal');
    return typeof said === 'object' ? said : { message: said ?? '' };
  } finally {
    clearTimeout(timer);
  }
}

/** What it fails with; given up after `withinMs`, as a readiness probe would. */
export async function failure(
  check: HealthCheck,
  withinMs = PATIENT_MS,
): Promise<{ code: CheckFailureCode; message: string }> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), withinMs);
  try {
    await check.run(controller.signal);
  } catch (error) {
    assert.ok(error instanceof CheckFailure, `not a CheckFailure: ${String(error)}`);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0, 'a listener was left on the signal');
    assert.doesNotMatch(error.message, /hush|secret/i);
    return { code: error.code, message: error.message };
  } finally {
    clearTimeout(timer);
  }
  throw new assert.AssertionError({ message: 'the check passed' });
}

/** Waits for a condition, with a generous end. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENT_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < end, 'it never came to that');
    await sleep(10);
  }
}
