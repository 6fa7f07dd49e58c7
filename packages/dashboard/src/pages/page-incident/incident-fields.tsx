/** What is asked of whoever writes to readers. */
import type { StatusPageComponent } from '@upwatch/sdk';
import { useSay } from '../../language/use-language.ts';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import {
  COMPONENT_STATUSES,
  IMPACTS,
  type Impact,
  INCIDENT_STATUSES,
  keyIn,
  keysOf,
  type PageIncidentStatus,
} from '../status-pages/page-words.ts';
import { type Affected, withAffected } from './incident-draft.ts';

const TITLE_MAX = 500;
const BODY_MAX = 50_000;

interface TitleFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (title: string) => void;
}

export function TitleField({ value, error, onChange }: TitleFieldProps) {
  const say = useSay();
  return (
    <TextField
      label={say('statusPages.incidentTitle')}
      value={value}
      maxLength={TITLE_MAX}
      required
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface BodyFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly label?: string;
  readonly rows?: number;
  readonly isOptional?: boolean;
  readonly onChange: (body: string) => void;
}

/** Markdown, as readers are shown it. */
export function BodyField({ value, error, label, rows = 5, isOptional = false, onChange }: BodyFieldProps) {
  const say = useSay();
  return (
    <TextArea
      label={label ?? say('statusPages.message')}
      hint={say('statusPages.messageHint')}
      rows={rows}
      maxLength={BODY_MAX}
      required={!isOptional}
      isOptional={isOptional}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function StatusField({
  value,
  onChange,
}: {
  readonly value: PageIncidentStatus;
  readonly onChange: (status: PageIncidentStatus) => void;
}) {
  const say = useSay();
  return (
    <Field label={say('statusPages.status')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChoose={(chosen) => onChange(keyIn(INCIDENT_STATUSES, chosen) ?? value)}
          options={keysOf(INCIDENT_STATUSES).map((one) => [one, say(INCIDENT_STATUSES[one])])}
        />
      )}
    </Field>
  );
}

export function ImpactField({
  value,
  onChange,
}: {
  readonly value: Impact;
  readonly onChange: (impact: Impact) => void;
}) {
  const say = useSay();
  return (
    <Field label={say('statusPages.impact')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChoose={(chosen) => onChange(keyIn(IMPACTS, chosen) ?? value)}
          options={keysOf(IMPACTS).map((one) => [one, say(IMPACTS[one])])}
        />
      )}
    </Field>
  );
}

interface AffectedFieldProps {
  readonly components: readonly StatusPageComponent[];
  readonly affected: Affected;
  readonly onChange: (affected: Affected) => void;
}

/** How each component stands while it is open. */
export function AffectedField({ components, affected, onChange }: AffectedFieldProps) {
  const say = useSay();
  if (components.length === 0) return null;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium text-strong">{say('statusPages.affected')}</legend>
      {components.map(({ id, name }) => (
        <div key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <span className="min-w-0 break-words">{name}</span>
          <Select
            aria-label={say('statusPages.statusOf', { name })}
            value={affected[id] ?? ''}
            onChoose={(chosen) => onChange(withAffected(affected, id, keyIn(COMPONENT_STATUSES, chosen)))}
            options={[
              ['', say('statusPages.notAffected')],
              ...keysOf(COMPONENT_STATUSES).map((one) => [one, say(COMPONENT_STATUSES[one][0])] as const),
            ]}
          />
        </div>
      ))}
    </fieldset>
  );
}
