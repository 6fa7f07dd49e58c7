/** The settings of TCP and TLS monitors as schemas: the published contract's fields, and ours beside them. */
import { compileRegex, PATTERN_LENGTH_MAX, RegexSyntaxError } from '@upwatch/core';
import { z } from 'zod';
import { parseHost } from '../connecting/host-name.ts';
import {
  ipFamily,
  resolver,
  retry,
  secretText,
  timeoutMs,
  tlsSettings,
  withoutNulls,
} from '../settings/connection-settings.ts';
import { START_TLS, type StartTlsProtocol } from './starttls.ts';
import type { TcpConfig, TcpStep, TlsConfig } from './tcp-config.ts';
import { parseTemplate } from './template.ts';

const STEPS_MAX = 50;
const SENT_MAX = 8192;

const host = z
  .string()
  .min(1)
  .max(1024)
  .superRefine((text, context) => {
    const parsed = parseHost(text);
    if ('lacks' in parsed) context.addIssue({ code: 'custom', message: `must be ${parsed.lacks}` });
  })
  .overwrite((text) => {
    const parsed = parseHost(text);
    return 'host' in parsed ? parsed.host : text;
  });

const port = z.int().min(1).max(65_535);
const startTls = z.enum(Object.keys(START_TLS) as [StartTlsProtocol]);

const expect = z
  .string()
  .min(1)
  .max(PATTERN_LENGTH_MAX)
  .superRefine((pattern, context) => {
    const problem = patternProblem(pattern);
    if (problem !== undefined)
      context.addIssue({ code: 'custom', message: `must be a regular expression: ${problem}` });
  });

const send = secretText(SENT_MAX).superRefine((text, context) => {
  const template = parseTemplate(text);
  // What is sent may be a password, and is not repeated.
  if ('problem' in template) context.addIssue({ code: 'custom', message: template.problem, input: '…' });
});

const step = z
  .strictObject({
    send: send.nullish(),
    expect: expect.nullish(),
    startTls: z.literal(true).nullish(),
    secret: z.boolean().nullish(),
  })
  .refine(
    ({ send: sent, expect: wanted, startTls: isTls }) => isTls !== true || (!sent && !wanted),
    'must have startTls alone',
  )
  .refine(
    ({ send: sent, expect: wanted, startTls: isTls }) => Boolean(sent ?? wanted ?? isTls),
    'must have send, expect or startTls',
  );

const connection = {
  host,
  timeoutMs: timeoutMs.nullable(),
  ipFamily,
  resolver: resolver.nullish(),
  verifyTls: z.boolean().nullish(),
  startTls: startTls.nullish(),
  retry: retry.prefault({}),
};

const tcpFields = z.strictObject({
  ...connection,
  port,
  tls: z.union([z.boolean(), tlsSettings], 'must be true, or TLS settings').nullish(),
  steps: z.array(step).max(STEPS_MAX).nullish(),
});

const tlsFields = z.strictObject({ ...connection, port: port.default(443), tls: tlsSettings.nullish() });

type TcpFields = z.output<typeof tcpFields>;
type TlsFields = z.output<typeof tlsFields>;

/** Refuses what cannot be looked at, fills in defaults. */
export const tcpConfigSchema: z.ZodType<TcpConfig> = tcpFields
  .superRefine(({ steps, startTls: protocol }, context) => {
    for (const { at, field, problem } of stepProblems(steps ?? [], protocol ?? undefined)) {
      context.addIssue({ code: 'custom', path: ['steps', at, field], message: problem, input: '…' });
    }
  })
  .overwrite(canonicalTcp) as unknown as z.ZodType<TcpConfig>;

/** The same for TLS on its own. */
export const tlsConfigSchema: z.ZodType<TlsConfig> = tlsFields.overwrite(
  canonicalTls,
) as unknown as z.ZodType<TlsConfig>;

const TIMEOUT_MS = 10_000;

function canonicalTcp({ tls, steps, ...rest }: TcpFields): TcpFields {
  return withoutNulls({
    ...rest,
    timeoutMs: rest.timeoutMs ?? TIMEOUT_MS,
    verifyTls: rest.verifyTls ?? true,
    tls: tls === true ? {} : tls === false || !tls ? undefined : withoutNulls(tls),
    steps: (steps ?? []).map(withoutNulls),
  });
}

function canonicalTls({ tls, ...rest }: TlsFields): TlsFields {
  const { verifyTls, timeoutMs: ms } = rest;
  return withoutNulls({
    ...rest,
    timeoutMs: ms ?? TIMEOUT_MS,
    verifyTls: verifyTls ?? true,
    tls: withoutNulls(tls ?? {}),
  });
}

interface StepProblem {
  readonly at: number;
  readonly field: keyof TcpStep;
  readonly problem: string;
}

/** What is wrong between steps: TLS twice, and a capture that no pattern before it makes. */
function stepProblems(steps: readonly z.output<typeof step>[], protocol: string | undefined): StepProblem[] {
  const problems: StepProblem[] = [];
  let isTls = protocol !== undefined;
  let groups = 0;
  for (const [at, { send: sent, expect: pattern, startTls: begins }] of steps.entries()) {
    if (begins && isTls) problems.push({ at, field: 'startTls', problem: 'must not be given twice' });
    isTls ||= begins === true;
    const lacking = sent ? captureLacking(sent, groups) : undefined;
    if (lacking !== undefined) {
      problems.push({
        at,
        field: 'send',
        problem: `must not use \${${lacking}}: the pattern before has ${groups} groups`,
      });
    }
    if (pattern) groups = groupsOf(pattern);
  }
  return problems;
}

function captureLacking(sent: string, groups: number): number | undefined {
  const template = parseTemplate(sent);
  if ('problem' in template) return undefined;
  return template.parts.find((part): part is number => typeof part === 'number' && part > groups);
}

function groupsOf(pattern: string): number {
  return patternProblem(pattern) === undefined ? compileRegex(pattern).engine.groupCount() : 0;
}

function patternProblem(pattern: string): string | undefined {
  try {
    compileRegex(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RegexSyntaxError) return error.message;
    throw error;
  }
}
