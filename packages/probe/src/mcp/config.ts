/**
 * The settings of an MCP monitor as a schema. The published contract knows a command alone; `url` beside it is ours. A
 * command that is the address of a server is taken as one.
 */
import { z } from 'zod';
import { httpConfigSchema } from '../http/config.ts';
import { retry } from '../settings/connection-settings.ts';
import type { McpConfig } from './mcp-config.ts';

const TIMEOUT_DEFAULT_MS = 15_000;
const ARGS_MAX = 100;
const ENV_MAX = 100;
const TEXT_MAX = 8192;

/** Without NUL, which no program can be given. */
const text = z
  .string()
  .max(TEXT_MAX, { abort: true })
  .refine((value) => !value.includes('\u0000'), 'must be text without NUL');
const variable = z.string().regex(/^[A-Za-z_]\w{0,255}$/, 'must be the name of a variable, such as API_KEY');

const fields = z.strictObject({
  command: text.min(1).nullish(),
  args: z.array(text).max(ARGS_MAX).nullish(),
  env: z
    .record(variable, text.nullable())
    .refine((env) => Object.keys(env).length <= ENV_MAX, `must have at most ${ENV_MAX} entries`)
    .nullish(),
  url: text.min(1).nullish(),
  customHeaders: z.record(z.string(), z.string()).nullish(),
  verifyTls: z.boolean().nullish(),
  timeoutMs: z.int().min(500).max(120_000).nullish(),
  retry: retry.prefault({}),
});
type Fields = z.output<typeof fields>;

/** Refuses what cannot be looked at, fills in defaults. */
export const mcpConfigSchema: z.ZodType<McpConfig> = fields
  .superRefine((config, context) => {
    for (const { path, message } of problemsOf(config)) context.addIssue({ code: 'custom', path: [...path], message });
  })
  .overwrite((config) => canonical(config) as unknown as Fields) as unknown as z.ZodType<McpConfig>;

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function problemsOf(config: Fields): readonly Problem[] {
  const url = urlOf(config);
  if (url === undefined) {
    if (!config.command) return [{ path: ['command'], message: 'must be there where there is no url' }];
    return config.customHeaders || config.verifyTls !== undefined
      ? [
          {
            path: [config.customHeaders ? 'customHeaders' : 'verifyTls'],
            message: 'must stand beside a url, not a command',
          },
        ]
      : [];
  }
  if (config.url && config.command) return [{ path: ['url'], message: 'must not stand beside command' }];
  if (config.args?.length || config.env) {
    return [{ path: [config.env ? 'env' : 'args'], message: 'must stand beside a command, not a url' }];
  }
  // The address and its headers are those of any request: their rules are written once.
  const asHttp = httpConfigSchema.safeParse(requestOf(url, config));
  if (asHttp.success) return [];
  return asHttp.error.issues.map((issue) => ({
    path: issue.path[0] === 'customHeaders' ? issue.path : [config.url ? 'url' : 'command'],
    message: issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message,
  }));
}

function requestOf(url: string, { customHeaders, verifyTls }: Fields): object {
  return { url, method: 'POST', customHeaders: customHeaders ?? null, verifyTls: verifyTls ?? true };
}

/** The address of a server, whichever field holds it. */
function urlOf({ url, command }: Fields): string | undefined {
  if (url) return url;
  return command && /^https?:\/\//i.test(command) ? command : undefined;
}

function canonical(config: Fields): McpConfig {
  const common = { timeoutMs: config.timeoutMs ?? TIMEOUT_DEFAULT_MS, retry: config.retry };
  const url = urlOf(config);
  if (url !== undefined) {
    const { customHeaders, verifyTls } = config;
    return { ...common, url, verifyTls: verifyTls ?? true, ...(customHeaders && { customHeaders }) };
  }
  const env =
    config.env &&
    (Object.fromEntries(Object.entries(config.env).filter(([, value]) => value !== null)) as Record<string, string>);
  return { ...common, command: config.command ?? '', args: config.args ?? [], ...(env && { env }) };
}
