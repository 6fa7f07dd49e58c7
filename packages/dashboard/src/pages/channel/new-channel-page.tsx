/** First the kind, then its settings, a test, and only then is it kept. */
import type { Integration } from '@upwatch/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { integrationsQuery } from '../../api/setup-queries.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { CHANNEL_SCHEMAS } from '../../forms/generated/channel-schemas.ts';
import { emptyOf } from '../../forms/values.ts';
import { useSay } from '../../language/use-language.ts';
import { Failed } from '../../ui/failed.tsx';
import { inputClass } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { useKindName } from '../channels/channel-names.ts';
import { asDraft, type ChannelDraft, ChannelForm } from './channel-form.tsx';

export function NewChannelPage() {
  const say = useSay();
  const { type } = useSearch({ from: '/shell/channels/new' });
  const isKnown = type !== undefined && Object.hasOwn(CHANNEL_SCHEMAS, type);
  return isKnown ? (
    <Settings key={type} type={type} />
  ) : (
    <Page title={say('channels.new')} lead={say('channels.chooseKind')}>
      <Kinds />
    </Page>
  );
}

function Kinds() {
  const say = useSay();
  const { data: kinds, error, refetch } = useQuery(integrationsQuery);
  const [text, setText] = useState('');
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (kinds === undefined) return <SkeletonRows count={4} className="h-20" />;
  const wanted = text.trim().toLowerCase();
  const shown = kinds.filter(({ name, type }) => `${name} ${type}`.toLowerCase().includes(wanted));
  return (
    <>
      <input
        type="search"
        aria-label={say('channels.findKind')}
        placeholder={say('channels.findKind')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={`${inputClass} max-w-80`}
      />
      <ul className="grid gap-2 sm:grid-cols-2 sm:gap-3 lg:grid-cols-4">
        {shown.map((kind) => (
          <Kind key={kind.type} kind={kind} />
        ))}
      </ul>
    </>
  );
}

function Kind({ kind: { type, name } }: { readonly kind: Integration }) {
  return (
    <li>
      <Link
        to="/channels/new"
        search={{ type }}
        className="flex h-full flex-col gap-1 rounded-lg border border-line bg-surface px-4 py-3.5 hover:bg-hover"
      >
        <span className="font-medium text-strong">{name}</span>
      </Link>
    </li>
  );
}

function Settings({ type }: { readonly type: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const kindName = useKindName();
  const [initial] = useState(() => emptyDraft(type));
  async function create(draft: ChannelDraft): Promise<void> {
    const made = await client.alertChannels.create({ ...draft, managedBy: 'DASHBOARD' });
    await queries.invalidateQueries({ queryKey: KEYS.channels });
    toastDone(say('channels.made', { name: made.name }));
    await navigate({ to: '/channels' });
  }
  return (
    <Page
      title={say('channels.newOf', { kind: kindName(type) })}
      lead={
        <Link to="/channels/new" search={{}} className="hover:text-strong hover:underline">
          {say('channels.otherKind')}
        </Link>
      }
    >
      <ChannelForm initial={initial} submit={say('channels.make')} onSubmit={create} />
    </Page>
  );
}

/** Nothing but what has to be there; the server says what is missing of it. */
function emptyDraft(type: string): ChannelDraft {
  const fields = fieldsOf(CHANNEL_SCHEMAS[type] ?? {});
  const about = { name: 'config', isRequired: true, hint: undefined, initial: undefined } as const;
  return asDraft({ name: '', config: emptyOf({ ...about, type: 'group', fields }) });
}
