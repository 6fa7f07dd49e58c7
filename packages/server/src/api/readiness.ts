/** Whether this server can do its work: its own dependencies, each with how long it took to answer. */
import type { FileRefusal } from '../declared/configuring.ts';
import type { ApiDeps } from './deps.ts';
import { within } from './deadline.ts';
import type { EngineStats } from './engine-stats.ts';
import { isoTime } from './present/time.ts';

const CHECK_DEADLINE_MS = 2000;
/** An alert that is due and has not been tried for so long shows that nobody sends. */
const OVERDUE_MS = 120_000;

interface CheckResult {
  readonly status: 'ok' | 'error';
  readonly response_time_ms: number;
  readonly message?: string;
}

export interface Readiness {
  readonly status: 'healthy' | 'unhealthy';
  readonly timestamp: string;
  readonly version: string;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** Asks all dependencies at once. Never rejects. */
export async function readinessOf(deps: ApiDeps, stats: () => Promise<EngineStats>): Promise<Readiness> {
  const questions: Readonly<Record<string, () => Promise<string | undefined>>> = {
    core_store: async () => {
      const { isWritable, reason } = await deps.core.health();
      return isWritable ? undefined : (reason ?? 'not writable');
    },
    history: historyCheck(deps),
    engine: async () => void (await stats()),
    dispatcher: async () => overdueReason(deps),
  };
  const refusal = deps.configuring?.refusal;
  const asked = Object.entries(questions).map(
    async ([name, question]) => [name, await answerOf(question, deps)] as const,
  );
  const checks = {
    ...Object.fromEntries(await Promise.all(asked)),
    ...(refusal && { config_file: refusedFile(refusal) }),
  };
  const isHealthy = Object.values(checks).every((check) => check.status === 'ok');
  return {
    status: isHealthy ? 'healthy' : 'unhealthy',
    timestamp: isoTime(deps.clock.wall()),
    version: deps.version,
    checks,
  };
}

/** What held before holds, and so it is no reason to send nobody here. What exactly is wrong is for the log. */
function refusedFile({ atMs, problems }: FileRefusal): CheckResult {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const message = `not taken at ${isoTime(atMs)}, what held before holds: ${count}, see the log`;
  return { status: 'ok', response_time_ms: 0, message };
}

async function answerOf(question: () => Promise<string | undefined>, { clock, log }: ApiDeps): Promise<CheckResult> {
  const startedMs = clock.monotonic();
  const took = (): number => Math.round((clock.monotonic() - startedMs) * 100) / 100;
  try {
    const fault = await within(CHECK_DEADLINE_MS, 'the check', question());
    return fault === undefined
      ? { status: 'ok', response_time_ms: took() }
      : { status: 'error', response_time_ms: took(), message: fault };
  } catch (error) {
    // Anybody may ask: what exactly is wrong is for the log.
    log.warn({ err: error }, 'readiness check failed');
    return { status: 'error', response_time_ms: took(), message: 'does not answer' };
  }
}

/** Observations that had to be thrown away since the server started say that history cannot keep up or cannot write. */
function historyCheck({ history }: ApiDeps): () => Promise<string | undefined> {
  return async () => {
    const { lost, buffered } = history.stats();
    return lost > 0 && buffered > 0 ? `${lost} looks could not be kept, ${buffered} wait` : undefined;
  };
}

async function overdueReason({ core, clock }: ApiDeps): Promise<string | undefined> {
  const [oldest] = await core.outbox.open(1);
  if (!oldest) return undefined;
  const lateMs = clock.wall() - (oldest.nextRetryAtMs ?? oldest.lastAttemptAtMs ?? oldest.createdAtMs);
  return lateMs > OVERDUE_MS ? `an alert has been due for ${Math.round(lateMs / 1000)} s` : undefined;
}
