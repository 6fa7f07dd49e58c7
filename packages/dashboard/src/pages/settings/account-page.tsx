/** One's own name, password, second step and sessions. */
import type { Session } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { SESSION_KEY, useSession } from '../../api/session.ts';
import { sessionsQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { NewPasswordField } from '../sign-in/new-password-field.tsx';
import { SignInAgain, useIsFresh } from './again-field.tsx';
import { Passkeys } from './passkeys.tsx';
import { Providers } from './providers.tsx';
import { SettingsLead } from './settings-lead.tsx';
import { TwoFactor } from './two-factor.tsx';

export function AccountPage() {
  const say = useSay();
  return (
    <Page title={say('settings.account')} lead={<SettingsLead />}>
      <Profile />
      <Password />
      <TwoFactor />
      <Passkeys />
      <Providers />
      <Sessions />
    </Page>
  );
}

function Profile() {
  const say = useSay();
  const queries = useQueryClient();
  const { user } = useSession();
  const [name, setName] = useState(user?.name ?? '');
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.auth.changeProfile({ name: name.trim() }),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('channels.saved'));
      await queries.invalidateQueries({ queryKey: SESSION_KEY });
    },
  });
  return (
    <Block title={say('settings.profile')}>
      <Card className="p-5">
        <form
          className="flex max-w-md flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            mutate();
          }}
        >
          <TextField
            label={say('signIn.name')}
            hint={user?.email}
            value={name}
            autoComplete="name"
            maxLength={200}
            required
            onChange={(event) => setName(event.target.value)}
          />
          <FormError error={error} />
          <div>
            <Button type="submit" isBusy={isPending} disabled={name.trim() === user?.name}>
              {say('ui.save')}
            </Button>
          </div>
        </form>
      </Card>
    </Block>
  );
}

/** Every other session ends with the old password. Whoever has none sets their first, having signed in just now. */
function Password() {
  const say = useSay();
  const queries = useQueryClient();
  const { user, hasPassword } = useSession();
  const isFresh = useIsFresh();
  const isFirst = hasPassword === false;
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (form: HTMLFormElement) => {
      const given = new FormData(form);
      const text = (name: string): string => {
        const value = given.get(name);
        return typeof value === 'string' ? value : '';
      };
      const before = isFirst ? {} : { currentPassword: text('current') };
      await client.auth.changePassword({ ...before, newPassword: text('password') });
      form.reset();
    },
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('settings.passwordChanged'));
      await queries.invalidateQueries({ queryKey: SETUP_KEYS.sessions });
      await queries.invalidateQueries({ queryKey: SESSION_KEY });
    },
  });
  return (
    <Block title={say('signIn.password')}>
      <Card className="p-5">
        <form
          className="flex max-w-md flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            mutate(event.currentTarget);
          }}
        >
          {/* Password managers keep the new one under it. */}
          <input type="hidden" name="username" autoComplete="username" value={user?.email ?? ''} readOnly />
          {isFirst ? (
            <p className="text-quiet">{say('settings.passwordNone')}</p>
          ) : (
            <TextField
              label={say('settings.currentPassword')}
              type="password"
              name="current"
              autoComplete="current-password"
              required
            />
          )}
          <NewPasswordField />
          {isFirst && !isFresh && <SignInAgain />}
          <FormError error={error} />
          <div>
            <Button type="submit" isBusy={isPending}>
              {say(isFirst ? 'settings.setPassword' : 'settings.changePassword')}
            </Button>
          </div>
        </form>
      </Card>
    </Block>
  );
}

function Sessions() {
  const say = useSay();
  const queries = useQueryClient();
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.auth.sessions.endOthers(),
    onSuccess: () => toastDone(say('settings.othersEnded')),
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.sessions }),
  });
  return (
    <Block
      title={say('settings.sessions')}
      aside={
        (sessions?.length ?? 0) > 1 && (
          <Button isSmall isBusy={isPending} onClick={() => mutate()}>
            {say('settings.endOthers')}
          </Button>
        )
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : sessions === undefined ? (
        <SkeletonRows count={2} />
      ) : (
        <Card>
          <ul>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        </Card>
      )}
    </Block>
  );
}

function SessionRow({ session: { id, address, userAgent, lastSeenAt, isCurrent } }: { readonly session: Session }) {
  const say = useSay();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.auth.sessions.end(id),
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.sessions }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words text-strong">{userAgent ?? say('settings.unknownBrowser')}</p>
        <p className="text-sm text-quiet">
          {address} · <Ago at={lastSeenAt} everyMs={60_000} />
          {isCurrent && ` · ${say('settings.thisOne')}`}
        </p>
      </div>
      {!isCurrent && (
        <Button isSmall isBusy={isPending} onClick={() => mutate()}>
          {say('settings.end')}
        </Button>
      )}
    </li>
  );
}
