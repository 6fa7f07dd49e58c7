/** Second factors, on the wire. */
import { z } from 'zod';
import { time, whole } from './values.ts';

const password = z
  .string()
  .min(1)
  .max(1024)
  .meta({ description: 'Needed where you signed in more than ten minutes ago.' });

export const againBody = z
  .strictObject({ password: password.optional() })
  .nullish()
  .meta({ id: 'ConfirmSelfRequest', example: { password: 'seven small boats at noon' } });

const code = z.string().min(1).max(20);

export const totpCodeBody = z.strictObject({ code }).meta({ id: 'ConfirmTotpRequest', example: { code: '287082' } });
export const secondFactorBody = z
  .union([z.strictObject({ code }), z.strictObject({ recoveryCode: z.string().min(1).max(60) })])
  .meta({ id: 'SecondFactorRequest', example: { code: '287082' } });

export const totpOfferDto = z
  .object({
    secret: z.string().meta({ description: 'Base32, for whoever cannot scan. Shown this once.' }),
    uri: z.string().meta({ description: 'For a QR code: `otpauth://totp/…`.' }),
  })
  .meta({ id: 'TotpOfferDto' });

export const recoveryCodesDto = z
  .object({ recoveryCodes: z.array(z.string()).meta({ description: 'Each lets you in once. Shown this once.' }) })
  .meta({ id: 'RecoveryCodesDto' });

export const factorsDto = z
  .object({
    totp: z.object({ isOn: z.boolean(), confirmedAt: time.nullable() }),
    recoveryCodesLeft: whole,
    isDemanded: z.boolean().meta({ description: 'A second factor is demanded of everybody.' }),
  })
  .meta({ id: 'SecondFactorsDto' });

export const signInRulesDto = z.object({ demandsSecondFactor: z.boolean() }).meta({ id: 'SignInRulesDto' });
export const signInRulesBody = z
  .strictObject({ demandsSecondFactor: z.boolean() })
  .meta({ id: 'SetSignInRulesRequest', example: { demandsSecondFactor: true } });
