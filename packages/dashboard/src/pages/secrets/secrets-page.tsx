/** What monitors use and nobody sees: names, when each was changed, and who uses it. */
import type { Secret } from '@upwatch/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, RefreshCw, ShieldEllipsis, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PLACE_KEYS, secretsQuery } from '../../api/place-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DeleteDialog } from '../../ui/delete-dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { SecretForm } from './secret-form.tsx';

/** More users than this are a number. */
const USERS_MAX = 4;

export function SecretsPage() {
  const say = useSay();
  const { data: secrets, error, refetch } = useQuery(secretsQuery);
  const [isMaking, setMaking] = useState(false);
  const add = (
    <Permitted>
      <Button look="main" onClick={() => setMaking(true)}>
        <Plus className="size-4" aria-hidden />
        {say('secrets.new')}
      </Button>
    </Permitted>
  );
  return (
    <Page title={say('secrets.title')} lead={say('secrets.lead')} actions={secrets?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : secrets === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : secrets.length === 0 ? (
        <Empty
          icon={<ShieldEllipsis aria-hidden />}
          title={say('secrets.emptyTitle')}
          hint={say('secrets.emptyHint')}
          action={add}
        />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {secrets.map((secret) => (
              <Row key={secret.id} secret={secret} />
            ))}
          </ul>
        </Card>
      )}
      {isMaking && <SecretForm onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Row({ secret }: { readonly secret: Secret }) {
  const say = useSay();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'replace' | 'delete' | undefined>();
  const close = (): void => setOpen(undefined);
  const { key, updatedAt } = secret;
  async function remove(): Promise<void> {
    await client.secrets.delete(key);
    toastDone(say('secrets.deleted', { name: key }));
    close();
    await queries.invalidateQueries({ queryKey: PLACE_KEYS.secrets });
  }
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-0 sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-mono text-sm font-medium break-all text-strong">{key}</p>
        <Users secret={secret} />
      </div>
      <p className="text-sm text-quiet">
        {say('secrets.changed')} <Ago at={updatedAt} everyMs={60_000} />
      </p>
      <Permitted>
        <span className="flex items-center gap-1">
          <Button isSmall aria-label={say('secrets.replaceNamed', { name: key })} onClick={() => setOpen('replace')}>
            <RefreshCw className="size-4" aria-hidden />
            {say('secrets.replace')}
          </Button>
          <IconButton label={say('secrets.deleteNamed', { name: key })} onClick={() => setOpen('delete')}>
            <Trash2 className="size-4" aria-hidden />
          </IconButton>
        </span>
      </Permitted>
      {open === 'replace' && <SecretForm secretKey={key} onClose={close} />}
      {open === 'delete' && (
        <DeleteDialog
          title={say('secrets.deleteTitle', { name: key })}
          hint={say('secrets.deleteHint')}
          onDelete={remove}
          onClose={close}
        />
      )}
    </li>
  );
}

function Users({ secret: { usedByMonitors: users } }: { readonly secret: Secret }) {
  const say = useSay();
  if (users.length === 0) return <p className="text-sm text-quiet">{say('secrets.unused')}</p>;
  const more = users.length - USERS_MAX;
  return (
    <p className="text-sm break-words text-quiet">
      {say('secrets.usedBy')}{' '}
      {users.slice(0, USERS_MAX).map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link to="/monitors/$monitorId" params={{ monitorId: id }} className="text-text underline hover:text-strong">
            {name}
          </Link>
        </span>
      ))}
      {more > 0 && ` ${say('secrets.andMore', { count: more })}`}
    </p>
  );
}
