/** Keys for programs: each shown once, when it is made. */
import type { ApiKey, CreateApiKeyRequest } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { keysQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { SettingsLead } from './settings-lead.tsx';

export function KeysPage() {
  const say = useSay();
  const { data: keys, error, refetch } = useQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const add = (
    <Button look="main" onClick={() => setMaking(true)}>
      <Plus className="size-4" aria-hidden />
      {say('settings.newKey')}
    </Button>
  );
  return (
    <Page title={say('settings.keys')} lead={<SettingsLead />} actions={keys?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : keys === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : keys.length === 0 ? (
        <Empty
          icon={<KeyRound aria-hidden />}
          title={say('settings.noKeys')}
          hint={say('settings.noKeysHint')}
          action={add}
        />
      ) : (
        <Card>
          <ul>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </Card>
      )}
      {isMaking && <NewKey onClose={() => setMaking(false)} />}
    </Page>
  );
}

function KeyRow({ apiKey }: { readonly apiKey: ApiKey }) {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.apiKeys.revoke(apiKey.id),
    onSuccess: () => {
      setAsking(false);
      toastDone(say('settings.revoked', { name: apiKey.name }));
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.keys }),
  });
  const { name, key, scopes, lastUsedAt, revokedAt, expiresAt } = apiKey;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-3.5 last:border-0 sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words text-strong">{name}</p>
        <p className="text-sm break-words text-quiet">
          <span className="font-mono">{key}</span> · {scopes.join(', ')}
        </p>
      </div>
      <p className="text-sm text-quiet">
        {revokedAt !== null ? (
          <span className="font-medium text-down">{say('settings.isRevoked')}</span>
        ) : (
          <>
            {lastUsedAt === null ? say('settings.neverUsed') : <Ago at={lastUsedAt} everyMs={60_000} />}
            {expiresAt !== null && ` · ${say('settings.until', { date: format.date(Date.parse(expiresAt)) })}`}
          </>
        )}
      </p>
      {revokedAt === null && (
        <Button isSmall look="danger" onClick={() => setAsking(true)}>
          {say('settings.revoke')}
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={say('settings.revokeTitle', { name })}
          hint={say('settings.revokeHint')}
          action={say('settings.revoke')}
          isBusy={isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => mutate()}
        />
      )}
    </li>
  );
}

const SCOPES: readonly (readonly [NonNullable<CreateApiKeyRequest['scopes']>[number], PlainKey])[] = [
  ['read', 'settings.scopeRead'],
  ['write', 'settings.scopeWrite'],
  ['admin', 'settings.scopeAdmin'],
];
const LASTS_DAYS = ['30', '90', '365', ''] as const;
const DAY_MS = 86_400_000;

function NewKey({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState({ name: '', scope: 'write', days: '90' });
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      const scope = SCOPES.find(([one]) => one === wanted.scope)?.[0] ?? 'read';
      const expiresAt = wanted.days === '' ? null : new Date(Date.now() + Number(wanted.days) * DAY_MS).toISOString();
      return client.apiKeys.create({ name: wanted.name.trim(), scopes: [scope], expiresAt });
    },
    meta: { isToldHere: true },
    onSuccess: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.keys }),
  });
  if (data)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={say('settings.keyMade')}
        hint={say('settings.keyOnce')}
        actions={
          <Button look="main" onClick={onClose}>
            {say('settings.keyKept')}
          </Button>
        }
      >
        <Copyable label={say('settings.key')} text={data.key} />
      </Dialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title={say('settings.newKey')} hint={say('settings.noKeysHint')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('settings.keyName')}
          hint={say('settings.keyNameHint')}
          value={wanted.name}
          maxLength={200}
          required
          autoFocus
          onChange={(event) => setWanted({ ...wanted, name: event.target.value })}
        />
        <Field label={say('settings.mayDo')}>
          {(control) => (
            <Select
              {...control}
              value={wanted.scope}
              onChoose={(scope) => setWanted({ ...wanted, scope })}
              options={SCOPES.map(([scope, key]) => [scope, say(key)])}
            />
          )}
        </Field>
        <Field label={say('settings.lasts')}>
          {(control) => (
            <Select
              {...control}
              value={wanted.days}
              onChoose={(days) => setWanted({ ...wanted, days })}
              options={LASTS_DAYS.map((days) => [
                days,
                days === '' ? say('settings.forever') : say('settings.forDays', { count: Number(days) }),
              ])}
            />
          )}
        </Field>
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say('settings.makeKey')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
