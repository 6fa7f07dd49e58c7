/** Ways in without a password: which devices have one, and another. */
import type { Passkey } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { addPasskey, againBody, canUsePasskeys } from '../../api/passkeys.ts';
import { passkeysQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toastDone } from '../../ui/toast.ts';
import { AgainField, useAgainHint } from './again-field.tsx';

export function Passkeys() {
  const say = useSay();
  const { data: passkeys } = useQuery(passkeysQuery);
  const [asked, setAsked] = useState<Passkey | 'add' | undefined>();
  if (passkeys === undefined) return null;
  return (
    <Block
      title={say('settings.passkeys')}
      aside={
        canUsePasskeys() && (
          <Button isSmall onClick={() => setAsked('add')}>
            {say('settings.passkeyAdd')}
          </Button>
        )
      }
    >
      <Card>
        {passkeys.length === 0 && <p className="p-5 text-quiet">{say('settings.passkeysHint')}</p>}
        <ul>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setAsked(passkey)} />
          ))}
        </ul>
      </Card>
      {asked !== undefined && <Question asked={asked} onClose={() => setAsked(undefined)} />}
    </Block>
  );
}

function PasskeyRow({ passkey, onRemove }: { readonly passkey: Passkey; readonly onRemove: () => void }) {
  const say = useSay();
  const [isRenaming, setRenaming] = useState(false);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words text-strong">{passkey.name}</p>
        <p className="text-sm text-quiet">
          {passkey.lastUsedAt === null ? say('settings.neverUsed') : <Ago at={passkey.lastUsedAt} everyMs={60_000} />}
        </p>
      </div>
      <Button
        isSmall
        onClick={() => setRenaming(true)}
        aria-label={say('settings.passkeyRenameOf', { name: passkey.name })}
      >
        {say('settings.rename')}
      </Button>
      <Button isSmall onClick={onRemove} aria-label={say('settings.passkeyRemoveOf', { name: passkey.name })}>
        {say('settings.remove')}
      </Button>
      {isRenaming && <Rename passkey={passkey} onClose={() => setRenaming(false)} />}
    </li>
  );
}

function Rename({ passkey, onClose }: { readonly passkey: Passkey; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState(passkey.name);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.auth.passkeys.rename(passkey.id, { name: name.trim() }),
    meta: { isToldHere: true },
    onSuccess: onClose,
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.passkeys }),
  });
  return (
    <Dialog isOpen onClose={onClose} title={say('settings.passkeyRenameOf', { name: passkey.name })}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('settings.passkeyName')}
          hint={say('settings.passkeyNameHint')}
          value={name}
          maxLength={100}
          required
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say('ui.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface QuestionProps {
  readonly asked: Passkey | 'add';
  readonly onClose: () => void;
}

/** The password first, since whoever finds an open browser must not be able to do this. */
function Question({ asked, onClose }: QuestionProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const again = useAgainHint();
  const isNew = asked === 'add';
  const title = isNew ? say('settings.passkeyAdd') : say('settings.passkeyRemoveOf', { name: asked.name });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () =>
      isNew ? addPasskey(name.trim(), password) : client.auth.passkeys.remove(asked.id, againBody(password)),
    meta: { isToldHere: true },
    onSuccess: () => {
      toastDone(say(isNew ? 'settings.passkeyAdded' : 'settings.passkeyRemoved'));
      onClose();
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: SETUP_KEYS.passkeys }),
  });
  return (
    <Dialog isOpen onClose={onClose} title={title} hint={again}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        {isNew && (
          <TextField
            label={say('settings.passkeyName')}
            hint={say('settings.passkeyNameHint')}
            value={name}
            maxLength={100}
            required
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <AgainField password={password} onPassword={setPassword} />
        {error instanceof DOMException ? (
          <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
            {say('settings.passkeyNotMade')}
          </p>
        ) : (
          <FormError error={error} />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look={isNew ? 'main' : 'danger'} isBusy={isPending}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
