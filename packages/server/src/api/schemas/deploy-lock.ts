/** The lock of deployments on the wire. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { nameOf, time, uuid } from './values.ts';

/** A day: a deployment that takes longer has died. */
const TTL_MINUTES_MAX = 1440;

export const deployLockBody = z
  .strictObject({
    lockedBy: nameOf(255).meta({ description: 'Who deploys, as others are told.' }),
    ttlMinutes: z
      .int()
      .min(1)
      .max(TTL_MINUTES_MAX)
      .nullish()
      .meta({ description: 'After so many minutes it holds nobody up any more. Default 30.' }),
  })
  .meta({ id: 'AcquireDeployLockRequest', example: { lockedBy: 'release 1.4.2', ttlMinutes: 10 } });

export const deployLockDto = perDialect((dialect) => {
  return z
    .object({ id: uuid, lockedBy: z.string(), lockedAt: time, expiresAt: time })
    .meta(named(dialect, 'DeployLockDto'));
});
