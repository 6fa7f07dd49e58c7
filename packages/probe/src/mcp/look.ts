/** One look at an MCP server: the handshake and its lists, under one deadline. */
import { failure, type Failure, type Phases } from '@upwatch/core';
import type { CheckEnv, CheckRun } from '../check.ts';
import { displayUrl, withoutCredentials } from '../http/url.ts';
import type { Sample } from '../port.ts';
import { ProtocolError, RefusedError } from './json-rpc.ts';
import { isCommand, type McpConfig, type McpOverHttp, type McpOverStdio } from './mcp-config.ts';
import { HttpLookError, OverHttp } from './over-http.ts';
import { CommandError, OverStdio } from './over-stdio.ts';
import { type FoundOut, interview, type McpTransport } from './session.ts';

const CLIENT_VERSION = '1';

/** The MCP check without its schema. */
export const MCP_RUN: CheckRun<McpConfig> = {
  type: 'MCP_SERVER',
  run: lookMcp,
  timeoutMs: (config) => config.timeoutMs,
  hostOf: (config) => (isCommand(config) ? 'localhost' : (URL.parse(config.url)?.hostname ?? config.url)),
  planOf: (config) => config.retry,
  targetOf: (config) => (isCommand(config) ? config.command : displayUrl(config.url)),
};

/** @throws the signal's reason, as a rejection */
export function lookMcp(config: McpConfig, env: CheckEnv): Promise<Sample> {
  env.signal?.throwIfAborted();
  return isCommand(config) ? lookAtCommand(config, env) : lookAtUrl(config, env);
}

async function lookAtUrl(config: McpOverHttp, env: CheckEnv): Promise<Sample> {
  const transport = new OverHttp(config, env);
  const found = nothingYet();
  // The deadline is that of each request: there is nothing to be given up beside them.
  const reason = await failureOf(() => interview(transport, found, CLIENT_VERSION));
  if (!reason) await failureOf(() => transport.end());
  const { last, phases } = transport;
  const { remoteAddress, remotePort, statusCode, tls } = last?.facts ?? {};
  return {
    phases,
    facts: {
      ...(remoteAddress !== undefined && { remoteAddress }),
      ...(remotePort !== undefined && { remotePort }),
      ...(reason && statusCode !== undefined && { statusCode }),
      ...(tls && { tls }),
      mcp: { url: withoutCredentials(new URL(config.url)), ...found },
    },
    ...(reason && { failure: reason }),
  };
}

async function lookAtCommand(config: McpOverStdio, env: CheckEnv): Promise<Sample> {
  if (!env.mayRunCommands) {
    return {
      phases: { totalMs: 0 },
      facts: {},
      failure: failure('probe.config', 'this server may not start commands'),
    };
  }
  const startedMs = env.clock.monotonic();
  const transport = new OverStdio(config);
  const found = nothingYet();
  try {
    const reason = await failureOf(() => withinDeadline(transport, found, env));
    const phases: Phases = { totalMs: env.clock.monotonic() - startedMs };
    return { phases, facts: { mcp: found }, ...(reason && { failure: reason }) };
  } finally {
    transport.end();
  }
}

/** Programs know nothing of our deadline: whoever waits for them gives up. */
async function withinDeadline(transport: McpTransport, found: FoundOut, env: CheckEnv): Promise<void> {
  const { signal, clock, deadlineMs } = env;
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const given = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort);
    const late = new CommandError(failure('timeout.ttfb', 'the command did not answer', 'ttfb'));
    timer = setTimeout(() => reject(late), Math.max(1, deadlineMs - clock.monotonic()));
  });
  try {
    await Promise.race([interview(transport, found, CLIENT_VERSION), given]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
}

function nothingYet(): FoundOut {
  return { capabilities: [], tools: [] };
}

/** What went wrong, as far as it is the target's. @throws what is not */
async function failureOf(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof HttpLookError || error instanceof CommandError) return error.failure;
    if (error instanceof ProtocolError || error instanceof RefusedError) return failure('protocol.mcp', error.message);
    throw error;
  }
}
