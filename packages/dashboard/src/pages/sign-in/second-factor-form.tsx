import type { SessionView } from '@upwatch/sdk';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useSignOut } from '../../api/sign-out.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';
import { PasskeyButton } from './passkey-button.tsx';

/** What comes after the password, where the account has a second factor: a code of the app, or one that was kept. */
export function SecondFactorForm({ factors }: { readonly factors: SessionView['secondFactors'] }) {
  const say = useSay();
  const signOut = useSignOut();
  const [isRecovery, setRecovery] = useState(!factors.includes('totp'));
  const wrong = say('signIn.wrongCode');
  if (!factors.includes('totp') && !factors.includes('recovery'))
    return (
      <Entrance title={say('signIn.secondTitle')} lead={say('signIn.passkeyLead')}>
        <PasskeyButton />
        <Button look="quiet" onClick={signOut}>
          {say('signIn.startOver')}
        </Button>
      </Entrance>
    );
  return (
    <Entrance title={say('signIn.secondTitle')} lead={say(isRecovery ? 'signIn.recoveryLead' : 'signIn.secondLead')}>
      <EntranceForm
        key={String(isRecovery)}
        submit={say('signIn.secondSubmit')}
        refusals={{ code: wrong, recoveryCode: wrong, 400: wrong, 401: wrong }}
        onSubmit={async ({ code = '' }) =>
          client.auth.secondFactors.show(isRecovery ? { recoveryCode: code.trim() } : { code: code.trim() })
        }
      >
        <TextField
          label={say('signIn.secondCode')}
          name="code"
          autoComplete="one-time-code"
          inputMode={isRecovery ? 'text' : 'numeric'}
          spellCheck={false}
          className="font-mono text-lg tracking-widest"
          required
          autoFocus
        />
      </EntranceForm>
      <div className="flex flex-col gap-2">
        {factors.includes('passkey') && <PasskeyButton />}
        {factors.includes('totp') && factors.includes('recovery') && (
          <Button look="quiet" onClick={() => setRecovery(!isRecovery)}>
            {say(isRecovery ? 'signIn.useTotp' : 'signIn.useRecovery')}
          </Button>
        )}
        <Button look="quiet" onClick={signOut}>
          {say('signIn.startOver')}
        </Button>
      </div>
    </Entrance>
  );
}
