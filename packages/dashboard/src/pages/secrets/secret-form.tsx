import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PLACE_KEYS } from '../../api/place-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { toastDone } from '../../ui/toast.ts';

interface SecretFormProps {
  /** Of the secret whose value is replaced; undefined for one that is made. */
  readonly secretKey?: string;
  readonly onClose: () => void;
}

const KEY_MAX = 255;
const VALUE_MAX = 32_768;

/** A value on its way to the server: it is never read back, so what is typed here is all that anybody sees of it. */
export function SecretForm({ secretKey, onClose }: SecretFormProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [key, setKey] = useState(secretKey ?? '');
  const [value, setValue] = useState('');
  const isNew = secretKey === undefined;
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () =>
      isNew ? client.secrets.create({ key: key.trim(), value }) : client.secrets.update(secretKey, { value }),
    meta: { isToldHere: true },
    onSuccess: async (kept) => {
      toastDone(say(isNew ? 'secrets.made' : 'secrets.replaced', { name: kept.key }));
      onClose();
      await queries.invalidateQueries({ queryKey: PLACE_KEYS.secrets });
    },
  });
  const errors = fieldErrors(error);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isNew ? say('secrets.new') : say('secrets.replaceNamed', { name: secretKey })}
      {...(!isNew && { hint: say('secrets.replaceHint') })}
    >
      <form
        autoComplete="off"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        {isNew && (
          <TextField
            label={say('secrets.key')}
            hint={say('secrets.keyHint', { example: `{{secrets.${key.trim() === '' ? 'TOKEN' : key.trim()}}}` })}
            value={key}
            maxLength={KEY_MAX}
            required
            autoFocus
            spellCheck={false}
            error={errors.get('key')}
            className="font-mono"
            onChange={({ target }) => setKey(target.value)}
          />
        )}
        <TextArea
          label={say('secrets.value')}
          hint={say('secrets.valueHint')}
          value={value}
          maxLength={VALUE_MAX}
          required
          autoFocus={!isNew}
          spellCheck={false}
          autoComplete="off"
          error={errors.get('value')}
          className="font-mono text-sm"
          onChange={({ target }) => setValue(target.value)}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say(isNew ? 'secrets.make' : 'secrets.replace')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
