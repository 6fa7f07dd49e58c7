/** One channel: its settings, and everything that was ever sent to it. */
import type { AlertChannel, AlertDelivery } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { channelDeliveriesQuery, channelQuery } from '../../api/setup-queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { useKindName } from '../channels/channel-names.ts';
import { Attempts } from '../incident/told.tsx';
import { asDraft, type ChannelDraft, ChannelForm } from './channel-form.tsx';

export function ChannelPage() {
  const say = useSay();
  const { channelId } = useParams({ from: '/shell/channels/$channelId' });
  const { data: channel } = useSuspenseQuery(channelQuery(channelId));
  const kindName = useKindName();
  return (
    <Page
      title={channel.name}
      lead={
        <>
          <Link to="/channels" className="hover:text-strong hover:underline">
            {say('channels.title')}
          </Link>
          {' · '}
          {kindName(channel.channelType)}
        </>
      }
    >
      {channel.brokenReason !== null && (
        <p className="rounded-md bg-down-soft px-4 py-3 break-words text-down">{channel.brokenReason}</p>
      )}
      <Settings key={channel.configHash} channel={channel} />
      <Deliveries channelId={channelId} />
    </Page>
  );
}

function Settings({ channel }: { readonly channel: AlertChannel }) {
  const say = useSay();
  const queries = useQueryClient();
  const initial = useMemo(() => draftOf(channel), [channel]);
  async function save(draft: ChannelDraft): Promise<void> {
    const saved = await client.alertChannels.update(channel.id, draft);
    queries.setQueryData(channelQuery(channel.id).queryKey, saved);
    await queries.invalidateQueries({ queryKey: KEYS.channels });
    toastDone(say('channels.saved'));
  }
  return (
    <ChannelForm
      initial={initial}
      channelId={channel.id}
      submit={say('ui.save')}
      onSubmit={save}
      aside={<DeleteChannel channel={channel} />}
    />
  );
}

/** A masked secret that is sent back means "as it is". */
function draftOf({ name, config }: AlertChannel): ChannelDraft {
  return asDraft({ name, config: Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null)) });
}

function DeleteChannel({ channel }: { readonly channel: AlertChannel }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function remove(): Promise<void> {
    await client.alertChannels.delete(channel.id);
    toastDone(say('channels.deleted', { name: channel.name }));
    await navigate({ to: '/channels' });
    queries.removeQueries({ queryKey: channelQuery(channel.id).queryKey });
    await queries.invalidateQueries({ queryKey: KEYS.channels });
  }
  return (
    <DeleteButton
      title={say('channels.deleteTitle', { name: channel.name })}
      hint={say('channels.deleteHint')}
      onDelete={remove}
    />
  );
}

function Deliveries({ channelId }: { readonly channelId: string }) {
  const say = useSay();
  const [page, setPage] = useState(0);
  const { data, error, refetch } = useQuery(channelDeliveriesQuery(channelId, page));
  return (
    <Block title={say('channels.deliveries')}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={3} />
      ) : data.totalElements === 0 ? (
        <p className="text-quiet">{say('channels.noDeliveries')}</p>
      ) : (
        <>
          <Card className="overflow-clip">
            <ul>
              {data.data.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} />
              ))}
            </ul>
          </Card>
          <Pager page={page} pages={data.totalPages} onPage={setPage} />
        </>
      )}
    </Block>
  );
}

const STATUSES: Readonly<Record<AlertDelivery['status'], readonly [PlainKey, string]>> = {
  PENDING: ['incidents.outcomeWaiting', 'text-degraded'],
  RETRY_PENDING: ['incidents.outcomeWaiting', 'text-degraded'],
  DELIVERED: ['incidents.outcomeTold', 'text-up'],
  FAILED: ['incidents.outcomeFailed', 'text-down'],
  CANCELLED: ['incidents.outcomeCancelled', 'text-unknown'],
};

function DeliveryRow({ delivery }: { readonly delivery: AlertDelivery }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const retry = useMutation({
    mutationFn: async () => client.alertDeliveries.retry(delivery.id),
    onSuccess: () => toastDone(say('incidents.retried')),
    onSettled: async () => queries.invalidateQueries({ queryKey: KEYS.channels }),
  });
  const [key, look] = STATUSES[delivery.status];
  const at = Date.parse(delivery.createdAt);
  return (
    <li className="flex flex-col gap-1 border-b border-line px-4 py-3 last:border-0 sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="min-w-0 break-words text-strong">{delivery.headline}</p>
        <time dateTime={delivery.createdAt} title={format.dateTime(at)} className="text-sm text-quiet">
          {format.time(at, now)}
        </time>
      </div>
      <p className="text-sm text-quiet">
        <span className={`font-medium ${look}`}>{say(key)}</span>
        {delivery.errorMessage !== null && ` · ${delivery.errorMessage}`}
      </p>
      <div className="-ml-2.5 flex flex-wrap gap-1">
        <Button isSmall look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say('incidents.attempts', { count: delivery.attemptCount })}
        </Button>
        {delivery.status === 'FAILED' && (
          <Permitted>
            <Button isSmall look="quiet" isBusy={retry.isPending} onClick={() => retry.mutate()}>
              {say('incidents.retryDelivery')}
            </Button>
          </Permitted>
        )}
      </div>
      {isOpen && <Attempts deliveryId={delivery.id} />}
    </li>
  );
}
