/** The settings that every check over a connection has, as schemas. Messages go on from the field's name: "must be …". */
import { z } from 'zod';
import { isServerAddress } from '../dns/server-address.ts';
import { tlsProblems } from '../tls/tls-settings.ts';

export const MIB = 1_048_576;

/** Of one attempt. */
export const timeoutMs = z.int().min(100).max(300_000).default(10_000);

export const ipFamily = z.enum(['auto', 'ipv4', 'ipv6']).default('auto');

/** Name servers asked in place of the system's. */
export const resolver = z
  .array(z.string().refine(isServerAddress, 'must be an IP address, with a port if need be: [2001:db8::1]:53'))
  .max(8);

const pem = secretText(MIB);

export const tlsSettings = z
  .strictObject({
    caPem: pem.nullish(),
    certificatePem: pem.nullish(),
    keyPem: pem.nullish(),
    keyPassphrase: secretText(1024).nullish(),
    serverName: z
      .string()
      .max(253)
      .regex(/^(?=.*[a-z])[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i, 'must be a host name such as shop.example')
      .nullish(),
  })
  .superRefine((settings, context) => {
    for (const { field, problem } of tlsProblems(withoutNulls(settings))) {
      context.addIssue({ code: 'custom', path: [field], message: problem });
    }
  });

/** How a look tries again. */
export const retry = z.strictObject({
  attemptsMax: z.int().min(1).max(10).default(3),
  backoffMs: z.int().min(0).max(60_000).default(2000),
  backoffFactor: z.number().min(1).max(10).default(2),
});

/** A text whose length is refused without saying what came. */
export function secretText(charactersMax: number): z.ZodString {
  return z.string().superRefine((text, context) => {
    if (text.length <= charactersMax) return;
    context.addIssue({ code: 'custom', message: `must be at most ${charactersMax} characters long`, input: '…' });
  });
}

/** `null` is the contract's way to say "none". */
export function withoutNulls<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], null | undefined> } {
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], null | undefined> };
}
