import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { groupsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Block } from '../../ui/card.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { standingOfGroup } from '../../ui/group-standing.ts';

/** Monitors that stand together. Nothing is shown where there are none. */
export function Groups() {
  const say = useSay();
  const { data: groups = [] } = useQuery(groupsQuery);
  if (groups.length === 0) return null;
  return (
    <Block title={say('overview.groups')}>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {groups.map((group) => (
          <li key={group.id} className="flex">
            <Link
              to="/groups/$groupId"
              params={{ groupId: group.id }}
              className="flex min-w-0 flex-1 items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3 hover:bg-hover"
            >
              <StateMark standing={standingOfGroup(group)} className="mt-1" />
              <span className="min-w-0">
                <span className="block truncate font-medium text-strong">{group.name}</span>
                <span className="block text-sm text-quiet">
                  {say('overview.groupMembers', { count: group.health.totalMembers })}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Block>
  );
}
