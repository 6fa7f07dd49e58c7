/** Where the link of an invitation leads. */
import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useSay } from '../../language/use-language.ts';
import { TextField } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Entrance } from '../sign-in/entrance.tsx';
import { EntranceForm } from '../sign-in/entrance-form.tsx';
import { NewPasswordField } from '../sign-in/new-password-field.tsx';

export function InvitePage() {
  const say = useSay();
  const { token } = useParams({ from: '/invite/$token' });
  const { state } = useSession();
  const { data: invitation, isPending } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => client.auth.invitation(token),
    staleTime: Infinity,
  });
  if (state === 'signed_in') return <Navigate to="/" replace />;
  if (isPending) return <Entrance title={say('ui.loading')} children={<SkeletonRows count={3} />} />;
  if (!invitation)
    return <Entrance title={say('signIn.inviteGone')} lead={say('signIn.inviteGoneHint')} children={null} />;
  const { email, role, organization } = invitation;
  return (
    <Entrance title={say('signIn.inviteTitle', { organization })} lead={say('signIn.inviteLead', { email, role })}>
      <EntranceForm
        submit={say('signIn.inviteSubmit')}
        onSubmit={async ({ name = '', password = '' }) => client.auth.acceptInvite(token, { name, password })}
      >
        {/* Password managers keep the new password under it. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextField label={say('signIn.name')} name="name" autoComplete="name" required autoFocus />
        <NewPasswordField />
      </EntranceForm>
    </Entrance>
  );
}
