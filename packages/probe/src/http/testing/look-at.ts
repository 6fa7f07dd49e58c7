/** Looks for tests: settings with the schema's defaults, and the platform's own clocks. */
import type { CheckEnv } from '../../check.ts';
import { Resolver } from '../../dns/resolver.ts';
import type { Sample } from '../../port.ts';
import { httpConfigSchema } from '../config.ts';
import type { HttpConfig } from '../http-config.ts';
import { lookHttp } from '../look.ts';

export const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
const resolver = new Resolver({ clock });

/** Settings as the schema gives them out. */
function configFor(url: string, more: Readonly<Record<string, unknown>> = {}): HttpConfig {
  return httpConfigSchema.parse({ url, method: 'GET', timeoutMs: 5000, ...more });
}

/** One look, with its own deadline. */
export function lookAt(
  url: string,
  more: Readonly<Record<string, unknown>> = {},
  env: Partial<CheckEnv> = {},
): Promise<Sample> {
  const config = configFor(url, more);
  return lookHttp(config, {
    clock,
    resolver,
    deadlineMs: clock.monotonic() + config.timeoutMs,
    wantsBody: false,
    ...env,
  });
}
