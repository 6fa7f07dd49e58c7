/** What people do meanwhile: they change monitors, end and take on incidents, retry alerts, announce maintenance. */
import type { FarEnds } from './far-ends.ts';
import type { MemoryTables } from './memory-tables.ts';
import { isPassing, type Server } from './server.ts';
import { StoreRefusal } from '../../packages/server/src/stores/port.ts';
import { HOUR, MINUTE, type Target, type World } from './world.ts';

export interface PeopleOptions {
  readonly world: World;
  readonly tables: MemoryTables;
  readonly farEnds: FarEnds;
  /** The process that lives now, if one does. */
  readonly server: () => Server | undefined;
  readonly onBroken: (error: unknown) => void;
}

/** Has people act within the hour to come, and so on. */
export function startPeople(options: PeopleOptions): void {
  const { world, tables } = options;
  const { agenda, random, targets } = world;
  const act = (what: (server: Server) => Promise<void>): void => {
    agenda.awaited(random.int(0, HOUR - 1), () => {
      const server = options.server();
      if (!server?.isReady || agenda.nowMs >= world.calmMs) return;
      what(server).catch((error: unknown) => {
        if (!isRefusal(error)) options.onBroken(error);
      });
    });
  };
  const hourly = (): void => {
    const { faults } = world;
    for (const target of targets) {
      if (random.chance(faults.change)) act((server) => change(world, server, target));
      if (random.chance(faults.byHand)) act((server) => server.acts.resolve(target));
      if (random.chance(faults.acknowledgement)) {
        const snoozedForMs = random.chance(0.3) ? random.int(2, 30) * MINUTE : undefined;
        act((server) => server.acts.acknowledge(target, snoozedForMs && world.wall() + snoozedForMs));
      }
    }
    if (random.chance(faults.retryByHand)) act((server) => retry(world, tables, server));
    if (random.chance(faults.maintenance)) act((server) => announce(world, server));
    agenda.in(HOUR, hourly);
  };
  agenda.in(HOUR, hourly);
}

/** Half of the changes have the monitor look at the wrong thing for a while. */
async function change({ agenda, random }: World, server: Server, target: Target): Promise<void> {
  const isWrong = random.chance(0.5);
  target.changedAtMs = agenda.nowMs;
  await server.acts.change(target);
  target.changedAtMs = agenda.nowMs;
  target.wrongGeneration = isWrong ? target.generation - 1 : 0;
}

async function retry({ random }: World, tables: MemoryTables, server: Server): Promise<void> {
  const failed = [...tables.deliveries.values()].filter(({ status }) => status === 'FAILED');
  if (failed.length > 0) await server.acts.retry(random.pick(failed).id);
}

function announce(world: World, server: Server): Promise<void> {
  const { random, targets, newId } = world;
  const startsAtMs = world.wall() + random.int(0, 10) * MINUTE;
  const monitorIds = random.chance(0.3) ? [] : targets.filter(() => random.chance(0.4)).map(({ id }) => id);
  return server.acts.announce({
    id: newId(),
    startsAtMs,
    endsAtMs: startsAtMs + random.int(2, 60) * MINUTE,
    timeZone: 'Europe/Berlin',
    monitorIds,
    tagIds: [],
    resourceGroupIds: [],
    suppressAlerts: random.chance(0.8),
    pauseChecks: random.chance(0.3),
    endedEarlyAtMs: [],
    managedBy: 'API',
  });
}

function isRefusal(error: unknown): boolean {
  return isPassing(error) || error instanceof StoreRefusal;
}
