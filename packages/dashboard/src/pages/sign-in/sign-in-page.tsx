/** Where everybody comes in. Which form is shown is the server's word: the first owner, a password, a second factor. */
import { Navigate, useSearch } from '@tanstack/react-router';
import { useSession } from '../../api/session.ts';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import { SetupForm } from './setup-form.tsx';

export function SignInPage() {
  const { to = '/', refused } = useSearch({ from: '/sign-in' });
  const session = useSession();
  switch (session.state) {
    case 'setup':
      return <SetupForm />;
    case 'signed_out':
      return <PasswordForm methods={session.methods} to={to} refused={refused} />;
    case 'second_factor':
      if (session.secondFactors.length === 0) return <SecondFactorSetup />;
      return <SecondFactorForm factors={session.secondFactors} />;
    case 'signed_in':
      return <Navigate to={to} replace />;
    default:
      return session.state satisfies never;
  }
}
