/** Which check fits the client that a mapper holds, told by its shape. */
import type { HealthCheck } from '../../check.ts';
import type { CheckSettings } from '../check-settings.ts';
import { mysqlCheck } from '../mysql.ts';
import { isPgClient, isPgPool, isPostgresJs, postgresqlCheck } from '../postgresql.ts';
import { type SqliteDatabase, sqliteCheck } from '../sqlite.ts';

export function checkOfClient(client: unknown, settings: CheckSettings): HealthCheck | undefined {
  if (isPgPool(client) || isPostgresJs(client)) return postgresqlCheck(client, settings);
  if (typeof client !== 'object' || client === null) return undefined;
  if ('getConnection' in client) return mysqlCheck(client, settings);
  if ('prepare' in client && 'exec' in client) return sqliteCheck(client as SqliteDatabase, settings);
  if ('ping' in client && 'config' in client) return mysqlCheck(client, settings);
  return isPgClient(client) ? postgresqlCheck(client, settings) : undefined;
}
