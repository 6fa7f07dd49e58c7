import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { useSignOut } from '../../api/sign-out.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';

/** What comes after the password, where the account wants more. */
export function SecondFactorForm({ factors }: { readonly factors: readonly string[] }) {
  const say = useSay();
  const signOut = useSignOut();
  const [factor, setFactor] = useState(factors.includes('totp') ? 'totp' : 'recovery');
  const isTotp = factor === 'totp';
  const other = isTotp ? 'recovery' : 'totp';
  return (
    <Entrance title={say('signIn.secondTitle')} lead={say(isTotp ? 'signIn.secondLead' : 'signIn.recoveryLead')}>
      <EntranceForm
        submit={say('signIn.secondSubmit')}
        refusals={{ 401: say('signIn.wrongCode') }}
        onSubmit={async ({ code = '' }) => auth.secondFactor({ factor, code: code.trim() })}
      >
        <TextField
          key={factor}
          label={say('signIn.secondCode')}
          name="code"
          autoComplete="one-time-code"
          inputMode={isTotp ? 'numeric' : 'text'}
          spellCheck={false}
          className="font-mono text-lg tracking-widest"
          required
          autoFocus
        />
      </EntranceForm>
      <div className="flex flex-col gap-2">
        {factors.includes(other) && (
          <Button look="quiet" onClick={() => setFactor(other)}>
            {say(isTotp ? 'signIn.useRecovery' : 'signIn.useTotp')}
          </Button>
        )}
        <Button look="quiet" onClick={signOut}>
          {say('signIn.startOver')}
        </Button>
      </div>
    </Entrance>
  );
}
