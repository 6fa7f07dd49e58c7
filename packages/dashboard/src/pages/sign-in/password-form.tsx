import type { SessionView } from '@upwatch/sdk';
import { client } from '../../api/client.ts';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';

export function PasswordForm({ methods }: Pick<SessionView, 'methods'>) {
  const say = useSay();
  return (
    <Entrance title={say('signIn.title')} lead={say('signIn.lead')}>
      <EntranceForm
        submit={say('signIn.submit')}
        refusals={{ 401: say('signIn.wrong') }}
        onSubmit={async ({ email = '', password = '' }) => client.auth.logIn({ email, password })}
      >
        <TextField label={say('signIn.email')} name="email" type="email" autoComplete="username" required autoFocus />
        <TextField
          label={say('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </EntranceForm>
      {methods.oidc.length > 0 && (
        <div className="flex flex-col gap-2">
          <span className="text-center text-sm text-quiet">{say('signIn.or')}</span>
          {methods.oidc.map(({ id, name }) => (
            <a key={id} href={`/api/v1/auth/oidc/${encodeURIComponent(id)}`} className={buttonClass()}>
              {say('signIn.with', { name })}
            </a>
          ))}
        </div>
      )}
      <p className="text-sm text-quiet">{say('signIn.lost')}</p>
    </Entrance>
  );
}
