/** API keys, and who asks, on the wire. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { nameOf, time, timeMs, whole } from './values.ts';

const name = nameOf(200);
export const keyBody = z
  .strictObject({ name, expiresAt: timeMs.nullish() })
  .meta({ id: 'CreateApiKeyRequest', example: { name: 'deploy' } });
export const keyChange = z.strictObject({ name }).meta({ id: 'UpdateApiKeyRequest' });

export const keyDto = perDialect((dialect) => {
  return z
    .object({
      id: whole,
      name: z.string(),
      key: z.string().meta({ description: 'Its first characters: the key itself is shown once, when it is made.' }),
      createdAt: time,
      updatedAt: time,
      lastUsedAt: time.nullable(),
      revokedAt: time.nullable(),
      expiresAt: time.nullable(),
    })
    .meta(named(dialect, 'ApiKeyDto'));
});

export const createdKeyDto = perDialect((dialect) => {
  return z
    .object({ id: whole, name: z.string(), key: z.string(), createdAt: time, expiresAt: time.nullable() })
    .meta(named(dialect, 'ApiKeyCreateResponse'));
});

const entitlement = z.object({ key: z.string(), value: whole, defaultValue: whole, overridden: z.boolean() });

export const meDto = perDialect((dialect) => {
  return z
    .object({
      key: z.object({
        id: whole,
        name: z.string(),
        createdAt: time,
        expiresAt: time.nullable(),
        lastUsedAt: time.nullable(),
      }),
      organization: z.object({ id: whole, name: z.string() }),
      plan: z.object({
        tier: z.enum(['FREE', 'STARTER', 'PRO', 'TEAM', 'BUSINESS', 'ENTERPRISE']),
        subscriptionStatus: z.string().nullable(),
        trialActive: z.boolean(),
        trialExpiresAt: z.null(),
        entitlements: z.record(z.string(), entitlement),
        usage: z.record(z.string(), whole),
      }),
      rateLimits: z.object({ requestsPerMinute: whole, remaining: whole, windowMs: whole }),
    })
    .meta(named(dialect, 'AuthMeResponse'));
});
