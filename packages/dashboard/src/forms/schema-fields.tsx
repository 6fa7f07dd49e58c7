/** A form, drawn of fields: whatever a schema can say has one look here. */
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../language/use-language.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { hasErrorIn } from './field-errors.ts';
import { fieldLabel } from './field-label.ts';
import { FieldSet } from './field-set.tsx';
import { type Field, type FieldOf, sortFields } from './fields.ts';
import { useForm } from './form-context.ts';
import { ListField } from './list-field.tsx';
import { RecordField } from './record-field.tsx';
import { BooleanField, ChoiceField, NumberField, TextInputField } from './plain-fields.tsx';
import { UnionField } from './union-field.tsx';
import { emptyOf, givenIn, type Path, pathText, valueAt } from './values.ts';

interface SchemaFieldsProps {
  readonly fields: readonly Field[];
  /** Where their parent stands in what is sent. */
  readonly path: Path;
  /** All in front, nothing folded away. */
  readonly isFlat?: boolean;
}

/** What has to be given first, and under it, folded away, what may. */
export function SchemaFields({ fields, path, isFlat = false }: SchemaFieldsProps) {
  const { front, advanced } = isFlat ? { front: withoutConstants(fields), advanced: [] } : sortFields(fields);
  return (
    <div className="flex flex-col gap-5">
      {front.length > 0 && <FieldGrid fields={front} path={path} />}
      {advanced.length > 0 && (
        <MoreSettings fields={advanced} path={path}>
          <FieldGrid fields={advanced} path={path} />
        </MoreSettings>
      )}
    </div>
  );
}

function withoutConstants(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ type }) => type !== 'constant');
}

function FieldGrid({ fields, path }: { readonly fields: readonly Field[]; readonly path: Path }) {
  return (
    <div className="grid grid-cols-1 items-start gap-x-5 gap-y-4 sm:grid-cols-2">
      {fields.map((field) => (
        <div key={field.name} className={classNames('min-w-0', isWide(field) && 'sm:col-span-2')}>
          <SchemaField field={field} path={[...path, field.name]} />
        </div>
      ))}
    </div>
  );
}

/** What needs the whole width. */
function isWide(field: Field): boolean {
  if (field.type === 'text') return field.isLong || /url$/i.test(field.name);
  return field.type === 'list' || field.type === 'record' || field.type === 'group' || field.type === 'union';
}

interface MoreSettingsProps extends Omit<SchemaFieldsProps, 'isFlat'> {
  readonly children: ReactNode;
}

/** Folded, unless something in it was refused. */
function MoreSettings({ fields, path, children }: MoreSettingsProps) {
  const say = useSay();
  const { value, errors } = useForm();
  const given = givenIn(fields, valueAt(value, path));
  const isRefused = fields.some(({ name }) => hasErrorIn(errors, pathText([...path, name])));
  return (
    <details open={isRefused || undefined} className="group rounded-md border border-line">
      <summary className="flex cursor-pointer items-center gap-2 rounded-md px-4 py-2.5 text-sm font-medium text-strong hover:bg-hover">
        <span aria-hidden className="text-quiet transition-transform group-open:rotate-90">
          ›
        </span>
        {say('forms.more')}
        {given > 0 && <span className="font-normal text-quiet">{say('forms.moreGiven', { count: given })}</span>}
      </summary>
      <div className="border-t border-line p-4">{children}</div>
    </details>
  );
}

interface SchemaFieldProps {
  readonly field: Field;
  readonly path: Path;
  /** Its parent names it already. */
  readonly isUnlabelled?: boolean;
}

/** One field, of whatever type. */
export function SchemaField({ field, path, isUnlabelled = false }: SchemaFieldProps) {
  const say = useSay();
  const label = fieldLabel(field.name, say);
  switch (field.type) {
    case 'text':
      return <TextInputField field={field} path={path} label={label} isUnlabelled={isUnlabelled} />;
    case 'number':
      return <NumberField field={field} path={path} label={label} isUnlabelled={isUnlabelled} />;
    case 'boolean':
      return <BooleanField field={field} path={path} label={label} />;
    case 'choice':
      return <ChoiceField field={field} path={path} label={label} isUnlabelled={isUnlabelled} />;
    case 'constant':
      return null;
    case 'list':
      return <ListField field={field} path={path} label={label} draw={drawItem} />;
    case 'record':
      return <RecordField field={field} path={path} label={label} />;
    case 'union':
      return <UnionField field={field} path={path} label={label} draw={drawItem} />;
    case 'group':
      return isUnlabelled ? (
        <SchemaFields fields={field.fields} path={path} isFlat />
      ) : (
        <GroupField field={field} path={path} label={label} />
      );
    default:
      return field satisfies never;
  }
}

interface GroupFieldProps {
  readonly field: FieldOf<'group'>;
  readonly path: Path;
  readonly label: string;
}

/** Several fields that belong together. Those that may be missing are asked for when somebody wants them. */
function GroupField({ field, path, label }: GroupFieldProps) {
  const say = useSay();
  const { value, onChange } = useForm();
  const given = valueAt(value, path);
  const isGiven = given !== undefined && given !== null;
  if (!isGiven && !field.isRequired)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <span className="text-sm font-medium text-strong">{label}</span>
        <Button isSmall onClick={() => onChange(path, emptyOf(field))}>
          <Plus className="size-4" aria-hidden />
          <span aria-hidden>{say('forms.add')}</span>
          <span className="sr-only">{say('forms.addTo', { what: label })}</span>
        </Button>
      </div>
    );
  return (
    <FieldSet
      label={label}
      hint={field.hint}
      aside={
        !field.isRequired && (
          <IconButton label={say('forms.remove', { what: label })} onClick={() => onChange(path, undefined)}>
            <X className="size-4" aria-hidden />
          </IconButton>
        )
      }
    >
      <SchemaFields fields={field.fields} path={path} isFlat />
    </FieldSet>
  );
}

/** What stands in a list or a choice, which name it already. */
function drawItem(field: Field, path: Path): ReactNode {
  return <SchemaField field={field} path={path} isUnlabelled />;
}
