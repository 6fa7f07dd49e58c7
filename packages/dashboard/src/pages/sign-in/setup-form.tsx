import { client } from '../../api/client.ts';
import { useSay } from '../../language/use-language.ts';
import { TextField } from '../../ui/field.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';
import { NewPasswordField } from './new-password-field.tsx';

/** The first owner of the server. */
export function SetupForm() {
  const say = useSay();
  return (
    <Entrance title={say('signIn.setupTitle')} lead={say('signIn.setupLead')}>
      <EntranceForm
        submit={say('signIn.setupSubmit')}
        refusals={{ code: say('signIn.codeWrong'), 409: say('signIn.setupDone') }}
        onSubmit={async ({ code = '', name = '', email = '', password = '' }) =>
          client.auth.setUp({ code: code.trim(), name, email, password })
        }
      >
        <TextField
          label={say('signIn.code')}
          hint={say('signIn.codeHint')}
          name="code"
          autoComplete="one-time-code"
          spellCheck={false}
          className="font-mono"
          required
          autoFocus
        />
        <TextField label={say('signIn.name')} name="name" autoComplete="name" required />
        <TextField label={say('signIn.email')} name="email" type="email" autoComplete="username" required />
        <NewPasswordField />
      </EntranceForm>
    </Entrance>
  );
}
