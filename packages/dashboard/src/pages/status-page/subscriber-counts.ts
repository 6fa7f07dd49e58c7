import type { StatusPageSubscriber } from '@upwatch/sdk';

export interface SubscriberCounts {
  /** Of those who want to hear of everything. */
  readonly everything: number;
  readonly byComponent: ReadonlyMap<string, number>;
}

/** How many are told of what. Who has not confirmed, or is sent nothing any more, is told of nothing. */
export function countedByComponent(
  subscribers: readonly Pick<StatusPageSubscriber, 'confirmed' | 'stoppedAt' | 'componentIds'>[],
): SubscriberCounts {
  const told = subscribers.filter(({ confirmed, stoppedAt }) => confirmed && stoppedAt === null);
  const byComponent = new Map<string, number>();
  for (const id of told.flatMap(({ componentIds }) => componentIds))
    byComponent.set(id, (byComponent.get(id) ?? 0) + 1);
  return { everything: told.filter(({ componentIds }) => componentIds.length === 0).length, byComponent };
}
