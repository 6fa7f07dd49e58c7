/** The shell for who is signed in; everybody else is led to where they come in, and back afterwards. */
import { Navigate, useLocation } from '@tanstack/react-router';
import { useSession } from '../api/session.ts';
import { Shell } from './shell.tsx';

export function SessionGate() {
  const { state } = useSession();
  const here = useLocation({ select: ({ href }) => href });
  if (state === 'signed_in') return <Shell />;
  return <Navigate to="/sign-in" search={here === '/' ? {} : { to: here }} replace />;
}
