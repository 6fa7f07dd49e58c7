/** Signing in, on the wire. */
import { z } from 'zod';
import { MEMBER_ROLES } from './organization.ts';
import { nameOf, time, whole } from './values.ts';

const email = z.email().max(320);
/** As it comes: what may be one is said where one is set. Longer ones are no work for us. */
const shown = z.string().min(1).max(1024);
const chosen = z
  .string()
  .max(1024)
  .meta({ description: 'At least 12 characters, at most 256; none that is guessed first.' });
const name = nameOf(200);

export const setupBody = z.strictObject({ code: z.string().min(1).max(100), name, email, password: chosen }).meta({
  id: 'SetUpRequest',
  example: {
    code: 'K7Q2M-9XDPA-0V3HT-WB6ZC',
    name: 'Ada',
    email: 'ada@shop.test',
    password: 'seven small boats at noon',
  },
});
export const loginBody = z
  .strictObject({ email: z.string().min(1).max(320), password: shown })
  .meta({ id: 'LogInRequest', example: { email: 'ada@shop.test', password: 'seven small boats at noon' } });
export const acceptBody = z
  .strictObject({ name, password: chosen })
  .meta({ id: 'AcceptInviteRequest', example: { name: 'Ada', password: 'seven small boats at noon' } });
export const resetBody = z
  .strictObject({ password: chosen })
  .meta({ id: 'ResetPasswordRequest', example: { password: 'eight small boats at noon' } });
const current = shown
  .optional()
  .meta({ description: 'Left out by whoever has none yet, and signed in less than ten minutes ago.' });
export const passwordBody = z.strictObject({ currentPassword: current, newPassword: chosen }).meta({
  id: 'ChangePasswordRequest',
  example: { currentPassword: 'seven small boats at noon', newPassword: 'eight small boats at noon' },
});
export const profileBody = z.strictObject({ name }).meta({ id: 'ChangeProfileRequest', example: { name: 'Ada' } });

export const tokenParams = z.object({ token: z.string().min(1).max(100) });
export const sessionParams = z.object({ id: z.uuid() });

export const userDto = z
  .object({ id: whole, name: z.string(), email: z.string(), role: z.enum(MEMBER_ROLES) })
  .meta({ id: 'UserDto' });

export const sessionView = z
  .object({
    state: z.enum(['setup', 'signed_out', 'second_factor', 'signed_in']),
    user: userDto.nullable(),
    hasPassword: z.boolean().nullable().meta({ description: 'Whether they have a password; null where nobody is.' }),
    methods: z.object({
      password: z.literal(true),
      passkey: z.boolean(),
      oidc: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    secondFactors: z.array(z.enum(['totp', 'passkey', 'recovery'])),
    expiresAt: time.nullable().meta({ description: 'When the session ends, unless it is used before then.' }),
  })
  .meta({ id: 'SessionView' });

export const sessionDto = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    createdAt: time,
    lastSeenAt: time,
    address: z.string(),
    userAgent: z.string().nullable(),
    authenticatedBy: z.array(z.string()),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'SessionDto' });

export const invitationDto = z
  .object({ email: z.string(), role: z.enum(MEMBER_ROLES), organization: z.string() })
  .meta({ id: 'InvitationDto' });

export const resetLinkDto = z
  .object({ token: z.string().meta({ description: 'Shown this once.' }), expiresAt: time })
  .meta({ id: 'PasswordResetDto' });
