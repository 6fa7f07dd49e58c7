/** Passkeys, on the wire. What browsers and devices say to one another is WebAuthn's own JSON, and is passed on as it is. */
import { z } from 'zod';
import { id, nameOf, time, uuid } from './values.ts';

const bytes = z
  .string()
  .min(1)
  .max(20_000)
  .regex(/^[\w-]+$/, 'must be base64url');
const name = nameOf(100);
const attachment = z.enum(['cross-platform', 'platform']).nullish();
const extensions = z.record(z.string().max(100), z.unknown()).default({});

/** Of `navigator.credentials.create`, as `toJSON` has it. */
const made = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.string().max(50)).max(10).optional(),
  }),
  clientExtensionResults: extensions,
  authenticatorAttachment: attachment,
});

/** Of `navigator.credentials.get`. */
const signed = z.object({
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.nullish(),
  }),
  clientExtensionResults: extensions,
  authenticatorAttachment: attachment,
});

export const addPasskeyBody = z
  .strictObject({ name, response: made })
  .meta({ id: 'AddPasskeyRequest', description: 'What `navigator.credentials.create` gave, by `toJSON()`.' });
export const passkeySignInBody = z
  .strictObject({ response: signed })
  .meta({ id: 'PasskeySignInRequest', description: 'What `navigator.credentials.get` gave, by `toJSON()`.' });
export const renamePasskeyBody = z
  .strictObject({ name })
  .meta({ id: 'RenamePasskeyRequest', example: { name: 'Telephone' } });

export const passkeyParams = z.object({ id });

/** For `PublicKeyCredential.parse…OptionsFromJSON`. */
export const passkeyOptionsDto = z
  .object({
    options: z.looseObject({}).meta({ description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON`.' }),
  })
  .meta({ id: 'PasskeyOptionsDto' });
export const passkeyRequestDto = z
  .object({
    options: z.looseObject({}).meta({ description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON`.' }),
  })
  .meta({ id: 'PasskeyRequestDto' });

export const passkeyDto = z
  .object({
    id: uuid,
    name: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
    isBackedUp: z
      .boolean()
      .meta({ description: 'Kept in more than one place: the loss of one device does not end it.' }),
  })
  .meta({ id: 'PasskeyDto' });
