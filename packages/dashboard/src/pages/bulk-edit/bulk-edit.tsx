/** Many monitors changed together: what is to be the same, what that changes in each, and what came of it. */
import type { Monitor } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { environmentsQuery } from '../../api/place-queries.ts';
import { channelsQuery, groupsQuery, overviewQuery } from '../../api/queries.ts';
import { FormContext } from '../../forms/form-context.ts';
import { useFormState } from '../../forms/use-form-state.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type BulkDraft, changeOf, type Setting, settingsOf, type Wish } from './bulk-changes.ts';
import { BulkForm } from './bulk-form.tsx';
import { BulkPreview } from './bulk-preview.tsx';
import { BulkResult } from './bulk-result.tsx';
import { useBulkEdit } from './use-bulk-edit.ts';

interface BulkEditProps {
  readonly monitors: readonly Monitor[];
  readonly onClose: () => void;
  /** Something was changed. */
  readonly onDone: () => void;
}

export function BulkEdit({ monitors, onClose, onDone }: BulkEditProps) {
  const say = useSay();
  const format = useFormat();
  const { data: groups = [] } = useQuery(groupsQuery);
  const { data: channels = [] } = useQuery(channelsQuery);
  const { data: environments = [] } = useQuery(environmentsQuery);
  const { data: overview } = useQuery(overviewQuery);
  const form = useFormState<BulkDraft>(() => ({}), undefined);
  const [settings, setSettings] = useState<ReadonlySet<Setting>>(new Set());
  const { progress, run, stop } = useBulkEdit();
  const wish: Wish = { draft: form.value, settings };
  const members = useMemo(
    () =>
      new Map(groups.map((group) => [group.id, new Set(group.members.flatMap(({ monitorId }) => monitorId ?? []))])),
    [groups],
  );
  const changes = monitors.map((monitor) => [monitor, changeOf(monitor, wish, members)] as const);
  const changing = changes.flatMap(([monitor, { changed }]) => (changed.length > 0 ? [monitor] : []));
  const references = {
    environmentId: environments.map(({ id, name }) => [id, name] as const),
    regions: (overview?.regions ?? []).map(({ region }) => [region, region] as const),
  };
  if (progress !== undefined)
    return (
      <BulkResult
        progress={progress}
        title={say('bulkEdit.title', { count: monitors.length })}
        onStop={stop}
        onAgain={(left) => void run(left, wish, members)}
        onClose={onDone}
      />
    );
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={say('bulkEdit.title', { count: monitors.length })}
      hint={say('bulkEdit.hint')}
    >
      <FormContext value={{ ...form, references }}>
        <form
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            void run(changing, wish, members);
          }}
        >
          <BulkForm
            monitors={monitors}
            groups={groups}
            draft={form.value}
            settings={settings}
            onToggle={(setting, isOn) =>
              setSettings(new Set(isOn ? [...settings, setting] : [...settings].filter((one) => one !== setting)))
            }
          />
          {settingsOf(wish).length === 0 ? (
            <p className="text-quiet">{say('bulkEdit.chooseFirst')}</p>
          ) : (
            <BulkPreview
              changes={changes}
              wish={wish}
              members={members}
              naming={{ say, format, environments, channels, groups }}
            />
          )}
          <div className="sticky -bottom-6 -mx-6 -mb-6 flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-6 py-4">
            <Button onClick={onClose}>{say('ui.cancel')}</Button>
            <Button type="submit" look="main" disabled={changing.length === 0}>
              {say('bulkEdit.apply', { count: changing.length })}
            </Button>
          </div>
        </form>
      </FormContext>
    </Dialog>
  );
}
