import type { ListedTag } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toastDone } from '../../ui/toast.ts';

interface TagFormProps {
  /** The tag that is changed; undefined for one that is made. */
  readonly tag?: ListedTag;
  readonly onClose: () => void;
}

const FIRST_COLOR = '#2563eb';
const NAME_MAX = 100;

/** Name and colour. */
export function TagForm({ tag, onClose }: TagFormProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({ name: tag?.name ?? '', color: inFull(tag?.color ?? FIRST_COLOR) });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => (tag === undefined ? client.tags.create(draft) : client.tags.update(tag.id, draft)),
    meta: { isToldHere: true },
    onSuccess: async ({ name }) => {
      toastDone(say(tag === undefined ? 'tags.made' : 'tags.saved', { name }));
      onClose();
      await Promise.all([KEYS.tags, KEYS.monitors].map(async (queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={tag === undefined ? say('tags.new') : say('tags.edit', { name: tag.name })}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('tags.name')}
          value={draft.name}
          maxLength={NAME_MAX}
          required
          autoFocus
          error={fieldErrors(error).get('name')}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
        <Field label={say('tags.color')}>
          {(control) => (
            <input
              {...control}
              type="color"
              value={draft.color}
              onChange={({ target }) => setDraft({ ...draft, color: target.value })}
              className="h-9 w-20 cursor-pointer rounded-md border border-edge bg-surface p-1"
            />
          )}
        </Field>
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say(tag === undefined ? 'tags.make' : 'ui.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** `#abc` → `#aabbcc`: a browser's choice of colours knows no other. */
function inFull(color: string): string {
  return color.length === 4 ? color.replaceAll(/[\da-f]/gi, '$&$&') : color;
}
