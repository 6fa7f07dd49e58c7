/** Whoever has no second factor where one is demanded of everybody sets one up before anything else. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../../api/client.ts';
import { addPasskey, canUsePasskeys } from '../../api/passkeys.ts';
import { SESSION_KEY } from '../../api/session.ts';
import { useSignOut } from '../../api/sign-out.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { RecoveryCodes } from '../../ui/recovery-codes.tsx';
import { Entrance } from './entrance.tsx';

export function SecondFactorSetup() {
  const say = useSay();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const [code, setCode] = useState('');
  const { mutate: begin, ...offer } = useMutation({
    mutationFn: async () => client.auth.totp.offer(),
    meta: { isToldHere: true },
  });
  const confirm = useMutation({
    mutationFn: async () => client.auth.totp.confirm({ code: code.replaceAll(/\s/g, '') }),
    meta: { isToldHere: true },
  });
  useEffect(() => begin(), [begin]);

  if (confirm.data)
    return (
      <Entrance title={say('settings.recoveryTitle')} lead={say('settings.recoveryHint')}>
        <RecoveryCodes codes={confirm.data.recoveryCodes} />
        <Button look="main" onClick={() => void queries.invalidateQueries({ queryKey: SESSION_KEY })}>
          {say('settings.keyKept')}
        </Button>
      </Entrance>
    );
  return (
    <Entrance title={say('signIn.secondTitle')} lead={say('settings.totpDemanded')}>
      <FormError error={offer.error} />
      {offer.data && (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <p className="text-quiet">{say('settings.totpSecretHint')}</p>
          <QrCode text={offer.data.uri} label={say('settings.totpSecret')} />
          <Copyable label={say('settings.totpSecret')} text={offer.data.secret} />
          <TextField
            label={say('signIn.secondCode')}
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            required
            onChange={(event) => setCode(event.target.value)}
          />
          <FormError error={confirm.error} />
          <Button type="submit" look="main" isBusy={confirm.isPending}>
            {say('settings.totpConfirm')}
          </Button>
        </form>
      )}
      <PasskeyInstead />
      <Button look="quiet" onClick={signOut}>
        {say('signIn.startOver')}
      </Button>
    </Entrance>
  );
}

/** A passkey is both factors by itself. Nothing where the browser makes none. */
function PasskeyInstead() {
  const say = useSay();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => addPasskey(say('signIn.thisDevice'), ''),
    meta: { isToldHere: true },
    onSuccess: async () => queries.invalidateQueries({ queryKey: SESSION_KEY }),
  });
  if (!canUsePasskeys()) return null;
  return (
    <>
      <span className="text-center text-sm text-quiet">{say('signIn.or')}</span>
      <Button isBusy={isPending} onClick={() => mutate()}>
        {say('signIn.setUpPasskey')}
      </Button>
      {error instanceof DOMException ? (
        <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
          {say('settings.passkeyNotMade')}
        </p>
      ) : (
        <FormError error={error} />
      )}
    </>
  );
}
