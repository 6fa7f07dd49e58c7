/** A database behind TypeORM. */
import type { HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { noAnswer } from './running/network-failure.ts';
import { checkOfClient } from './running/of-client.ts';
import { sqlFailure } from './running/sql-failure.ts';
import { oneAtATime, within } from './running/within.ts';

/** A `DataSource` of TypeORM, as far as the check uses it. */
export interface TypeormDataSource {
  readonly isInitialized: boolean;
  readonly driver: object;
  query(sql: string): Promise<unknown>;
}

interface Driver {
  readonly master?: unknown;
  readonly pool?: unknown;
  readonly databaseConnection?: unknown;
}

/**
 * Asks the database behind a data source. Over PostgreSQL, MySQL and SQLite it knows of the pool underneath what the check of
 * that client knows; over others it sends `SELECT 1`. A data source that is not initialized fails.
 * @param dataSource the application's own; it may be initialized later
 * @throws {CheckFailure} from `run`
 * @example
 * const dataSource = await new DataSource({ type: 'postgres', url: process.env.DATABASE_URL }).initialize();
 * console.log(await typeormCheck(dataSource).run(AbortSignal.timeout(2_000)));
 * await dataSource.destroy();
 */
export function typeormCheck(dataSource: TypeormDataSource, settings: CheckSettings = {}): HealthCheck {
  const known = new WeakMap<object, HealthCheck>();
  const ask = oneAtATime(() => dataSource.query('SELECT 1'));
  return checkOf(async (signal) => {
    if (!dataSource.isInitialized) throw new CheckFailure('FAILED', 'the data source is not initialized');
    const { master, pool, databaseConnection } = dataSource.driver as Driver;
    const client = master ?? pool ?? databaseConnection;
    // A data source that is initialized again has another pool.
    const check =
      typeof client === 'object' && client !== null
        ? (known.get(client) ?? checkOfClient(client, settings))
        : undefined;
    if (check) {
      known.set(client as object, check);
      return (await check.run(signal)) ?? 'database';
    }
    try {
      await within(signal, ask(), () => noAnswer('database', 'SELECT 1'));
    } catch (error) {
      throw sqlFailure(error, 'database');
    }
    return 'database';
  }, settings);
}
