/** What people do to a process: they configure it, and act on incidents. Each fulfils when they are answered. */
import { acknowledge, type Incident, type IncidentSeverity, type Monitor, resolveManually } from '@upwatch/core';
import type { GroupWatch } from '../../packages/server/src/engine/holding/group-watch.ts';
import type { MaintenanceWatch } from '../../packages/server/src/engine/holding/maintenance-watch.ts';
import type { Dispatcher } from '../../packages/server/src/engine/port.ts';
import type { Recorder } from '../../packages/server/src/engine/recording/recorder.ts';
import { incidentActs } from '../../packages/server/src/engine/routing/incident-acts.ts';
import type { OpenedByHand } from '../../packages/server/src/engine/routing/opened-by-hand.ts';
import type { CoreStore, GroupContent } from '../../packages/server/src/stores/port.ts';
import type { Target, World } from './world.ts';

const PERSON = { name: 'a person' };

/** The parts of a process that people reach. */
export interface Reached {
  readonly world: World;
  readonly store: CoreStore;
  readonly recorder: Recorder;
  readonly dispatcher: Dispatcher;
  readonly maintenance: MaintenanceWatch;
  readonly openedByHand: OpenedByHand;
  readonly groups: GroupWatch;
  /** A monitor is configured otherwise. */
  readonly onChanged: (monitor: Monitor) => void;
}

export class Acts {
  readonly #reached: Reached;
  readonly #incidents: ReturnType<typeof incidentActs>;

  constructor(reached: Reached) {
    this.#reached = reached;
    const { store: core, world } = reached;
    this.#incidents = incidentActs({ ...reached, core, clock: world, newId: world.newId });
  }

  /** Changes a monitor. */
  async change(target: Target): Promise<void> {
    const { store, onChanged } = this.#reached;
    const change = (before: Monitor): Monitor => ({ ...before, config: changedConfig(before) });
    onChanged(await store.monitors.update(target.id, change, [], PERSON));
  }

  /** Changes a group, which its members follow. */
  async changeGroup(id: string, part: Partial<GroupContent>): Promise<void> {
    const { groups, store } = this.#reached;
    await groups.within(store).resourceGroups.update(id, (before) => ({ ...before, ...part }), PERSON);
  }

  /** Ends what a monitor has open. */
  resolve(target: Target): Promise<void> {
    return this.#reached.recorder.amend(
      target.id,
      (now) => now.incident && resolveManually({ ...now.telling, state: now.state, incident: now.incident }),
      PERSON,
    );
  }

  /** Ends an incident, whosever it is. */
  end(incidentId: string): Promise<void> {
    return this.#incidents.resolveIncident(incidentId, undefined, PERSON.name);
  }

  /** Takes on what a monitor has open. */
  acknowledge(target: Target, snoozedUntilMs: number | undefined): Promise<void> {
    return this.#reached.recorder.amend(
      target.id,
      (now) => acknowledge({ ...now.telling, ...now, by: PERSON.name, snoozedUntilMs }),
      PERSON,
    );
  }

  /** Takes an incident on, whosever it is. @returns whether it was anybody's to be had */
  takeOn(incidentId: string): Promise<boolean> {
    return this.#incidents.acknowledgeIncident(incidentId, { by: PERSON.name });
  }

  /** Says how bad an incident is. @returns whether it was otherwise */
  judge(incidentId: string, severity: IncidentSeverity, body: string): Promise<boolean> {
    return this.#incidents.changeSeverity(incidentId, { by: PERSON.name, severity, body });
  }

  /** Reports what no look has found. */
  async openIncident(incident: Incident, isTold: boolean): Promise<void> {
    const { world, openedByHand } = this.#reached;
    const { id: incidentId, createdAtMs } = incident;
    const line = { id: world.newId(), incidentId, createdBy: 'USER', notifySubscribers: false } as const;
    await openedByHand.open(incident, { ...line, createdAtMs }, PERSON, isTold);
  }

  /** Takes on what a person has reported. @returns whether it was anybody's to be had */
  takeOnReport(incidentId: string): Promise<boolean> {
    return this.#reached.openedByHand.acknowledge(incidentId, { by: PERSON.name });
  }

  /** Ends what a person has reported. @returns whether it was still open */
  endReport(incidentId: string): Promise<boolean> {
    return this.#reached.openedByHand.resolve(incidentId, undefined, PERSON);
  }

  /** Says something of an incident. @returns under which id it is kept */
  async comment(incidentId: string, body: string): Promise<string> {
    const { world, store } = this.#reached;
    const said = { id: world.newId(), incidentId, body, createdBy: 'USER', notifySubscribers: false } as const;
    const updatedAtMs = Math.floor(world.wall());
    const updates = [{ ...said, createdAtMs: updatedAtMs }];
    await store.incidents.update(incidentId, (now) => ({ incident: { ...now, updatedAtMs }, updates }), PERSON);
    return said.id;
  }

  /** Has what failed for good tried again. */
  async retry(deliveryId: string): Promise<void> {
    const { store, world, dispatcher } = this.#reached;
    await store.outbox.retry(deliveryId, world.wall());
    dispatcher.wake();
  }

  /** Announces maintenance of some monitors. */
  async announce(window: Parameters<CoreStore['maintenance']['create']>[0]): Promise<void> {
    await this.#reached.maintenance.store.create(window, PERSON);
  }
}

/** Another address; of a job that reports by itself another name of its time zone. */
function changedConfig({ id, generation, type, config }: Monitor): Monitor['config'] {
  if (type === 'HEARTBEAT') return { ...config, timeZone: config['timeZone'] === 'UTC' ? 'Etc/UTC' : 'UTC' };
  return { ...config, url: `https://${id.slice(-4)}.shop.example/?${generation}` };
}
