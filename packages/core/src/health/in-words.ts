/** The dependencies of a look in a line: "database (connection refused, 3 ms); redis ok". */
import { onOneLine } from '../looking/assertions/excerpt.ts';
import type { ToldDependency } from '../looking/failure.ts';
import type { HealthFacts, ReportedDependency } from './dependency.ts';

/** Of each kind, how many are named; of the others their number is told. */
const NAMED_MAX = 5;
const NAME_SHOWN_MAX = 60;
const MESSAGE_SHOWN_MAX = 100;

/** As a failure names it: on one line, short. */
export function told({ name, message }: Pick<ReportedDependency, 'name' | 'message'>): ToldDependency {
  return {
    name: onOneLine(name, NAME_SHOWN_MAX),
    ...(message !== undefined && { message: onOneLine(message, MESSAGE_SHOWN_MAX) }),
  };
}

/** What failed first, then what is degraded, then what is well. What does not matter is not told. */
export function inWords({ dependencies }: Pick<HealthFacts, 'dependencies'>): string {
  const counted = dependencies.filter(({ isIgnored }) => !isIgnored);
  const of = (status: ReportedDependency['status']): readonly ReportedDependency[] =>
    counted.filter((one) => one.status === status);
  const parts = [
    listed(of('down').map((one) => withWhy(one, ''))),
    listed(of('degraded').map((one) => withWhy(one, ' degraded'))),
    wellOnes(of('up')),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function listed(parts: readonly string[]): string {
  const shown = parts.slice(0, NAMED_MAX).join(', ');
  return parts.length > NAMED_MAX ? `${shown} and ${parts.length - NAMED_MAX} more` : shown;
}

function wellOnes(well: readonly ReportedDependency[]): string {
  return well.length === 0 ? '' : `${listed(well.map((one) => told(one).name))} ok`;
}

/** "database (connection refused, 3 ms)" */
function withWhy(one: ReportedDependency, state: string): string {
  const { name, message } = told(one);
  const why = [message?.replace(/\.$/, ''), latencyInWords(one.latencyMs)].filter((part) => part).join(', ');
  return `${name}${state}${why === '' ? '' : ` (${why})`}`;
}

/** "3 ms", "0.4 ms", "2.5 s" */
function latencyInWords(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  if (ms >= 1000) return `${Math.round(ms / 100) / 10} s`;
  return `${ms < 1 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}
