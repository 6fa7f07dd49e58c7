/** What stands together: every group, how it stands, and when it counts as down. */
import type { ResourceGroup } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Boxes, Plus } from 'lucide-react';
import { groupsQuery } from '../../api/queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ruleInWords, standingOfGroup, STANDINGS } from '../../ui/group-standing.ts';

/** Marks of more members than this would say no more. */
const MARKS_MAX = 24;

export function GroupsPage() {
  const say = useSay();
  const { data: groups, error, refetch } = useQuery(groupsQuery);
  const add = (
    <Permitted>
      <Link to="/groups/new" className={buttonClass('main')}>
        <Plus className="size-4" aria-hidden />
        {say('groups.new')}
      </Link>
    </Permitted>
  );
  return (
    <Page title={say('groups.title')} lead={say('groups.lead')} actions={groups?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : groups === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : groups.length === 0 ? (
        <Empty
          icon={<Boxes aria-hidden />}
          title={say('groups.emptyTitle')}
          hint={say('groups.emptyHint')}
          action={add}
        />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {groups.map((group) => (
              <Row key={group.id} group={group} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Row({ group }: { readonly group: ResourceGroup }) {
  const say = useSay();
  const format = useFormat();
  const { id, name, health, members } = group;
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/groups/$groupId"
        params={{ groupId: id }}
        className="grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-3.5 gap-y-1 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[1rem_minmax(0,1fr)_auto] sm:px-5"
      >
        <StateMark standing={standingOfGroup(group)} className="mt-1" />
        <div className="min-w-0">
          <p className="truncate font-medium text-strong">{name}</p>
          <p className="text-sm break-words text-quiet">
            {ruleInWords(group, { say, format })}
            {health.activeIncidents > 0 && ` · ${say('groups.incidentsOpen', { count: health.activeIncidents })}`}
          </p>
        </div>
        <div className="col-start-2 text-sm text-quiet sm:col-start-3 sm:text-right">
          <p>
            {health.totalMembers === 0
              ? say('groups.noMembers')
              : say('groups.well', { up: health.operationalCount, total: health.totalMembers })}
          </p>
          <p aria-hidden className="mt-1 flex max-w-60 flex-wrap gap-1 sm:justify-end">
            {members.slice(0, MARKS_MAX).map((member) => (
              <StateMark key={member.id} standing={STANDINGS[member.status]} isDecoration className="size-3" />
            ))}
          </p>
        </div>
      </Link>
    </li>
  );
}
