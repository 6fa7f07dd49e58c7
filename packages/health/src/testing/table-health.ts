/** The health that the table asks. */
import { createHealth, type Health } from '../health.ts';
import { optionsOfTable } from './requests.ts';

export async function healthOfTable(): Promise<Health> {
  const health = createHealth(optionsOfTable());
  await health.startup('migrations', () => undefined);
  return health;
}
