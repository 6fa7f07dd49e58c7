import type { MaintenanceWindow } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { groupsQuery, tagsQuery } from '../../api/queries.ts';
import { monitorNamesQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toastDone } from '../../ui/toast.ts';
import { bodyOf, TARGETS, type WindowDraft } from './window-draft.ts';

interface WindowFormProps {
  /** The one that is changed; a new one where there is none. */
  readonly window: MaintenanceWindow | undefined;
  readonly initial: WindowDraft;
  readonly onClose: () => void;
}

const TARGET_KEYS: Readonly<Record<WindowDraft['target'], PlainKey>> = {
  all: 'maintenance.onAll',
  monitors: 'maintenance.onMonitors',
  tags: 'maintenance.onTags',
  groups: 'maintenance.onGroups',
};
/** What people repeat. Any other rule can be typed. */
const REPEATS: readonly (readonly [rule: string, PlainKey])[] = [
  ['', 'maintenance.once'],
  ['FREQ=DAILY', 'maintenance.daily'],
  ['FREQ=WEEKLY', 'maintenance.weekly'],
  ['FREQ=MONTHLY', 'maintenance.monthly'],
];
const OTHER_RULE = 'other';

/** When, on what, and what is left out meanwhile. */
export function WindowForm({ window, initial, onClose }: WindowFormProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<WindowDraft>): void => setDraft({ ...draft, ...part });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () =>
      window
        ? client.maintenanceWindows.update(window.id, bodyOf(draft))
        : client.maintenanceWindows.create(bodyOf(draft)),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('maintenance.saved'));
      onClose();
      await queries.invalidateQueries({ queryKey: SETUP_KEYS.maintenance });
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={say(window ? 'maintenance.change' : 'maintenance.new')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={say('maintenance.reason')}
          placeholder={say('maintenance.reasonPlaceholder')}
          isOptional
          value={draft.reason}
          maxLength={500}
          autoFocus
          onChange={(event) => change({ reason: event.target.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={say('maintenance.from')}
            type="datetime-local"
            required
            value={draft.startsAt}
            onChange={(event) => change({ startsAt: event.target.value })}
          />
          <TextField
            label={say('maintenance.to')}
            type="datetime-local"
            required
            min={draft.startsAt}
            value={draft.endsAt}
            onChange={(event) => change({ endsAt: event.target.value })}
          />
        </div>
        <Repeat draft={draft} onChange={change} />
        <Target draft={draft} onChange={change} />
        <CheckField
          label={say('maintenance.suppress')}
          hint={say('maintenance.suppressHint')}
          checked={draft.suppressAlerts}
          onCheck={(suppressAlerts) => change({ suppressAlerts })}
        />
        <CheckField
          label={say('maintenance.pause')}
          hint={say('maintenance.pauseHint')}
          checked={draft.pauseChecks}
          onCheck={(pauseChecks) => change({ pauseChecks })}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say(window ? 'ui.save' : 'maintenance.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly draft: WindowDraft;
  readonly onChange: (part: Partial<WindowDraft>) => void;
}

function Repeat({ draft: { repeatRule, timeZone }, onChange }: PartProps) {
  const say = useSay();
  const [isOther, setOther] = useState(!REPEATS.some(([rule]) => rule === repeatRule));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={say('maintenance.repeat')}>
        {(control) => (
          <Select
            {...control}
            value={isOther ? OTHER_RULE : repeatRule}
            onChoose={(rule) => {
              setOther(rule === OTHER_RULE);
              if (rule !== OTHER_RULE) onChange({ repeatRule: rule });
            }}
            options={[
              ...REPEATS.map(([rule, key]) => [rule, say(key)] as const),
              [OTHER_RULE, say('maintenance.other')],
            ]}
          />
        )}
      </Field>
      {(isOther || repeatRule !== '') && (
        <TextField
          label={say('policies.timeZone')}
          value={timeZone}
          required
          onChange={(event) => onChange({ timeZone: event.target.value })}
        />
      )}
      {isOther && (
        <div className="sm:col-span-2">
          <TextField
            label={say('maintenance.rule')}
            hint={say('maintenance.ruleHint')}
            value={repeatRule}
            required
            className="font-mono"
            onChange={(event) => onChange({ repeatRule: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}

function Target({ draft: { target, targetIds }, onChange }: PartProps) {
  const say = useSay();
  const { data: monitors = [] } = useQuery(monitorNamesQuery);
  const { data: tags = [] } = useQuery(tagsQuery);
  const { data: groups = [] } = useQuery(groupsQuery);
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id, name }) => [id, name] as const);
  const options = { all: [], monitors, tags: named(tags), groups: named(groups) }[target];
  return (
    <div className="flex flex-col gap-3">
      <Field label={say('maintenance.on')}>
        {(control) => (
          <Select
            {...control}
            value={target}
            onChoose={(chosen) => onChange({ target: TARGETS.find((one) => one === chosen) ?? 'all', targetIds: [] })}
            options={TARGETS.map((one) => [one, say(TARGET_KEYS[one])])}
          />
        )}
      </Field>
      {target !== 'all' && (
        <div className="rounded-md border border-line bg-surface p-3">
          <CheckList
            legend={say(TARGET_KEYS[target])}
            options={options}
            chosen={targetIds}
            onChoose={(ids) => onChange({ targetIds: ids })}
          />
        </div>
      )}
    </div>
  );
}
