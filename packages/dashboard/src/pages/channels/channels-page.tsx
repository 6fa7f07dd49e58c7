/** Where to tell: every channel, where it leads, and whether what was last sent to it arrived. */
import type { AlertChannel } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Megaphone, Plus } from 'lucide-react';
import { channelsQuery } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { targetOfChannel, useKindName } from './channel-names.ts';

export function ChannelsPage() {
  const say = useSay();
  const { data: channels, error, refetch } = useQuery(channelsQuery);
  const add = (
    <Permitted>
      <Link to="/channels/new" className={buttonClass('main')}>
        <Plus className="size-4" aria-hidden />
        {say('channels.new')}
      </Link>
    </Permitted>
  );
  return (
    <Page title={say('channels.title')} lead={say('channels.lead')} actions={channels?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : channels === undefined ? (
        <SkeletonRows count={4} className="h-16" />
      ) : channels.length === 0 ? (
        <Empty
          icon={<Megaphone aria-hidden />}
          title={say('channels.emptyTitle')}
          hint={say('channels.emptyHint')}
          action={add}
        />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {channels.map((channel) => (
              <Row key={channel.id} channel={channel} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Row({ channel }: { readonly channel: AlertChannel }) {
  const say = useSay();
  const kindName = useKindName();
  const { id, name, channelType, brokenReason, lastDeliveryAt, lastDeliveryStatus } = channel;
  const hasFailed = brokenReason !== null || lastDeliveryStatus === 'FAILED';
  const standing = hasFailed ? 'down' : lastDeliveryAt === null ? 'unknown' : 'up';
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/channels/$channelId"
        params={{ channelId: id }}
        className="grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-3.5 gap-y-1 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[1rem_minmax(0,1fr)_auto] sm:px-5"
      >
        <StateMark standing={standing} isDecoration className="mt-1" />
        <div className="min-w-0">
          <p className="truncate font-medium text-strong">{name}</p>
          <p className="truncate text-sm text-quiet">
            {kindName(channelType)}
            {targetOfChannel(channel) !== undefined && ` · ${targetOfChannel(channel)}`}
          </p>
          {brokenReason !== null && <p className="text-sm break-words text-down">{brokenReason}</p>}
        </div>
        <p className="col-start-2 text-sm text-quiet sm:col-start-3 sm:text-right">
          {lastDeliveryAt === null ? (
            say('channels.neverTold')
          ) : (
            <>
              {say(hasFailed ? 'channels.lastFailed' : 'channels.lastTold')}{' '}
              <Ago at={lastDeliveryAt} everyMs={60_000} />
            </>
          )}
        </p>
      </Link>
    </li>
  );
}
