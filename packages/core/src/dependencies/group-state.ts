/** What is remembered of a resource group, what deciding about it is told, and what follows. */
import { type Dispatch, shiftDispatch } from '../telling/dispatch.ts';
import type { Delivery } from '../telling/alert.ts';
import type { Incident, IncidentUpdate } from '../telling/incident.ts';
import type { NotificationPolicy } from '../telling/notification-policy.ts';
import type { RoutingSubject } from '../telling/routing.ts';
import type { IncidentTie } from '../deciding/state.ts';
import type { MemberStatus, ResourceGroup } from './resource-group.ts';

/** The part of a tie that telling is about: all else of a group's incident is in its row. */
export type GroupTie = Pick<IncidentTie, 'id' | 'sequence' | 'toldChannelIds' | 'directChannelIds' | 'dispatches'>;

/** What is remembered of a group. A plain JSON value. */
export interface GroupState {
  /** Since when its threshold is reached, while nothing has been told of that. */
  readonly beyondSinceMs?: number;
  readonly incident?: GroupTie;
  /** The last incident, which comes back within the cooldown. */
  readonly cooldown?: {
    readonly incidentId: string;
    readonly sequence: number;
    readonly untilMs: number;
    /** What policies had done about it, for what they do when it comes back. */
    readonly dispatches?: readonly Dispatch[];
  };
  /** When the last incident ended: members are looked at anew before they are told of. */
  readonly endedAtMs?: number;
  /** A person ended its incident while it stood: nothing is told until its threshold is not reached any more. */
  readonly isClosedByHand?: true;
}

/** A member as it stands. */
export interface GroupMemberNow {
  /** The monitor's. */
  readonly id: string;
  readonly name: string;
  readonly status: MemberStatus;
}

/** What deciding about a group is told. */
export interface GroupInput {
  readonly group: ResourceGroup;
  readonly members: readonly GroupMemberNow[];
  readonly state: GroupState;
  /** The row of `groupIncidentIdOf(state)`. */
  readonly incident: Incident | undefined;
  /** All channels there are. */
  readonly channels: readonly { readonly id: string }[];
  /** The notification policies there are. @default none */
  readonly policies?: readonly NotificationPolicy[];
  /** What their rules may ask of a member; its regions are those in which it is in trouble. Asked when something is told. */
  readonly subjectOf?: (member: GroupMemberNow) => RoutingSubject;
  readonly nowMs: number;
  readonly newId: () => string;
}

/** What is to be committed together. */
export interface GroupStep {
  readonly state: GroupState;
  readonly incident?: Incident;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
  /** What policies do about it: those that are new or have changed. */
  readonly dispatches?: readonly Dispatch[];
  /** Their alerts that still wait are not to be sent any more. */
  readonly cancelDispatches?: readonly string[];
}

/** The incident whose row deciding may need. */
export function groupIncidentIdOf(state: GroupState): string | undefined {
  return state.incident?.id ?? state.cooldown?.incidentId;
}

/** What is remembered, carried over to a clock that was set. @param byMs how far it jumped; negative when it was set back */
export function shiftGroup(state: GroupState, byMs: number): GroupState {
  const { beyondSinceMs, incident, cooldown, endedAtMs } = state;
  const { dispatches } = incident ?? {};
  const shifted = dispatches && { dispatches: dispatches.map((dispatch) => shiftDispatch(dispatch, byMs)) };
  return {
    ...state,
    ...(beyondSinceMs !== undefined && { beyondSinceMs: beyondSinceMs + byMs }),
    ...(incident && { incident: { ...incident, ...shifted } }),
    ...(cooldown && { cooldown: { ...cooldown, untilMs: cooldown.untilMs + byMs } }),
    ...(endedAtMs !== undefined && { endedAtMs: endedAtMs + byMs }),
  };
}
