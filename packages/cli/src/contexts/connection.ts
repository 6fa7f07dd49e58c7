/** Which server is asked, and with which key: a pure decision out of command line, environment and contexts. */
import { UsageError } from '../exit.ts';
import { type Context, contextCalled, type Contexts } from './contexts.ts';

/** Where a server listens unless it is told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:3000';

export interface ConnectionOptions {
  readonly server?: string;
  readonly token?: string;
  readonly context?: string;
}

/** Nobody gave a key: a command that can do without a server goes on without. */
export class NoKeyError extends UsageError {}

/**
 * What is typed goes first, a context that is named there with it; then the environment, then the context in use. The key
 * of a context goes to its own server alone.
 * @param contexts read only where they are needed
 * @throws UsageError when no key is given, or no URL
 */
export function connectionOf(options: ConnectionOptions, env: NodeJS.ProcessEnv, contexts: () => Contexts): Context {
  const typed = options.context === undefined ? undefined : contextCalled(contexts(), options.context);
  const isSaid = options.token !== undefined && options.server !== undefined;
  const inUse = typed ?? (isSaid ? undefined : contextInUse(env, contexts));
  const url = baseOf(options.server ?? typed?.url ?? (env['UPWATCH_URL'] || (inUse?.url ?? DEFAULT_URL)));
  const token = options.token ?? keyFor(url, typed) ?? (env['UPWATCH_API_TOKEN'] || keyFor(url, inUse));
  if (token) return { url, token };
  throw new NoKeyError(
    'no API key: set UPWATCH_API_TOKEN, or give --token, or `upwatch login` (the server prints a key at its first start)',
  );
}

function contextInUse(env: NodeJS.ProcessEnv, contexts: () => Contexts): Context | undefined {
  // Said whole: no file is needed.
  if (env['UPWATCH_URL'] && env['UPWATCH_API_TOKEN']) return undefined;
  const named = env['UPWATCH_CONTEXT'];
  const kept = contexts();
  if (named) return contextCalled(kept, named);
  return kept.current === undefined ? undefined : contextCalled(kept, kept.current);
}

function keyFor(url: string, context: Context | undefined): string | undefined {
  return context && baseOf(context.url) === url ? context.token : undefined;
}

/** @throws UsageError when it is no URL */
export function baseOf(text: string, option = '--server (or UPWATCH_URL)'): string {
  const { protocol } = URL.parse(text) ?? {};
  if (protocol === 'http:' || protocol === 'https:') return text.replace(/\/+$/, '');
  throw new UsageError(`${option} must be a URL such as ${DEFAULT_URL}, got "${text}"`);
}
