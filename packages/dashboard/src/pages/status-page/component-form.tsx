import type { StatusPageComponent, StatusPageComponentGroup } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { TextArea } from '../../ui/text-area.tsx';

interface ComponentFormProps {
  readonly pageId: string;
  readonly component: StatusPageComponent;
  readonly groups: readonly StatusPageComponentGroup[];
  readonly onClose: () => void;
}

/** What readers are told of a component, and what it counts for. */
export function ComponentForm({ pageId, component, groups, onClose }: ComponentFormProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({
    name: component.name,
    description: component.description ?? '',
    groupId: component.groupId ?? '',
    showUptime: component.showUptime,
    excludeFromOverall: component.excludeFromOverall,
    startDate: component.startDate?.slice(0, 10) ?? '',
  });
  const change = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      const { name, description, groupId, startDate, ...rest } = draft;
      return client.statusPages.components.update(pageId, component.id, {
        ...rest,
        name: name.trim(),
        description: description.trim() === '' ? null : description,
        startDate: startDate === '' ? null : startDate,
        ...(groupId === '' ? { removeFromGroup: true } : { groupId }),
      });
    },
    meta: { isToldHere: true },
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  const errors = fieldErrors(error);
  return (
    <Dialog isOpen onClose={onClose} title={say('statusPages.change', { name: component.name })}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('statusPages.name')}
          value={draft.name}
          maxLength={255}
          required
          autoFocus
          error={errors.get('name')}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextArea
          label={say('statusPages.description')}
          isOptional
          rows={2}
          maxLength={500}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={say('statusPages.inGroup')}>
            {(control) => (
              <Select
                {...control}
                value={draft.groupId}
                onChoose={(groupId) => change({ groupId })}
                options={[['', say('statusPages.noGroup')], ...groups.map(({ id, name }) => [id, name] as const)]}
              />
            )}
          </Field>
          <TextField
            label={say('statusPages.startDate')}
            type="date"
            isOptional
            value={draft.startDate}
            error={errors.get('startDate')}
            onChange={(event) => change({ startDate: event.target.value })}
          />
        </div>
        <CheckField
          label={say('statusPages.showUptime')}
          checked={draft.showUptime}
          onCheck={(showUptime) => change({ showUptime })}
        />
        <CheckField
          label={say('statusPages.exclude')}
          checked={draft.excludeFromOverall}
          onCheck={(excludeFromOverall) => change({ excludeFromOverall })}
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
