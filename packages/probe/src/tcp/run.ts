/** TCP and TLS checks as a looking thread knows them. What makes the look is loaded with the first one. */
import type { CheckRun } from '../check.ts';
import type { TcpConfig, TcpStep, TlsConfig } from './tcp-config.ts';

const NO_STEPS: readonly TcpStep[] = Object.freeze([]);

/** The TCP check without its schema. */
export const TCP_RUN: CheckRun<TcpConfig> = {
  type: 'TCP',
  run: async (config, env) => (await import('./look.ts')).lookTcp(config, env),
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  hostOf: ({ host }) => host,
  planOf: ({ retry }) => retry,
  targetOf: (config) => `tcp://${hostAndPort(config)}`,
};

/** The TLS check without its schema: a connection that becomes TLS, and nothing said over it. */
export const TLS_RUN: CheckRun<TlsConfig> = {
  type: 'TLS',
  run: async (config, env) => (await import('./look.ts')).lookTcp({ ...config, steps: NO_STEPS }, env),
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  hostOf: ({ host }) => host,
  planOf: ({ retry }) => retry,
  targetOf: (config) => `tls://${hostAndPort(config)}`,
};

function hostAndPort({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
