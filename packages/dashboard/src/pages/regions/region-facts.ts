/** What is known of a region, put together of what it sees and of how this server itself looks. */
import type { RegionOverview, Self } from '@upwatch/sdk';
import type { PlainKey } from '../../language/catalogue.ts';
import type { Standing } from '../../ui/state-mark.tsx';

/** `well`: looks. `doubtful`: some of what it sees is its own fault. `idle`: no look yet. `imported`: nobody looks from there. */
export type RegionCondition = 'well' | 'doubtful' | 'idle' | 'imported';

export const CONDITIONS: Readonly<Record<RegionCondition, readonly [standing: Standing, key: PlainKey]>> = {
  well: ['up', 'regions.wellMark'],
  doubtful: ['degraded', 'regions.doubtMark'],
  idle: ['unknown', 'regions.idleMark'],
  imported: ['paused', 'regions.importedMark'],
};

/** Under such a name stands the past that came from another program. */
const IMPORTED = 'imported:';

export interface RegionFacts {
  readonly name: string;
  readonly condition: RegionCondition;
  /** Monitors that it has a verdict of. */
  readonly monitors: number;
  readonly seen: RegionOverview;
  /** How busy, and how late: undefined for a region that this server knows by its looks alone. */
  readonly looking: Self['looking'] | undefined;
}

export function factsOf(seen: RegionOverview, self: Self | undefined): RegionFacts {
  const { region, up, degraded, down, unknown } = seen;
  return {
    name: region,
    condition: conditionOf(seen),
    monitors: up + degraded + down + unknown,
    seen,
    looking: seen.isOwn ? self?.looking : undefined,
  };
}

function conditionOf({ region, fault, spoiled, lastLookAt }: RegionOverview): RegionCondition {
  if (region.startsWith(IMPORTED)) return 'imported';
  if (fault !== null || spoiled > 0) return 'doubtful';
  return lastLookAt === null ? 'idle' : 'well';
}
