/** Who is in a group; whoever may, finds others and adds them, and takes members out. */
import type { ResourceGroup, ResourceGroupMember } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, X } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { client } from '../../api/client.ts';
import { KEYS, monitorsQuery } from '../../api/queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { STANDINGS } from '../../ui/group-standing.ts';
import { standingOf } from '../monitors/standing.ts';
import { targetOf } from '../monitors/target.ts';

/** Enough to find one; whoever sees none of theirs types more of its name. */
const FOUND_MAX = 6;
/** Members may be among what is found: so many more are asked for. */
const ASKED_MAX = 50;

export function Members({ group }: { readonly group: ResourceGroup }) {
  const say = useSay();
  return (
    <Block title={say('groups.members')}>
      <Permitted>
        <AddMember group={group} />
      </Permitted>
      {group.members.length === 0 ? (
        <Card className="px-5 py-4 text-quiet">
          {say('groups.noMembers')}. <Permitted>{say('groups.membersHint')}</Permitted>
        </Card>
      ) : (
        <Card className="overflow-clip">
          <ul>
            {group.members.map((member) => (
              <MemberRow key={member.id} member={member} />
            ))}
          </ul>
        </Card>
      )}
    </Block>
  );
}

/** Members take over settings, and leave them behind. */
function useRenew(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([KEYS.groups, KEYS.monitors].map(async (queryKey) => queries.invalidateQueries({ queryKey })));
  };
}

function AddMember({ group }: { readonly group: ResourceGroup }) {
  const say = useSay();
  const renew = useRenew();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const { data } = useQuery({
    ...monitorsQuery({ search, size: ASKED_MAX, sort: ['name,asc'] }),
    enabled: search !== '',
  });
  const add = useMutation({
    mutationFn: async ({ id }: { readonly id: string; readonly name: string }) =>
      client.resourceGroups.members.add(group.id, { memberType: 'monitor', memberId: id }),
    onSuccess: (_member, { name }) => toastDone(say('groups.added', { name })),
    onSettled: renew,
  });
  const members = new Set(group.members.map(({ monitorId }) => monitorId));
  const found = search === '' ? undefined : data?.data.filter(({ id }) => !members.has(id)).slice(0, FOUND_MAX);
  return (
    <search className="flex flex-col gap-2">
      <input
        type="search"
        aria-label={say('groups.find')}
        placeholder={say('groups.find')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className={`${inputClass} sm:max-w-96`}
      />
      <div aria-live="polite">
        {found?.length === 0 && <p className="text-quiet">{say('groups.findNone')}</p>}
        {found !== undefined && found.length > 0 && (
          <ul className="rounded-md border border-line bg-surface sm:max-w-xl">
            {found.map((monitor) => (
              <li key={monitor.id} className="flex items-center gap-3 border-b border-line px-3 py-1.5 last:border-0">
                <StateMark standing={standingOf(monitor)} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-strong">{monitor.name}</span>
                  <span className="block truncate font-mono text-xs text-quiet">{targetOf(monitor)}</span>
                </span>
                <Button
                  isSmall
                  aria-label={say('groups.add', { name: monitor.name })}
                  isBusy={add.isPending && add.variables.id === monitor.id}
                  onClick={() => add.mutate(monitor)}
                >
                  <Plus className="size-4" aria-hidden />
                  {say('forms.add')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </search>
  );
}

function MemberRow({ member }: { readonly member: ResourceGroupMember }) {
  const say = useSay();
  const format = useFormat();
  const renew = useRenew();
  const name = member.name ?? say('groups.gone');
  const remove = useMutation({
    mutationFn: async () => client.resourceGroups.members.remove(member.groupId, member.id),
    onSuccess: () => toastDone(say('groups.removed', { name })),
    onSettled: renew,
  });
  const { monitorId, status, uptime24h, p95LatencyMs, lastCheckedAt, environmentName } = member;
  return (
    <li className="flex items-center gap-3.5 border-b border-line px-4 py-2.5 last:border-0 sm:px-5">
      <StateMark standing={STANDINGS[status]} />
      <div className="min-w-0 flex-1">
        {monitorId === null ? (
          name
        ) : (
          <Link
            to="/monitors/$monitorId"
            params={{ monitorId }}
            className="block truncate font-medium text-strong hover:underline"
          >
            {name}
          </Link>
        )}
        <p className="truncate text-sm text-quiet">
          {[member.monitorType?.replaceAll('_', ' '), environmentName].filter(Boolean).join(' · ')}
        </p>
      </div>
      <p className="text-right text-sm text-quiet">
        {uptime24h !== null && (
          <span className="block text-strong" title={say('overview.uptime24h')}>
            {format.percent(uptime24h)}
          </span>
        )}
        {p95LatencyMs !== null && <span className="hidden sm:inline">{format.milliseconds(p95LatencyMs)} · </span>}
        {lastCheckedAt !== null && <Ago at={lastCheckedAt} everyMs={60_000} />}
      </p>
      <Permitted>
        <IconButton label={say('groups.remove', { name })} disabled={remove.isPending} onClick={() => remove.mutate()}>
          <X className="size-4" aria-hidden />
        </IconButton>
      </Permitted>
    </li>
  );
}
