/** What becomes of the alerts of groups: some reach nobody, and some are told in the place of others. */
import type { Delivery, GroupState } from '@upwatch/core';

export class GroupAlerts {
  /** Groups of which a step may have reached nobody. */
  readonly #suspects = new Set<string>();
  /** By group: channels that have been told in the place of others. */
  readonly #standIns = new Map<string, Set<string>>();

  suspect(groupId: string): void {
    this.#suspects.add(groupId);
  }

  /** Whether a step may have reached nobody: to be looked into now. */
  takeSuspect(groupId: string): boolean {
    return this.#suspects.delete(groupId);
  }

  /** An alert of a group has changed. */
  delivered(groupId: string, { status, kind, channelId, message }: Delivery): void {
    if (kind === 'INCIDENT_RESOLVED') return;
    if (status === 'FAILED') this.#suspects.add(groupId);
    if (status !== 'DELIVERED' || !message.insteadOf) return;
    const channelIds = this.#standIns.get(groupId) ?? new Set();
    this.#standIns.set(groupId, channelIds.add(channelId));
  }

  /** The state in which those who stood in hear of the end as well; undefined where there is nobody new. */
  withStandIns(groupId: string, state: GroupState): GroupState | undefined {
    const { incident: tie } = state;
    const channelIds = this.#standIns.get(groupId);
    if (!tie || !channelIds || [...channelIds].every((id) => tie.toldChannelIds.includes(id))) {
      this.#standIns.delete(groupId);
      return undefined;
    }
    const add = (ids: readonly string[]): readonly string[] => [...new Set([...ids, ...channelIds])];
    const { directChannelIds: direct, toldChannelIds } = tie;
    const told = { toldChannelIds: add(toldChannelIds), ...(direct && { directChannelIds: add(direct) }) };
    return { ...state, incident: { ...tie, ...told } };
  }
}
