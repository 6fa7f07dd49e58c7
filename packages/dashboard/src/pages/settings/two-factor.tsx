/** A code of an app beside the password, with codes that are kept for the day the phone is gone. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { againBody } from '../../api/passkeys.ts';
import { secondFactorsQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { RecoveryCodes } from '../../ui/recovery-codes.tsx';
import { StateWord } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { AgainField, useAgainHint } from './again-field.tsx';

type Asked = 'add' | 'remove' | 'renew';

export function TwoFactor() {
  const say = useSay();
  const { data } = useQuery(secondFactorsQuery);
  const [asked, setAsked] = useState<Asked | undefined>();
  if (data === undefined) return null;
  return (
    <Block title={say('settings.twoFactor')}>
      <Card className="flex flex-wrap items-center gap-x-6 gap-y-3 p-5">
        <div className="min-w-0 flex-1 basis-60">
          <p>
            <StateWord standing={data.totp.isOn ? 'up' : 'unknown'}>
              {say(data.totp.isOn ? 'settings.totpOn' : 'settings.totpOff')}
            </StateWord>
          </p>
          <p className="text-sm text-quiet">
            {data.totp.isOn
              ? say('settings.recoveryLeft', { count: data.recoveryCodesLeft })
              : say(data.isDemanded ? 'settings.totpDemanded' : 'settings.totpHint')}
          </p>
        </div>
        {data.totp.isOn ? (
          <>
            <Button onClick={() => setAsked('renew')}>{say('settings.renewCodes')}</Button>
            <Button look="danger" onClick={() => setAsked('remove')}>
              {say('settings.totpRemove')}
            </Button>
          </>
        ) : (
          <Button look="main" onClick={() => setAsked('add')}>
            {say('settings.totpAdd')}
          </Button>
        )}
      </Card>
      {asked !== undefined && <Steps asked={asked} onClose={() => setAsked(undefined)} />}
    </Block>
  );
}

/** First the password, since whoever finds an open browser must not be able to do this; then the app, then the codes. */
function Steps({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const again = useAgainHint();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | undefined>();
  const settled = async (): Promise<void> => queries.invalidateQueries({ queryKey: SETUP_KEYS.secondFactors });
  const offer = useMutation({
    mutationFn: async () => client.auth.totp.offer(againBody(password)),
    meta: { isToldHere: true },
  });
  const confirm = useMutation({
    mutationFn: async () => client.auth.totp.confirm({ code: code.replaceAll(/\s/g, '') }),
    meta: { isToldHere: true },
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
    onSettled: settled,
  });
  const renew = useMutation({
    mutationFn: async () => client.auth.recoveryCodes.renew(againBody(password)),
    meta: { isToldHere: true },
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: async () => client.auth.totp.remove(againBody(password)),
    meta: { isToldHere: true },
    onSuccess: () => {
      toastDone(say('settings.totpRemoved'));
      onClose();
    },
    onSettled: settled,
  });
  if (codes) return <Codes codes={codes} onClose={onClose} />;
  if (offer.data)
    return (
      <Dialog isOpen onClose={onClose} title={say('settings.totpAdd')} hint={say('settings.totpSecretHint')}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <QrCode text={offer.data.uri} label={say('settings.totpSecret')} />
          <Copyable label={say('settings.totpSecret')} text={offer.data.secret} />
          <a href={offer.data.uri} className="text-accent hover:underline">
            {say('settings.totpOpen')}
          </a>
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
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{say('ui.cancel')}</Button>
            <Button type="submit" look="main" isBusy={confirm.isPending}>
              {say('settings.totpConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    );
  const act = { add: offer, remove, renew }[asked];
  return (
    <Dialog isOpen onClose={onClose} title={say(TITLES[asked])} hint={again}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <AgainField password={password} onPassword={setPassword} />
        <FormError error={act.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look={asked === 'remove' ? 'danger' : 'main'} isBusy={act.isPending}>
            {say(TITLES[asked])}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const TITLES = { add: 'settings.totpAdd', remove: 'settings.totpRemove', renew: 'settings.renewCodes' } as const;

function Codes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('settings.recoveryTitle')}
      hint={say('settings.recoveryHint')}
      actions={
        <Button look="main" onClick={onClose}>
          {say('settings.keyKept')}
        </Button>
      }
    >
      <RecoveryCodes codes={codes} />
    </Dialog>
  );
}
