/** How the members of groups stand, and what policies may ask of them. */
import type { Clock, GroupMemberNow, MemberStatus, Monitor, RoutingSubject } from '@upwatch/core';
import type { GroupMember } from '../../stores/port.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { Routing } from '../routing/known-routing.ts';

export interface MembersOptions {
  readonly recorder: () => Pick<Recorder, 'monitorOf' | 'stateOf'>;
  /** Whether a monitor is under maintenance, or not looked at because of it. */
  readonly isInMaintenance: (monitor: Monitor, nowMs: number) => boolean;
  readonly routing: Routing;
  readonly clock: Clock;
}

export class Members {
  readonly #options: MembersOptions;

  constructor(options: MembersOptions) {
    this.#options = options;
  }

  /** As a member stands on disk. What is not known yet is not known to be bad. */
  statusOf(monitorId: string): MemberStatus {
    const { recorder, isInMaintenance, clock } = this.#options;
    const monitor = recorder().monitorOf(monitorId);
    if (!monitor) return 'operational';
    if (!monitor.isEnabled || isInMaintenance(monitor, clock.wall())) return 'maintenance';
    const { verdict } = recorder().stateOf(monitorId);
    return verdict === 'down' || verdict === 'degraded' ? verdict : 'operational';
  }

  of(members: readonly GroupMember[]): readonly GroupMemberNow[] {
    const { recorder } = this.#options;
    return members.map(({ monitorId: id }) => {
      return { id, name: recorder().monitorOf(id)?.name ?? '', status: this.statusOf(id) };
    });
  }

  /** What the rules of policies may ask of a member; its regions are those in which it is in trouble. */
  subjectOf(monitorId: string, monitorName: string): RoutingSubject {
    const { recorder, routing } = this.#options;
    const monitor = recorder().monitorOf(monitorId);
    const { regions } = recorder().stateOf(monitorId);
    const bad = Object.entries(regions).filter(([, { verdict }]) => verdict === 'down' || verdict === 'degraded');
    const known = { monitorId, monitorName, regions: bad.map(([region]) => region) };
    return { ...(monitor && routing.subjectOf(monitor)), ...known };
  }
}
