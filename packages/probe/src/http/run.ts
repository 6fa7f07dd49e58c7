/** The HTTP check without its schema. */
import type { CheckRun } from '../check.ts';
import { healthModeOf, lookAtHealth } from './health-look.ts';
import type { HttpConfig } from './http-config.ts';
import { hostOf, lookHttp } from './look.ts';
import { displayUrl } from './url.ts';

export const HTTP_RUN: CheckRun<HttpConfig> = {
  type: 'HTTP',
  run: (config, env) => {
    const mode = healthModeOf(config);
    return mode === undefined ? lookHttp(config, env) : lookAtHealth(config, env, mode);
  },
  timeoutMs: (config) => config.timeoutMs,
  hostOf,
  planOf: ({ retry: { statusCodes, ...plan } }) => ({ ...plan, ...(statusCodes && { retryStatusCodes: statusCodes }) }),
  targetOf: (config) => displayUrl(config.url),
};
