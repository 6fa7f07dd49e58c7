/** What a health document says of the target and of each thing that the target needs, whatever dialect it speaks. */

/** The dialects that are told apart. `simple` takes in the many documents of `{"status", "checks"}`. */
export const HEALTH_DIALECTS = ['simple', 'health+json', 'spring', 'aspnet', 'terminus'] as const;
export type HealthDialect = (typeof HEALTH_DIALECTS)[number];

/** How a monitor reads what its target says: by one dialect, by whichever it is, or not at all. */
export const HEALTH_MODES = ['off', 'auto', ...HEALTH_DIALECTS] as const;
export type HealthMode = (typeof HEALTH_MODES)[number];

export type DependencyStatus = 'up' | 'degraded' | 'down';

/** The worse of two has the higher place. */
const ORDER: readonly DependencyStatus[] = ['up', 'degraded', 'down'];

/** Something that the target needs, as the target itself reports it. */
export interface ReportedDependency {
  /** As the document names it; of nested ones with a slash: `broker/us1`. */
  readonly name: string;
  readonly status: DependencyStatus;
  /** How long the target took to find out, milliseconds. */
  readonly latencyMs?: number;
  /** What the document says of it: one line, without credentials. */
  readonly message?: string;
  /** Set where the monitor names the dependencies that matter, and this is none of them. */
  readonly isIgnored?: true;
}

/** What was read, as it is kept with a look. */
export interface HealthFacts {
  /** Absent where the body could not be read as any. */
  readonly dialect?: HealthDialect;
  /** What the document says of the target as a whole. */
  readonly verdict: DependencyStatus;
  /** Bounded; what failed comes first where there were too many. */
  readonly dependencies: readonly ReportedDependency[];
  /** How many dependencies were read, where not all are kept. */
  readonly dependenciesTotal?: number;
  /** Names that the monitor gives and the document lacks. */
  readonly missing?: readonly string[];
  /** Set where the monitor says which dependencies matter. */
  readonly isNarrowed?: true;
  /** Why it could not be read, where the monitor asks for one dialect. */
  readonly problem?: string;
}

export function worstOf(a: DependencyStatus, b: DependencyStatus): DependencyStatus {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
