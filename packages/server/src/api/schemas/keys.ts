/** API keys, and who asks, on the wire. */
import { z } from 'zod';
import { KEY_SCOPES } from '../../stores/port.ts';
import { additions, named, perDialect } from '../dialect.ts';
import { userDto } from './accounts.ts';
import { MEMBER_ROLES } from './organization.ts';
import { nameOf, time, timeMs, whole } from './values.ts';

const name = nameOf(200);
export const keyBody = z
  .strictObject({
    name,
    expiresAt: timeMs.nullish(),
    scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length).nullish().meta({
      description:
        '`read` looks, `write` changes what is watched and told, `admin` who may do what; each holds those before it. Left out: all.',
    }),
  })
  .meta({ id: 'CreateApiKeyRequest', example: { name: 'deploy', scopes: ['write'] } });
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
      ...additions(dialect, {
        scopes: z.array(z.enum(KEY_SCOPES)),
        role: z.enum(MEMBER_ROLES).meta({ description: 'Of whoever made it: the key may do no more.' }),
      }),
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
      ...additions(dialect, {
        user: userDto.nullable().meta({ description: 'Whoever is signed in; null for a key.' }),
        role: z.enum(MEMBER_ROLES),
        scopes: z.array(z.enum(KEY_SCOPES)),
      }),
    })
    .meta(named(dialect, 'AuthMeResponse'));
});
