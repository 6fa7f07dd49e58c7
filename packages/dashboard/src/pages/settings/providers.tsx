/** Providers of single sign-on: whoever goes there from here, signed in, is known by them from then on. */
import type { Identity } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { againBody } from '../../api/passkeys.ts';
import { useSession } from '../../api/session.ts';
import { identitiesQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import { addressOf } from '../../base-path.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toastDone } from '../../ui/toast.ts';
import { AgainField, useAgainHint } from './again-field.tsx';

export function Providers() {
  const say = useSay();
  const { oidc } = useSession().methods;
  const { data: identities = [] } = useQuery(identitiesQuery);
  const [asked, setAsked] = useState<Identity | undefined>();
  const others = oidc.filter(({ id }) => !identities.some(({ provider }) => provider?.id === id));
  if (oidc.length === 0 && identities.length === 0) return null;
  return (
    <Block title={say('settings.providers')}>
      <Card>
        <ul>
          {identities.map((identity) => (
            <IdentityRow key={identity.id} identity={identity} onUnlink={() => setAsked(identity)} />
          ))}
        </ul>
        {others.length > 0 && (
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3 p-5">
            <p className="min-w-0 flex-1 basis-60 text-quiet">{say('settings.providersHint')}</p>
            {others.map(({ id, name }) => (
              <a
                key={id}
                href={addressOf(`/api/v1/auth/oidc/${encodeURIComponent(id)}/start?to=/settings/account`)}
                className={buttonClass()}
              >
                {say('settings.providerConnect', { name })}
              </a>
            ))}
          </div>
        )}
      </Card>
      {asked && <Unlink identity={asked} onClose={() => setAsked(undefined)} />}
    </Block>
  );
}

interface IdentityRowProps {
  readonly identity: Identity;
  readonly onUnlink: () => void;
}

function IdentityRow({ identity, onUnlink }: IdentityRowProps) {
  const say = useSay();
  const format = useFormat();
  const name = nameOf(identity);
  const date = format.date(Date.parse(identity.createdAt));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words text-strong">{name}</p>
        <p className="text-sm break-all text-quiet">
          {identity.subject} · {say('settings.identitySince', { date })}
          {identity.provider === null && ` · ${say('settings.identityUnused')}`}
        </p>
      </div>
      <Button isSmall onClick={onUnlink} aria-label={say('settings.identityUnlinkOf', { name })}>
        {say('settings.identityUnlink')}
      </Button>
    </li>
  );
}

function nameOf({ provider, issuer }: Identity): string {
  return provider?.name ?? issuer;
}

function Unlink({ identity, onClose }: { readonly identity: Identity; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const hint = useAgainHint();
  const [password, setPassword] = useState('');
  const name = nameOf(identity);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.auth.identities.unlink(identity.id, againBody(password)),
    meta: { isToldHere: true },
    onSuccess: () => {
      toastDone(say('settings.identityUnlinked', { name }));
      onClose();
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.identities }),
  });
  return (
    <Dialog isOpen onClose={onClose} title={say('settings.identityUnlinkOf', { name })} hint={hint}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <AgainField password={password} onPassword={setPassword} />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="danger" isBusy={isPending}>
            {say('settings.identityUnlink')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
