/** Who may come in, and who is invited. */
import type { Invite, Member } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { invitesQuery, membersQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import { isAtLeast } from '../../api/rights.ts';
import { useSession } from '../../api/session.ts';
import { useMay } from '../../api/use-may.ts';
import { linkTo } from '../../base-path.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toastDone } from '../../ui/toast.ts';
import { type Role, ROLE_KEYS, ROLES } from './roles.ts';
import { SettingsLead } from './settings-lead.tsx';
import { SignInRules } from './sign-in-rules.tsx';

export function MembersPage() {
  const say = useSay();
  const { data: members, error, refetch } = useQuery(membersQuery);
  const [isInviting, setInviting] = useState(false);
  return (
    <Page
      title={say('settings.members')}
      lead={<SettingsLead />}
      actions={
        <Permitted right="administer">
          <Button look="main" onClick={() => setInviting(true)}>
            <UserPlus className="size-4" aria-hidden />
            {say('settings.invite')}
          </Button>
        </Permitted>
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : members === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : (
        <Card>
          <ul>
            {members.map((member) => (
              <MemberRow key={member.userId} member={member} />
            ))}
          </ul>
        </Card>
      )}
      <Permitted right="seeAll">
        <Invites />
      </Permitted>
      <Permitted right="own">
        <SignInRules />
      </Permitted>
      {isInviting && <NewInvite onClose={() => setInviting(false)} />}
    </Page>
  );
}

function MemberRow({ member }: { readonly member: Member }) {
  const say = useSay();
  const queries = useQueryClient();
  const { user } = useSession();
  const [isAsking, setAsking] = useState(false);
  const { userId, name, email, orgRole, status } = member;
  const isSelf = Number(user?.id) === userId;
  const given = useGivenRoles();
  const isMine = useMay('administer') && given.includes(orgRole) && !isSelf;
  const settled = async (): Promise<void> => queries.invalidateQueries({ queryKey: SETUP_KEYS.members });
  const role = useMutation({
    mutationFn: async (chosen: Member['orgRole']) => client.members.setRole(userId, { orgRole: chosen }),
    onSuccess: () => toastDone(say('channels.saved')),
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: async () => client.members.delete(userId),
    onSuccess: () => setAsking(false),
    onSettled: settled,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3.5 last:border-0 sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words text-strong">
          {name ?? email}
          {isSelf && <span className="font-normal text-quiet"> · {say('settings.you')}</span>}
        </p>
        <p className="text-sm break-words text-quiet">
          {email}
          {status !== 'ACTIVE' && ` · ${status}`}
        </p>
      </div>
      <Select
        aria-label={say('settings.roleOf', { name: name ?? email })}
        value={orgRole}
        disabled={!isMine || role.isPending}
        onChoose={(chosen) => role.mutate(ROLES.find((one) => one === chosen) ?? orgRole)}
        options={(isMine ? given : ROLES).map((one) => [one, say(ROLE_KEYS[one])])}
      />
      {isMine && status === 'ACTIVE' && <ResetLink member={member} />}
      {isMine && (
        <Button isSmall look="danger" onClick={() => setAsking(true)}>
          {say('settings.remove')}
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={say('settings.removeTitle', { name: name ?? email })}
          hint={say('settings.removeHint')}
          action={say('settings.remove')}
          isBusy={remove.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        />
      )}
    </li>
  );
}

/** For somebody who has forgotten their password: no mail is sent, so whoever made the link passes it on. */
function ResetLink({ member: { userId, name, email } }: { readonly member: Member }) {
  const say = useSay();
  const { mutate, reset, data, isPending } = useMutation({
    mutationFn: async () => client.members.offerPasswordReset(userId),
  });
  return (
    <>
      <Button isSmall isBusy={isPending} onClick={() => mutate()}>
        {say('settings.resetPassword')}
      </Button>
      {data && (
        <Dialog
          isOpen
          onClose={reset}
          title={say('settings.resetMade', { name: name ?? email })}
          hint={say('settings.resetOnce')}
          actions={
            <Button look="main" onClick={reset}>
              {say('ui.close')}
            </Button>
          }
        >
          <Copyable label={say('settings.resetLink')} text={linkTo(`/reset/${data.token}`)} />
        </Dialog>
      )}
    </>
  );
}

/** Nobody gives a role, or decides on one, that is higher than their own. */
function useGivenRoles(): readonly Role[] {
  const { user } = useSession();
  return ROLES.filter((one) => user !== null && isAtLeast(user.role, one));
}

function Invites() {
  const say = useSay();
  const { data = [] } = useQuery(invitesQuery);
  const open = data.filter(({ consumedAt, revokedAt }) => consumedAt === null && revokedAt === null);
  if (open.length === 0) return null;
  return (
    <Block title={say('settings.invited')}>
      <Card>
        <ul>
          {open.map((invite) => (
            <InviteRow key={invite.inviteId} invite={invite} />
          ))}
        </ul>
      </Card>
    </Block>
  );
}

function InviteRow({ invite: { inviteId, email, roleOffered, expiresAt } }: { readonly invite: Invite }) {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.invites.revoke(inviteId),
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.invites }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3.5 last:border-0 sm:px-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium break-words text-strong">{email}</p>
        <p className="text-sm text-quiet">
          {say(ROLE_KEYS[roleOffered])} · {say('settings.until', { date: format.date(Date.parse(expiresAt)) })}
        </p>
      </div>
      <Button isSmall isBusy={isPending} onClick={() => mutate()}>
        {say('settings.takeBack')}
      </Button>
    </li>
  );
}

function NewInvite({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const given = useGivenRoles();
  const [role, setRole] = useState<Member['orgRole']>('MEMBER');
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => client.invites.create({ email: email.trim(), roleOffered: role }),
    meta: { isToldHere: true },
    onSuccess: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.invites }),
  });
  if (data)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={say('settings.inviteMade', { email: data.email })}
        hint={say('settings.inviteOnce')}
        actions={
          <Button look="main" onClick={onClose}>
            {say('ui.close')}
          </Button>
        }
      >
        <Copyable label={say('settings.inviteLink')} text={linkTo(`/invite/${data.token}`)} />
      </Dialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title={say('settings.invite')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('signIn.email')}
          type="email"
          value={email}
          required
          autoFocus
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field label={say('settings.role')}>
          {(control) => (
            <Select
              {...control}
              value={role}
              onChoose={(chosen) => setRole(ROLES.find((one) => one === chosen) ?? 'VIEWER')}
              options={given.map((one) => [one, say(ROLE_KEYS[one])])}
            />
          )}
        </Field>
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say('settings.makeInvite')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
