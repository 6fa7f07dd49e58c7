/** Which dependencies matter to a monitor: all of them, or those that it names. */
import { DEPENDENCIES_MAX } from './gathered.ts';
import type { DependencyStatus, HealthFacts, ReportedDependency } from './dependency.ts';

/** Names, with `*` for any characters: `database`, `payments/*`. In any case. */
export type DependencyNames = readonly string[];

type Narrowed = Pick<HealthFacts, 'dependencies' | 'dependenciesTotal' | 'missing' | 'isNarrowed'>;

/** Marks what does not matter, says what is missing, and keeps no more than is kept of a look: what is worse first. */
export function narrowed(all: readonly ReportedDependency[], names: DependencyNames | undefined): Narrowed {
  const marked = names
    ? all.map((one) => (matters(one.name, names) ? one : { ...one, isIgnored: true as const }))
    : all;
  const missing = names?.filter((name) => !name.includes('*') && !all.some((one) => isNamed(one.name, name)));
  return {
    dependencies: marked.length > DEPENDENCIES_MAX ? worstFirst(marked).slice(0, DEPENDENCIES_MAX) : marked,
    ...(marked.length > DEPENDENCIES_MAX && { dependenciesTotal: marked.length }),
    ...(missing && missing.length > 0 && { missing }),
    ...(names && { isNarrowed: true }),
  };
}

function matters(name: string, names: DependencyNames): boolean {
  return names.some((pattern) => isNamed(name, pattern));
}

/** A name of health+json has its measurement behind a colon, which need not be written: `postgres`. */
function isNamed(name: string, pattern: string): boolean {
  const [component = name] = name.split(':');
  return fits(name, pattern) || fits(component, pattern);
}

/**
 * Whether a text fits a pattern in which `*` stands for any characters. Part by part, leftmost first: a regular
 * expression made of it could take time that grows with each `*`.
 */
export function fits(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const lower = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return lower === first;
  if (!lower.startsWith(first) || lower.length < first.length + last.length || !lower.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = lower.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= lower.length - last.length;
}

const RANK: Readonly<Record<DependencyStatus, number>> = { down: 0, degraded: 1, up: 2 };

function worstFirst(all: readonly ReportedDependency[]): readonly ReportedDependency[] {
  const rankOf = (one: ReportedDependency): number => RANK[one.status] + (one.isIgnored ? 3 : 0);
  return all.toSorted((a, b) => rankOf(a) - rankOf(b));
}
