/** A look whose body is read as a health document: what the target says of itself is among the facts. */
import { type HealthMode, readHealth } from '@upwatch/core';
import type { CheckEnv } from '../check.ts';
import type { Sample } from '../port.ts';
import { bodyText } from './excerpt.ts';
import type { HttpConfig } from './http-config.ts';
import { lookHttp } from './look.ts';

/** How the body is read; undefined where it is not. */
export function healthModeOf({ health }: HttpConfig): Exclude<HealthMode, 'off'> | undefined {
  return health === 'off' ? undefined : health;
}

/** One attempt; an answer that did not come whole has no document. */
export async function lookAtHealth(
  config: HttpConfig,
  env: CheckEnv,
  mode: Exclude<HealthMode, 'off'>,
): Promise<Sample> {
  const sample = await lookHttp(config, { ...env, wantsBody: true });
  const { body, facts } = sample;
  if (sample.failure || !body) return sample;
  const contentType = facts.headers?.['content-type'];
  const answer = { body: bodyText(body, contentType), contentType, isTruncated: facts.isBodyTruncated };
  const health = readHealth(answer, { mode, names: config.dependencies });
  return health ? { ...sample, facts: { ...facts, health } } : sample;
}
