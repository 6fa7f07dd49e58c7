/** One group: how it stands, who is in it, what went wrong with it, and its settings. */
import type { ResourceGroup } from '@upwatch/sdk';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../../api/client.ts';
import { groupIncidentsQuery, groupQuery } from '../../api/place-queries.ts';
import { KEYS } from '../../api/queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { ruleInWords, standingOfGroup } from '../../ui/group-standing.ts';
import { IncidentList } from '../incidents/incident-list.tsx';
import { draftOf, type GroupDraft, updateRequest } from './group-draft.ts';
import { GroupForm } from './group-form.tsx';
import { Members } from './members.tsx';

export function GroupPage() {
  const say = useSay();
  const { groupId } = useParams({ from: '/shell/groups/$groupId' });
  const { data: group } = useSuspenseQuery(groupQuery(groupId));
  return (
    <Page
      title={group.name}
      lead={
        <>
          <Link to="/groups" className="hover:text-strong hover:underline">
            {say('groups.title')}
          </Link>
          {group.description !== null && ` · ${group.description}`}
        </>
      }
    >
      <Standing group={group} />
      <Members group={group} />
      <Incidents groupId={groupId} />
      <Settings key={group.updatedAt} group={group} />
    </Page>
  );
}

/** How it stands, in a sentence. */
function Standing({ group }: { readonly group: ResourceGroup }) {
  const say = useSay();
  const format = useFormat();
  const standing = standingOfGroup(group);
  const { health } = group;
  const facts = [
    health.totalMembers === 0
      ? say('groups.noMembers')
      : say('groups.well', { up: health.operationalCount, total: health.totalMembers }),
    ruleInWords(group, { say, format }),
    ...(health.activeIncidents > 0 ? [say('groups.incidentsOpen', { count: health.activeIncidents })] : []),
  ];
  return (
    <div aria-live="polite" className="flex items-center gap-4 rounded-lg border border-line bg-surface px-5 py-4">
      <StateMark standing={standing} isDecoration className="size-8" />
      <div className="min-w-0">
        <p className="text-xl font-semibold text-strong">{say(MARKS[standing].key)}</p>
        <p className="break-words text-quiet">{facts.join(' · ')}</p>
      </div>
    </div>
  );
}

function Incidents({ groupId }: { readonly groupId: string }) {
  const say = useSay();
  const { data: incidents = [] } = useQuery(groupIncidentsQuery(groupId));
  return (
    <Block title={say('incidents.title')}>
      {incidents.length === 0 ? (
        <Card className="px-5 py-4 text-quiet">{say('groups.incidentsNone')}</Card>
      ) : (
        <IncidentList incidents={incidents} />
      )}
    </Block>
  );
}

function Settings({ group }: { readonly group: ResourceGroup }) {
  const say = useSay();
  const queries = useQueryClient();
  const initial = useMemo(() => draftOf(group), [group]);
  async function save(draft: GroupDraft): Promise<void> {
    await client.resourceGroups.update(group.id, updateRequest(draft, initial));
    await Promise.all([KEYS.groups, KEYS.monitors].map(async (queryKey) => queries.invalidateQueries({ queryKey })));
    toastDone(say('channels.saved'));
  }
  return <GroupForm initial={initial} submit={say('ui.save')} onSubmit={save} aside={<DeleteGroup group={group} />} />;
}

function DeleteGroup({ group }: { readonly group: ResourceGroup }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function remove(): Promise<void> {
    await client.resourceGroups.delete(group.id);
    toastDone(say('groups.deleted', { name: group.name }));
    await navigate({ to: '/groups' });
    queries.removeQueries({ queryKey: groupQuery(group.id).queryKey });
    await Promise.all([KEYS.groups, KEYS.monitors].map(async (queryKey) => queries.invalidateQueries({ queryKey })));
  }
  return (
    <DeleteButton
      title={say('groups.deleteTitle', { name: group.name })}
      hint={say('groups.deleteHint')}
      onDelete={remove}
    />
  );
}
