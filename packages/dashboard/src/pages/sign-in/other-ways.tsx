import type { SessionView } from '@upwatch/sdk';
import { addressOf } from '../../base-path.ts';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { PasskeyButton } from './passkey-button.tsx';

interface OtherWaysProps extends Pick<SessionView, 'methods'> {
  /** Where to go afterwards. */
  readonly to: string;
}

/** In without a password: by a passkey, or by a provider. */
export function OtherWays({ methods: { passkey, oidc }, to }: OtherWaysProps) {
  const say = useSay();
  if (!passkey && oidc.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <span className="text-center text-sm text-quiet">{say('signIn.or')}</span>
      {passkey && <PasskeyButton />}
      {oidc.map(({ id, name }) => (
        <a
          key={id}
          href={addressOf(`/api/v1/auth/oidc/${encodeURIComponent(id)}/start?to=${encodeURIComponent(to)}`)}
          className={buttonClass()}
        >
          {say('signIn.with', { name })}
        </a>
      ))}
    </div>
  );
}
