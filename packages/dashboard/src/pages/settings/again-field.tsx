import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../../api/session.ts';
import { sessionsQuery } from '../../api/setup-queries.ts';
import { useSignOut } from '../../api/sign-out.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useNow } from '../../ui/now.ts';

/** So long after signing in the server asks for nothing more; a little less, since clocks differ. */
const FRESH_MS = 9 * 60_000;

interface AgainFieldProps {
  readonly password: string;
  readonly onPassword: (password: string) => void;
}

/** Why the password is asked for; nothing where there is none to ask for. */
export function useAgainHint(): string | undefined {
  const say = useSay();
  return useSession().hasPassword === false ? undefined : say('settings.passwordAgain');
}

/** Whether one signed in so lately that nothing more is asked. */
export function useIsFresh(): boolean {
  const now = useNow(60_000);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const since = sessions.find(({ isCurrent }) => isCurrent)?.createdAt;
  return since !== undefined && now - Date.parse(since) < FRESH_MS;
}

/**
 * The password once more, since whoever finds an open browser must not be able to do this. Who has none, because they come
 * by a passkey or a provider, signs in once more instead: for some minutes after that nothing is asked.
 */
export function AgainField({ password, onPassword }: AgainFieldProps) {
  const say = useSay();
  const isFresh = useIsFresh();
  if (useSession().hasPassword === false)
    return isFresh ? <p className="text-quiet">{say('settings.passwordNotNeeded')}</p> : <SignInAgain />;
  return (
    <TextField
      label={say('signIn.password')}
      hint={isFresh ? say('settings.passwordNotNeeded') : undefined}
      isOptional={isFresh}
      required={!isFresh}
      type="password"
      autoComplete="current-password"
      value={password}
      onChange={(event) => onPassword(event.target.value)}
    />
  );
}

/** In the place of a password that there is not. */
export function SignInAgain() {
  const say = useSay();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-quiet">
      {say('settings.noPassword')}
      <Button
        isSmall
        onClick={() => {
          signOut();
          void navigate({ to: '/sign-in', search: { to: '/settings/account' } });
        }}
      >
        {say('settings.signInAgain')}
      </Button>
    </div>
  );
}
