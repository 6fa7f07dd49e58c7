/** What deciding about a group is told: all that is known of it, of its members and of whom it may concern, as of now. */
import type { GroupInput } from '@upwatch/core';
import type { GroupWatchOptions } from './group-watch-options.ts';
import type { KnownGroup } from './known-groups.ts';
import type { Members } from './members.ts';

/** @param groupsOf the groups that a monitor is a member of */
export function groupInput(
  known: KnownGroup,
  members: Members,
  groupsOf: (monitorId: string) => readonly string[],
  { channels, routing, clock, newId }: Pick<GroupWatchOptions, 'channels' | 'routing' | 'clock' | 'newId'>,
): GroupInput {
  const { group, state, incident } = known;
  return {
    ...{ group, state, incident, members: members.of(known.members) },
    subjectOf: ({ id, name }) => ({ ...members.subjectOf(id, name), resourceGroupIds: groupsOf(id) }),
    channels: channels(),
    policies: routing.policies(),
    nowMs: Math.floor(clock.wall()),
    newId,
  };
}
