/** What is to be the same in all of them: each setting is chosen first, and drawn of its schema then. */
import type { Monitor, ResourceGroup } from '@upwatch/sdk';
import { type ReactNode, useId } from 'react';
import { fieldOf, fieldsOf } from '../../forms/fields.ts';
import { useForm } from '../../forms/form-context.ts';
import { MONITOR_SCHEMA } from '../../forms/generated/monitor-schemas.ts';
import { SchemaField, SchemaFields } from '../../forms/schema-fields.tsx';
import { useSay } from '../../language/use-language.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { Select } from '../../ui/field.tsx';
import { ChannelsField } from '../monitor-form/channels-field.tsx';
import { type BulkDraft, configField, policyOf, type Setting, SETTINGS } from './bulk-changes.ts';
import { SETTING_NAMES } from './bulk-words.ts';

const POLICY = fieldOf(MONITOR_SCHEMA.properties!['incidentPolicy']!, { name: 'incidentPolicy', isRequired: true });
/** The type whose field stands for that of all others: most have the same. */
const MODEL_TYPE = 'HTTP';

interface BulkFormProps {
  readonly monitors: readonly Monitor[];
  readonly groups: readonly ResourceGroup[];
  readonly draft: BulkDraft;
  readonly settings: ReadonlySet<Setting>;
  readonly onToggle: (setting: Setting, isOn: boolean) => void;
}

export function BulkForm({ monitors, groups, draft, settings, onToggle }: BulkFormProps) {
  const say = useSay();
  const { onChange } = useForm();
  function toggle(setting: Setting, isOn: boolean): void {
    if (isOn && draft[setting] === undefined) onChange([setting], startOf(setting, monitors));
    onToggle(setting, isOn);
  }
  return (
    <ul className="flex flex-col gap-3">
      {SETTINGS.filter((setting) => setting !== 'group' || groups.length > 0).map((setting) => (
        <li key={setting} className="flex flex-col gap-2">
          <CheckField
            label={say(SETTING_NAMES[setting])}
            checked={settings.has(setting)}
            onCheck={(isOn) => toggle(setting, isOn)}
          />
          {settings.has(setting) && (
            <div className="ml-6.5">
              <SettingField setting={setting} draft={draft} groups={groups} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the first that has it has: mostly only a little of it is to be another. */
function startOf(setting: Setting, monitors: readonly Monitor[]): unknown {
  const [first] = monitors;
  if (first === undefined) return undefined;
  switch (setting) {
    case 'frequencySeconds':
    case 'regions':
      return first[setting];
    case 'incidentPolicy':
      return policyOf(first);
    case 'timeoutMs':
    case 'retry':
      return monitors.map(({ config }) => (config as BulkDraft)[setting]).find((value) => value !== undefined);
    case 'environmentId':
      return first.environment?.id;
    case 'alertChannelIds':
      return first.alertChannelIds ?? undefined;
    case 'group':
      return undefined;
    default:
      return setting satisfies never;
  }
}

interface SettingFieldProps {
  readonly setting: Setting;
  readonly draft: BulkDraft;
  readonly groups: readonly ResourceGroup[];
}

function SettingField({ setting, draft, groups }: SettingFieldProps): ReactNode {
  if (setting === 'alertChannelIds') return <ChannelsField chosen={draft.alertChannelIds} />;
  if (setting === 'group') return <GroupField chosen={draft.group} groups={groups} />;
  if (setting === 'incidentPolicy')
    return POLICY.type === 'group' && <SchemaFields fields={POLICY.fields} path={[setting]} isFlat />;
  const field = configField(MODEL_TYPE, setting) ?? fieldsOf(MONITOR_SCHEMA).find(({ name }) => name === setting);
  return field !== undefined && <SchemaField field={field} path={[setting]} isUnlabelled />;
}

function GroupField({
  chosen,
  groups,
}: {
  readonly chosen: string | undefined;
  readonly groups: readonly ResourceGroup[];
}) {
  const say = useSay();
  const id = useId();
  const { onChange } = useForm();
  return (
    <Select
      id={id}
      aria-label={say('bulkEdit.group')}
      className="w-full"
      value={chosen ?? ''}
      onChoose={(next) => onChange(['group'], next === '' ? undefined : next)}
      options={[['', say('forms.choose')], ...groups.map((group) => [group.id, group.name] as const)]}
    />
  );
}
