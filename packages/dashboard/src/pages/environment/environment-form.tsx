import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FormContext } from '../../forms/form-context.ts';
import { RecordField } from '../../forms/record-field.tsx';
import { useFormState } from '../../forms/use-form-state.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Changeable, Permitted } from '../../ui/permitted.tsx';
import { type EnvironmentDraft, SLUG_MAX, slugOf, VARIABLES } from './environment-draft.ts';

interface EnvironmentFormProps {
  readonly initial: EnvironmentDraft;
  /** It is there already: what it is called by stays. */
  readonly isThere: boolean;
  readonly submit: string;
  readonly onSubmit: (draft: EnvironmentDraft) => Promise<void>;
  readonly aside?: ReactNode;
}

const NAME_MAX = 100;

/** How an environment is called, and what it fills in. */
export function EnvironmentForm({ initial, isThere, submit, onSubmit, aside }: EnvironmentFormProps) {
  const say = useSay();
  const save = useMutation({ mutationFn: onSubmit, meta: { isToldHere: true } });
  const form = useFormState<EnvironmentDraft>(() => initial, save.error);
  const [isOwnSlug, setOwnSlug] = useState(isThere);
  const { name, slug, isDefault } = form.value;
  return (
    <FormContext value={form}>
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(form.value);
        }}
      >
        <Changeable>
          <Card className="flex flex-col gap-5 p-5 sm:p-6">
            <div className="grid items-start gap-5 sm:grid-cols-2">
              <TextField
                label={say('environments.name')}
                value={name}
                maxLength={NAME_MAX}
                required
                error={form.errors.get('name')}
                onChange={({ target }) => {
                  form.onChange(['name'], target.value);
                  if (!isOwnSlug) form.onChange(['slug'], slugOf(target.value));
                }}
              />
              <TextField
                label={say('environments.slug')}
                hint={say('environments.slugHint')}
                value={slug}
                maxLength={SLUG_MAX}
                required
                disabled={isThere}
                spellCheck={false}
                error={form.errors.get('slug')}
                className="font-mono"
                onChange={({ target }) => {
                  setOwnSlug(target.value !== '');
                  form.onChange(['slug'], target.value);
                }}
              />
            </div>
            <CheckField
              label={say('environments.isDefault')}
              checked={isDefault}
              onCheck={(next) => form.onChange(['isDefault'], next)}
            />
            <RecordField
              field={{ ...VARIABLES, hint: say('environments.variablesHint', { example: '{{variables.HOST}}' }) }}
              path={['variables']}
              label={say('environments.variables')}
            />
          </Card>
        </Changeable>
        <FormError error={save.error} />
        <Permitted>
          <div className="flex flex-wrap items-center justify-end gap-2">
            {aside !== undefined && <span className="mr-auto">{aside}</span>}
            <Button type="submit" look="main" isBusy={save.isPending}>
              {submit}
            </Button>
          </div>
        </Permitted>
      </form>
    </FormContext>
  );
}
