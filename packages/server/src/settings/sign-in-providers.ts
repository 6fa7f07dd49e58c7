/** Providers of single sign-on, as `upwatch.yml` names them. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Ours to give; the first owner, and who owns with them, is said by people. */
const ROLES = ['ADMIN', 'MEMBER', 'VIEWER'] as const;
const LOCAL_NAME = /^(([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const FILE = /^file:/;

const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an https URL' })
  .refine(isSafe, 'must be an https URL; http is for this machine alone');

/** What a file holds, in its place. */
const secret = z
  .string()
  .min(1)
  .max(1000)
  .transform((text, context) => {
    if (!FILE.test(text)) return text;
    const file = text.replace(FILE, '');
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      context.addIssue({ code: 'custom', message: `names the file ${file}, which cannot be read (${code})` });
      return z.NEVER;
    }
  });

const provider = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9](-?[a-z0-9])*$/, 'must be small letters, digits and dashes')
    .max(40),
  name: z.string().min(1).max(60),
  issuer,
  clientId: z.string().min(1).max(300),
  clientSecret: secret,
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/))
    .max(20)
    .default(['openid', 'email', 'profile']),
  domains: z
    .array(z.string().regex(/^[a-z0-9.-]+$/, 'must be a domain in small letters, such as shop.example'))
    .max(100)
    .optional(),
  makesMembers: z.boolean().default(false),
  role: z.enum(ROLES).optional(),
  roleClaim: z.string().min(1).max(200).optional(),
  roles: z.record(z.string().max(200), z.enum(ROLES)).optional(),
  countsAsBoth: z.boolean().default(false),
});

export const providersSchema = z
  .array(provider)
  .max(10)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must not name two providers with one id')
  .default([]);

/** Whom a provider lets in, and as what. */
export interface SignInProvider {
  /** In the address that the provider sends people back to. */
  readonly id: string;
  /** On the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Of e-mail addresses that may come. @default all */
  readonly domains?: readonly string[] | undefined;
  /** Whether who comes for the first time, and was not invited, is made a member. */
  readonly makesMembers: boolean;
  /** What they are made, where no claim says. Without it, who has no claim does not come in. */
  readonly role?: (typeof ROLES)[number] | undefined;
  /** What of the ID token names groups. */
  readonly roleClaim?: string | undefined;
  /** By the name of a group. */
  readonly roles?: Readonly<Record<string, (typeof ROLES)[number]>> | undefined;
  /** Whether a sign-in there is enough where a second factor is asked for here. */
  readonly countsAsBoth: boolean;
}

function isSafe(text: string): boolean {
  const url = URL.parse(text);
  return url === null || url.protocol === 'https:' || LOCAL_NAME.test(url.hostname);
}
