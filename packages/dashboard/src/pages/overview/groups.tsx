import type { ResourceGroup } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { groupsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Block } from '../../ui/card.tsx';
import { type Standing, StateMark } from '../../ui/state-mark.tsx';

/** Monitors that stand together. Nothing is shown where there are none. */
export function Groups() {
  const say = useSay();
  const { data: groups = [] } = useQuery(groupsQuery);
  if (groups.length === 0) return null;
  return (
    <Block title={say('overview.groups')}>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {groups.map((group) => (
          <li key={group.id} className="flex items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3">
            <StateMark standing={standingOfGroup(group)} className="mt-1" />
            <div className="min-w-0">
              <p className="truncate font-medium text-strong">{group.name}</p>
              <p className="text-sm text-quiet">{say('overview.groupMembers', { count: group.health.totalMembers })}</p>
            </div>
          </li>
        ))}
      </ul>
    </Block>
  );
}

const STANDINGS: Readonly<Record<ResourceGroup['health']['status'], Standing>> = {
  operational: 'up',
  maintenance: 'maintenance',
  degraded: 'degraded',
  down: 'down',
};

function standingOfGroup({ health }: ResourceGroup): Standing {
  return STANDINGS[health.status];
}
