/** Looks for tests: settings with the schema's defaults, and the platform's own clocks. */
import type { CheckEnv } from '../../check.ts';
import { Resolver } from '../../dns/resolver.ts';
import type { Sample } from '../../port.ts';
import { tcpConfigSchema, tlsConfigSchema } from '../config.ts';
import { TCP_RUN, TLS_RUN } from '../run.ts';

const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const resolver = new Resolver({ clock });

/** One TCP look at 127.0.0.1, with its own deadline. */
export function lookAtTcp(port: number, more: object = {}, env: Partial<CheckEnv> = {}): Promise<Sample> {
  const config = tcpConfigSchema.parse({ host: '127.0.0.1', port, timeoutMs: 5000, ...more });
  return TCP_RUN.run(config, envFor(config.timeoutMs, env));
}

/** The same for TLS on its own. */
export function lookAtTls(port: number, more: object = {}, env: Partial<CheckEnv> = {}): Promise<Sample> {
  const config = tlsConfigSchema.parse({ host: '127.0.0.1', port, timeoutMs: 5000, ...more });
  return TLS_RUN.run(config, envFor(config.timeoutMs, env));
}

function envFor(timeoutMs: number, more: Partial<CheckEnv>): CheckEnv {
  return { clock, resolver, deadlineMs: clock.monotonic() + timeoutMs, wantsBody: false, ...more };
}
