/** What becomes of an answer with a health document, without a target. */
import { compileAssertions } from '../../looking/assertions/compile.ts';
import { judge } from '../../looking/judge.ts';
import { outcomeOf } from '../../looking/observation.ts';
import { type HealthSettings, readHealth } from '../read-health.ts';

export function judgedBy(
  body: string,
  settings: HealthSettings,
  statusCode = 200,
  contentType: string | undefined = 'application/json',
) {
  const health = readHealth({ body, contentType }, settings);
  const facts = { statusCode, ...(health && { health }) };
  const budget = { nowMs: () => 0, limitMs: 1000 };
  const judged = judge({ phases: { totalMs: 1 }, facts }, compileAssertions([]), budget);
  return { health, ...judged, outcome: outcomeOf(judged) };
}
