/** The shell for who is signed in; everybody else is led to where they come in, and back afterwards. */
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { Shell } from './shell.tsx';

export function SessionGate() {
  const { state } = useSession();
  const router = useRouter();
  const isIn = state === 'signed_in';
  // Once for each change of state: the address changes while the sign-in page is on its way.
  useEffect(() => {
    if (isIn) return;
    const { href } = router.state.location;
    void router.navigate({ to: '/sign-in', search: href === '/' ? {} : { to: href }, replace: true });
  }, [isIn, router]);
  return isIn ? <Shell /> : null;
}
