import type { StatusPageComponentGroup } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { TextArea } from '../../ui/text-area.tsx';

interface GroupFormProps {
  readonly pageId: string;
  /** The one that is changed; a new one where there is none. */
  readonly group: StatusPageComponentGroup | undefined;
  readonly onClose: () => void;
}

/** A heading, and what stands under it when it is folded. */
export function GroupForm({ pageId, group, onClose }: GroupFormProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const [isOpen, setOpen] = useState(group?.defaultOpen ?? true);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const body = {
        name: name.trim(),
        description: description.trim() === '' ? null : description,
        defaultOpen: isOpen,
      };
      return group
        ? client.statusPages.groups.update(pageId, group.id, body)
        : client.statusPages.groups.create(pageId, body);
    },
    meta: { isToldHere: true },
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  const title = group ? say('statusPages.change', { name: group.name }) : say('statusPages.addGroup');
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('statusPages.groupName')}
          value={name}
          maxLength={255}
          required
          autoFocus
          error={fieldErrors(error).get('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={say('statusPages.description')}
          isOptional
          rows={2}
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <CheckField label={say('statusPages.openAtFirst')} checked={isOpen} onCheck={setOpen} />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say(group ? 'ui.save' : 'statusPages.addGroup')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
