/** A database behind Prisma. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure, type CheckFailureCode } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { askingOne } from './running/asking-one.ts';
import { codeOf } from './running/network-failure.ts';
import { sqlFailure } from './running/sql-failure.ts';

/** A `PrismaClient`, as far as the check uses it: over MongoDB it has the second method, over all others the first. */
export interface PrismaClient {
  $queryRawUnsafe?(sql: string): PromiseLike<unknown>;
  $runCommandRaw?(command: object): PromiseLike<unknown>;
}

/** https://www.prisma.io/docs/orm/reference/error-reference */
const MEANINGS: Readonly<Record<string, readonly [CheckFailureCode, string]>> = {
  P1000: ['LOGIN_REFUSED', 'login refused'],
  P1001: ['UNREACHABLE', 'can not be reached'],
  P1002: ['NO_ANSWER', 'reached, and did not answer in time'],
  P1003: ['FAILED', 'the database does not exist'],
  P1008: ['NO_ANSWER', 'did not answer in time'],
  P1010: ['LOGIN_REFUSED', 'no access to the database'],
  P1011: ['UNREACHABLE', 'no trusted TLS connection'],
  P1017: ['UNREACHABLE', 'connection closed'],
  P2024: ['POOL_EXHAUSTED', 'pool exhausted: no connection became free in time'],
  P2037: ['SERVER_FULL', 'the server takes no more connections'],
};

/**
 * Asks the database behind Prisma `SELECT 1`, or MongoDB for a ping. Prisma does not tell how much of its pool is in use; that the
 * pool is exhausted it says itself, once its own `pool_timeout` has passed.
 * @param prisma the application's own client
 * @throws {CheckFailure} from `run`; {TypeError} when it can neither query nor run commands
 * @example
 * const check = prismaCheck(prisma, { timeoutMs: 5_000 });
 * console.log(await check.run(AbortSignal.timeout(5_000)));
 */
export function prismaCheck(prisma: PrismaClient, settings: CheckSettings = {}): HealthCheck {
  if (!prisma.$queryRawUnsafe && !prisma.$runCommandRaw)
    throw new TypeError('prisma must be a PrismaClient, got something without raw queries');
  const ask = () => prisma.$queryRawUnsafe?.('SELECT 1') ?? prisma.$runCommandRaw!({ ping: 1 });
  return checkOf(askingOne({ place: 'database', question: 'SELECT 1', ask, failureOf }), settings);
}

function failureOf(error: unknown): CheckFailure {
  const code = codeOf(error) ?? (error as { readonly errorCode?: string } | null)?.errorCode ?? '';
  const meaning = MEANINGS[code];
  if (meaning) return new CheckFailure(meaning[0], `database: ${meaning[1]} (${code})`, { cause: error });
  return sqlFailure(error, 'database');
}
