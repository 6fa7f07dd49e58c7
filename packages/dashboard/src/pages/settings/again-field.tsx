import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
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

/**
 * The password once more, since whoever finds an open browser must not be able to do this. Who has none, because they come
 * by a passkey or a provider, signs in once more instead: for some minutes after that nothing is asked.
 */
export function AgainField({ password, onPassword }: AgainFieldProps) {
  const say = useSay();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const now = useNow(60_000);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const since = sessions.find(({ isCurrent }) => isCurrent)?.createdAt;
  const isFresh = since !== undefined && now - Date.parse(since) < FRESH_MS;
  return (
    <>
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
      {!isFresh && (
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
      )}
    </>
  );
}
