/** Secrets on the wire: a value comes in and never goes out. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { nameOf, time, uuid, whole } from './values.ts';

const VALUE_MAX = 32_768;

/** What a setting can name it by: `{{secrets.KEY}}`. */
const key = nameOf(255)
  .refine((text) => !/[{}]/.test(text), 'must not contain braces')
  .refine((text) => text.trim() === text, 'must not begin or end with a blank');
const value = z
  .string({ error: 'must be text' })
  .max(VALUE_MAX, { error: `must have at most ${VALUE_MAX} characters` })
  .refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode' });

export const secretBody = z
  .strictObject({ key, value })
  .meta({ id: 'CreateSecretRequest', example: { key: 'SHOP_TOKEN', value: 'what nobody sees again' } });
export const secretChange = z
  .strictObject({ value })
  .meta({ id: 'UpdateSecretRequest', example: { value: 'what nobody sees again' } });

export const secretParams = z.object({ key: z.string().min(1).max(255) });

const monitorReference = perDialect((dialect) => {
  return z.object({ id: uuid, name: z.string() }).meta(named(dialect, 'MonitorReference'));
});

export const secretDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      key: z.string(),
      dekVersion: whole.meta({ description: 'The data key that seals it; a rotation makes a new one.' }),
      valueHash: z.string().meta({ description: 'SHA-256 of the value, hex: whether it is still the one you know.' }),
      createdAt: time,
      updatedAt: time,
      usedByMonitors: z.array(monitorReference(dialect)),
    })
    .meta(named(dialect, 'SecretDto'));
});

export const rotationDto = perDialect((dialect) => {
  return z
    .object({
      previousDekVersion: whole,
      newDekVersion: whole,
      secretsReEncrypted: whole,
      channelsReEncrypted: whole.meta({ description: '0: the settings of alert channels are not in the vault.' }),
      rotatedAt: time,
    })
    .meta(named(dialect, 'DekRotationResultDto'));
});
