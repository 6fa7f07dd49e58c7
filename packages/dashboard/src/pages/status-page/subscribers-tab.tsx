/** Who is told of the page: by which mail, how many, about what. */
import type { StatusPage, StatusPageComponent, StatusPageSubscriber, UpdateStatusPageRequest } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Mail, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { channelsQuery } from '../../api/queries.ts';
import { componentsQuery, firstSubscribersQuery, PAGES_KEY, subscribersQuery } from '../../api/status-page-queries.ts';
import { useMay } from '../../api/use-may.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Changeable, Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { countedByComponent } from './subscriber-counts.ts';

export function SubscribersTab({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const maySee = useMay('see');
  const { data: components = [] } = useQuery(componentsQuery(page.id));
  return (
    <div className="grid gap-x-8 gap-y-8 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-6">
        <Changeable>
          <Telling page={page} />
        </Changeable>
        {maySee && <Counts pageId={page.id} components={components} />}
      </div>
      {/* Names and addresses of people: not everybody who sees the page sees them. */}
      {maySee ? (
        <List page={page} components={components} />
      ) : (
        <p className="text-quiet">{say('statusPages.subscriberCount', { count: page.subscriberCount })}</p>
      )}
    </div>
  );
}

function Telling({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const queries = useQueryClient();
  const { data: channels = [] } = useQuery(channelsQuery);
  const mails = channels.filter(({ channelType }) => channelType === 'email');
  const { mutate } = useMutation({
    mutationFn: async (change: UpdateStatusPageRequest) => client.statusPages.update(page.id, change),
    onSuccess: () => toastDone(say('statusPages.saved')),
    onSettled: async () => queries.invalidateQueries({ queryKey: PAGES_KEY }),
  });
  return (
    <Card className="flex flex-col gap-5 p-5 sm:p-6">
      <Field label={say('statusPages.mailChannel')}>
        {(control) => (
          <Select
            {...control}
            value={page.mailChannelId ?? ''}
            onChoose={(id) => mutate({ mailChannelId: id === '' ? null : id })}
            options={[['', say('statusPages.noMail')], ...mails.map(({ id, name }) => [id, name] as const)]}
          />
        )}
      </Field>
      <CheckField
        label={say('statusPages.webhooks')}
        checked={page.webhookSubscribers}
        onCheck={(webhookSubscribers) => mutate({ webhookSubscribers })}
      />
    </Card>
  );
}

interface CountsProps {
  readonly pageId: string;
  readonly components: readonly StatusPageComponent[];
}

function Counts({ pageId, components }: CountsProps) {
  const say = useSay();
  const { data: page } = useQuery(subscribersQuery(pageId, 0));
  const { data: counted } = useQuery({ ...firstSubscribersQuery(pageId), enabled: (page?.totalElements ?? 0) > 0 });
  if (counted === undefined || counted.length === 0) return null;
  const { everything, byComponent } = countedByComponent(counted);
  const rows: readonly (readonly [string, number])[] = [
    [say('statusPages.everything'), everything],
    ...components.map(({ id, name }) => [name, byComponent.get(id) ?? 0] as const),
  ];
  return (
    <Block title={say('statusPages.perComponent')}>
      <Card className="px-5 py-2">
        <dl>
          {rows.map(([name, count], at) => (
            <div key={at} className="flex justify-between gap-4 border-b border-line py-2 last:border-0">
              <dt className="min-w-0 break-words">{name}</dt>
              <dd className="text-strong">{say('statusPages.subscriberCount', { count })}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {page !== undefined && page.totalElements > counted.length && (
        <p className="text-sm text-quiet">{say('statusPages.firstOnly', { count: counted.length })}</p>
      )}
    </Block>
  );
}

interface ListProps {
  readonly page: StatusPage;
  readonly components: readonly StatusPageComponent[];
}

function List({ page, components }: ListProps) {
  const say = useSay();
  const [at, setAt] = useState(0);
  const { data, error, refetch } = useQuery(subscribersQuery(page.id, at));
  return (
    <Block title={say('statusPages.tabSubscribers')}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={4} />
      ) : data.totalElements === 0 ? (
        <Empty
          icon={<Mail aria-hidden />}
          title={say('statusPages.subscribersEmptyTitle')}
          hint={say('statusPages.subscribersEmptyHint')}
        />
      ) : (
        <>
          <p className="text-quiet">{say('statusPages.subscriberCount', { count: data.totalElements })}</p>
          <Card>
            <ul>
              {data.data.map((subscriber) => (
                <Row key={subscriber.id} pageId={page.id} subscriber={subscriber} components={components} />
              ))}
            </ul>
          </Card>
          <Pager page={at} pages={data.totalPages} onPage={setAt} />
        </>
      )}
      <Permitted>
        {page.mailChannelId === null ? (
          <p className="text-quiet">{say('statusPages.channelNeeded')}</p>
        ) : (
          <AddSubscriber pageId={page.id} />
        )}
      </Permitted>
    </Block>
  );
}

function AddSubscriber({ pageId }: { readonly pageId: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.subscribers.add(pageId, { email: email.trim() }),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('statusPages.subscriberAsked', { email: email.trim() }));
      setEmail('');
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <div className="min-w-0 flex-1 basis-60">
        <TextField
          label={say('statusPages.email')}
          type="email"
          required
          value={email}
          error={fieldErrors(error).get('email') ?? error?.message}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      <Button type="submit" className="mt-6.5" isBusy={isPending}>
        {say('statusPages.addSubscriber')}
      </Button>
    </form>
  );
}

interface RowProps {
  readonly pageId: string;
  readonly subscriber: StatusPageSubscriber;
  readonly components: readonly StatusPageComponent[];
}

function Row({ pageId, subscriber, components }: RowProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.statusPages.subscribers.remove(pageId, subscriber.id),
    onSettled: async () => queries.invalidateQueries({ queryKey: PAGES_KEY }),
  });
  const { email, webhookOrigin, confirmed, createdAt, componentIds, stoppedReason } = subscriber;
  const name = webhookOrigin ?? email;
  const about = components.filter(({ id }) => componentIds.includes(id)).map((component) => component.name);
  return (
    <li className="flex items-center gap-3 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="break-all text-strong">{name}</p>
        <p className="text-sm break-words text-quiet">
          {stoppedReason !== null
            ? say('statusPages.stopped', { reason: stoppedReason })
            : say(confirmed ? 'statusPages.confirmed' : 'statusPages.unconfirmed')}
          {' · '}
          {componentIds.length === 0 ? say('statusPages.everything') : about.join(', ')}
          {' · '}
          <Ago at={createdAt} everyMs={60_000} />
        </p>
      </div>
      <Permitted>
        <IconButton label={say('statusPages.removeNamed', { name })} onClick={() => setAsking(true)}>
          <Trash2 className="size-4" aria-hidden />
        </IconButton>
      </Permitted>
      {isAsking && (
        <Confirm
          title={say('statusPages.removeTitle', { name })}
          hint={say('statusPages.removeSubscriberHint')}
          action={say('statusPages.removeNamed', { name })}
          isBusy={isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => mutate()}
        />
      )}
    </li>
  );
}
