/** Where a link to a new password leads: one made by an administrator, or by `upwatch accounts reset-password`. */
import { ApiError } from '@upwatch/sdk';
import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { SESSION_KEY } from '../../api/session.ts';
import { useSay } from '../../language/use-language.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Entrance } from '../sign-in/entrance.tsx';
import { NewPasswordField } from '../sign-in/new-password-field.tsx';

export function ResetPage() {
  const say = useSay();
  const { token } = useParams({ from: '/reset/$token' });
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: async (password: string) => client.auth.resetPassword(token, { password }),
    // A session of this browser has ended with the old password.
    onSuccess: async () => queryClient.invalidateQueries({ queryKey: SESSION_KEY }),
    meta: { isToldHere: true },
  });
  const toSignIn = (
    <Link to="/sign-in" className={buttonClass('main')}>
      {say('signIn.submit')}
    </Link>
  );
  if (isSuccess)
    return <Entrance title={say('signIn.resetDone')} lead={say('signIn.resetDoneHint')} children={toSignIn} />;
  if (error instanceof ApiError && error.status === 404)
    return <Entrance title={say('signIn.resetGone')} lead={say('signIn.resetGoneHint')} children={null} />;
  return (
    <Entrance title={say('signIn.resetTitle')} lead={say('signIn.resetLead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const password = new FormData(event.currentTarget).get('password');
          if (typeof password === 'string') mutate(password);
        }}
      >
        <NewPasswordField />
        <FormError error={error} />
        <Button type="submit" look="main" isBusy={isPending}>
          {say('signIn.resetSubmit')}
        </Button>
      </form>
    </Entrance>
  );
}
