/** What people do to incidents. Each belongs to somebody: to a monitor's state, to a group, or to the person who opened it. */
import {
  acknowledge,
  changeGroupSeverity,
  changeSeverity,
  type Clock,
  type Incident,
  initialState,
  resolveManually,
  unacknowledge,
} from '@upwatch/core';
import { type CoreStore, StoreRefusal } from '../../stores/port.ts';
import type { GroupWatch } from '../holding/group-watch.ts';
import type { OpenedByHand } from './opened-by-hand.ts';
import type { Engine } from '../port.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { Amend } from '../recording/recorder-options.ts';

export interface IncidentActsOptions {
  readonly core: Pick<CoreStore, 'monitors' | 'incidents'>;
  readonly recorder: Pick<Recorder, 'amend' | 'stateOf'>;
  readonly openedByHand: Pick<
    OpenedByHand,
    'open' | 'acknowledge' | 'unacknowledge' | 'update' | 'resolve' | 'changeSeverity'
  >;
  /** Incidents of groups are theirs to change. */
  readonly groups?: Pick<GroupWatch, 'close' | 'acknowledge' | 'unacknowledge' | 'act'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

type IncidentActs = Pick<
  Engine,
  | 'openIncident'
  | 'acknowledgeIncident'
  | 'unacknowledgeIncident'
  | 'changeSeverity'
  | 'updateIncident'
  | 'resolveIncident'
>;

export function incidentActs(options: IncidentActsOptions): IncidentActs {
  const { core, recorder, openedByHand, clock } = options;
  return {
    openIncident: (incident, update, actor, isTold) => openedByHand.open(incident, update, { name: actor }, isTold),
    async acknowledgeIncident(incidentId, how) {
      const incident = await openIncidentOf(incidentId, 'there is nothing left to acknowledge');
      if (incident.source === 'MANUAL') return openedByHand.acknowledge(incidentId, how);
      if (incident.resourceGroup && options.groups) return options.groups.acknowledge(incident, how);
      return amendOwn(incident, how, ({ telling, ...now }) => acknowledge({ ...telling, ...now, ...how }));
    },
    async unacknowledgeIncident(incidentId, how) {
      const incident = await openIncidentOf(incidentId, 'nobody need have it');
      if (incident.source === 'MANUAL') await openedByHand.unacknowledge(incidentId, how);
      else if (incident.resourceGroup) await options.groups?.unacknowledge(incident, how);
      else await amendOwn(incident, how, ({ telling, ...now }) => unacknowledge({ ...telling, ...now, ...how }));
    },
    async changeSeverity(incidentId, how) {
      const incident = await openIncidentOf(incidentId, 'its severity stays');
      if (incident.source === 'MANUAL') return openedByHand.changeSeverity(incidentId, how);
      if (incident.resourceGroup && options.groups)
        return options.groups.act(incident, how.by, (now) => changeGroupSeverity(now, how));
      if (incident.status !== 'CONFIRMED')
        throw new StoreRefusal('conflict', 'the incident is not confirmed yet: its looks decide first');
      return amendOwn(incident, how, ({ telling, ...now }) => changeSeverity({ ...telling, ...now, ...how }));
    },
    updateIncident({ id, source }, change, actor) {
      return source === 'MANUAL' ? openedByHand.update(id, change, actor) : core.incidents.update(id, change, actor);
    },
    async resolveIncident(incidentId, body, actor) {
      const incident = await core.incidents.get(incidentId);
      if (!incident) throw new StoreRefusal('not_found', `there is no incident ${incidentId}`);
      const by = { name: actor };
      if (incident.source === 'MANUAL') return void (await openedByHand.resolve(incidentId, body, by));
      if (await options.groups?.close(incident, body, by)) return undefined;
      if (incident.monitorId !== undefined && (await core.monitors.get(incident.monitorId))) {
        return recorder.amend(
          incident.monitorId,
          (now) => {
            // The row may have changed since it was read: what the recorder holds is newer.
            const newest = now.incident?.id === incident.id ? now.incident : incident;
            return resolveManually({ ...now.telling, state: now.state, incident: newest, body });
          },
          by,
        );
      }
      // Its monitor is gone: there is nobody left to tell.
      const nowMs = Math.floor(clock.wall());
      const nothing = {
        state: initialState(0, nowMs),
        monitor: { id: '', name: incident.title, target: '' },
        channels: [],
      };
      const { state: _, ...ended } = resolveManually({ ...nothing, incident, body, nowMs, newId: options.newId });
      return core.incidents.commit(ended, by);
    },
  };

  async function openIncidentOf(id: string, why: string): Promise<Incident> {
    const incident = await core.incidents.get(id);
    if (!incident) throw new StoreRefusal('not_found', `there is no incident ${id}`);
    if (incident.status === 'RESOLVED') throw new StoreRefusal('conflict', `the incident is over: ${why}`);
    return incident;
  }

  /** A change of what a monitor's state is tied to. @returns whether there was anything to change */
  async function amendOwn({ id, monitorId }: Incident, how: { by: string }, change: Amend): Promise<boolean> {
    if (monitorId === undefined || recorder.stateOf(monitorId).incident?.id !== id)
      throw new StoreRefusal('conflict', 'the incident is over, or its monitor is gone');
    let isChanged = false;
    const noticing: Amend = (now) => {
      const planned = change(now);
      isChanged = planned !== undefined;
      return planned;
    };
    await recorder.amend(monitorId, noticing, { name: how.by });
    return isChanged;
  }
}
