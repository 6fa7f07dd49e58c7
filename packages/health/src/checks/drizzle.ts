/** A database behind Drizzle. */
import type { HealthCheck } from '../check.ts';
import type { CheckSettings } from './check-settings.ts';
import { checkOfClient } from './running/of-client.ts';

/** What `drizzle()` gives, as far as the check uses it. */
export interface DrizzleDatabase {
  /** The client or pool underneath: of pg, postgres.js, mysql2, better-sqlite3 or node:sqlite. */
  readonly $client: unknown;
}

/**
 * Asks the database behind Drizzle, over the client that it was made with, and so knows of its pool what the check of that
 * client knows.
 * @param database what `drizzle()` gave
 * @throws {CheckFailure} from `run`; {TypeError} when its client is of no known kind
 * @example
 * const database = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL }));
 * console.log(await drizzleCheck(database).run(AbortSignal.timeout(2_000)));
 * await database.$client.end();
 */
export function drizzleCheck(database: DrizzleDatabase, settings: CheckSettings = {}): HealthCheck {
  const check = checkOfClient(database.$client, settings);
  if (!check) throw new TypeError('database.$client must be a client of pg, postgres, mysql2 or SQLite, got another');
  return check;
}
