import { useSession } from '../../api/session.ts';
import { addressOf } from '../../base-path.ts';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';

/** Providers of single sign-on: whoever goes there from here, signed in, is known by them from then on. */
export function Providers() {
  const say = useSay();
  const { oidc } = useSession().methods;
  if (oidc.length === 0) return null;
  return (
    <Block title={say('settings.providers')}>
      <Card className="flex flex-wrap items-center gap-x-6 gap-y-3 p-5">
        <p className="min-w-0 flex-1 basis-60 text-quiet">{say('settings.providersHint')}</p>
        {oidc.map(({ id, name }) => (
          <a
            key={id}
            href={addressOf(`/api/v1/auth/oidc/${encodeURIComponent(id)}/start?to=/settings/account`)}
            className={buttonClass()}
          >
            {say('settings.providerConnect', { name })}
          </a>
        ))}
      </Card>
    </Block>
  );
}
