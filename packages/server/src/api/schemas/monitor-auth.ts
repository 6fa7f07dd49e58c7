/** How a monitor says who it is, on the wire: by a secret, never by a value. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { id, uuid } from './values.ts';

const vaultSecretId = id.meta({ description: 'The id of a secret; its value is sent.' });
const headerName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, dashes and underscores');

export const authBody = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('bearer'), vaultSecretId })
    .meta({ id: 'BearerAuthConfig', description: '`Authorization: Bearer VALUE`' }),
  z
    .strictObject({ type: z.literal('basic'), vaultSecretId })
    .meta({ id: 'BasicAuthConfig', description: 'The value is `user:password` (RFC 7617).' }),
  z.strictObject({ type: z.literal('header'), headerName, vaultSecretId }).meta({ id: 'HeaderAuthConfig' }),
  z.strictObject({ type: z.literal('api_key'), headerName, vaultSecretId }).meta({ id: 'ApiKeyAuthConfig' }),
]);

export const setAuthBody = z.strictObject({ config: authBody }).meta({
  id: 'SetMonitorAuthRequest',
  example: { config: { type: 'bearer', vaultSecretId: '0199aa00-0000-7000-8000-000000000002' } },
});

const authType = z.enum(['bearer', 'basic', 'header', 'api_key']);

/** As it is shown: the secret by its id. */
export const authShown = z.object({
  type: authType,
  headerName: z.string().optional(),
  vaultSecretId: uuid,
});

export const authDto = perDialect((dialect) => {
  return z.object({ id: uuid, monitorId: uuid, authType, config: authShown }).meta(named(dialect, 'MonitorAuthDto'));
});
