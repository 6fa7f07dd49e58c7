/** What is watched beside the monitors themselves, and may keep their alerts: maintenance, what they depend on, their groups. */
import type { Clock, Monitor, ServerDefaults } from '@upwatch/core';
import type { LiveBus } from '../../live.ts';
import type { CoreStore } from '../../stores/port.ts';
import { DependencyWatch } from './dependency-watch.ts';
import type { RunningEngine } from '../engine.ts';
import { GroupWatch } from './group-watch.ts';
import { firstHold, type HoldOf } from './holds.ts';
import type { KnownChannels } from '../routing/known-channels.ts';
import type { Routing } from '../routing/known-routing.ts';
import { MaintenanceWatch } from './maintenance-watch.ts';
import { SameDependencyWatch } from './same-dependency-watch.ts';
import type { Recorder } from '../recording/recorder.ts';

/** What watching works with. Recorder and engine ask the watches and are asked by them: they come later. */
export interface WatchesGiven {
  readonly store: CoreStore;
  readonly recorder: () => Recorder;
  readonly engine: () => RunningEngine;
  readonly channels: KnownChannels['all'];
  readonly routing: Routing;
  /** What monitors go by where neither they nor their groups say. */
  readonly defaults: ServerDefaults;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly live: LiveBus;
  readonly wakeDispatcher: () => void;
  readonly onTrouble: (error: Error) => void;
}

export interface Watches {
  readonly maintenance: MaintenanceWatch;
  readonly dependencies: DependencyWatch;
  readonly groups: GroupWatch;
  readonly sameDependency: SameDependencyWatch;
  readonly holdOf: HoldOf;
  /** What is known of whom it concerns, of the groups of monitors too. */
  readonly routing: Routing;
  load(): Promise<void>;
  /** To be called about once a second. */
  tick(): void;
}

export function createWatches(given: WatchesGiven): Watches {
  const { store, recorder, engine, channels, clock, newId, live, wakeDispatcher, onTrouble } = given;
  // Before that nothing looks yet: who begins reads the monitors as they are then.
  let isWatching = false;
  const maintenance = new MaintenanceWatch({
    store: store.maintenance,
    clock,
    groupsOf: (monitorId) => groups.groupsOf(monitorId),
    onChange: () => groups.changed(),
    onPauses: () => engine().pausesChanged(),
    onTrouble,
  });
  const groups = new GroupWatch({
    store,
    recorder,
    isInMaintenance: (monitor: Monitor, nowMs) => maintenance.activeOn(monitor, nowMs).length > 0,
    channels,
    routing: given.routing,
    defaults: given.defaults,
    onFollowed(monitor) {
      if (!isWatching) return;
      engine().monitorChanged(monitor);
    },
    clock,
    newId,
    live,
    wakeDispatcher,
    onTrouble,
  });
  const dependencies = new DependencyWatch({
    newestOf: (monitorId) => recorder().newestOf(monitorId),
    isPaused: (monitor, nowMs) => maintenance.isPaused(monitor, nowMs),
    onLook: (monitorId, slotMs) => engine().confirm(monitorId, slotMs),
  });
  const routing: Routing = {
    policies: () => given.routing.policies(),
    subjectOf: (monitor) => ({ ...given.routing.subjectOf(monitor), resourceGroupIds: groups.groupsOf(monitor.id) }),
  };
  const sameDependency = new SameDependencyWatch({
    newestOf: (monitorId) => recorder().newestOf(monitorId),
    channels,
    channelIdsOf: (monitor) => groups.channelIdsOf(monitor),
    routing,
    clock,
  });
  return {
    maintenance,
    dependencies,
    groups,
    sameDependency,
    // Maintenance has an end that can be named, and asks for no look.
    holdOf: firstHold(
      (monitor, nowMs) => maintenance.holdOf(monitor, nowMs),
      (...asked) => dependencies.holdOf(...asked),
      (...asked) => groups.holdOf(...asked),
      (...asked) => sameDependency.holdOf(...asked),
    ),
    routing,
    async load() {
      await groups.load();
      await maintenance.load();
      isWatching = true;
    },
    tick() {
      // Its members count or not by what lasts now.
      maintenance.tick();
      groups.tick();
    },
  };
}
