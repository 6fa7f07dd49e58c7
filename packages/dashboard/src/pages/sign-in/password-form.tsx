import type { SessionView } from '@upwatch/sdk';
import { client } from '../../api/client.ts';
import { useSay } from '../../language/use-language.ts';
import { TextField } from '../../ui/field.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';
import { OtherWays } from './other-ways.tsx';
import { type Refused, refusalKey } from './refusals.ts';

interface PasswordFormProps extends Pick<SessionView, 'methods'> {
  readonly to: string;
  readonly refused?: Refused | undefined;
}

export function PasswordForm({ methods, to, refused }: PasswordFormProps) {
  const say = useSay();
  return (
    <Entrance title={say('signIn.title')} lead={say('signIn.lead')}>
      {refused !== undefined && (
        <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
          {say(refusalKey(refused))}
        </p>
      )}
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
      <OtherWays methods={methods} to={to} />
      <p className="text-sm text-quiet">{say('signIn.lost')}</p>
    </Entrance>
  );
}
