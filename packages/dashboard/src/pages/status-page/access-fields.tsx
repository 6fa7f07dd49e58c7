/** Who may read a page. */
import type { StatusPage } from '@upwatch/sdk';
import { errorWithin, type FieldErrors } from '../../forms/field-errors.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { keyIn, keysOf } from '../status-pages/page-words.ts';
import type { AccessDraft } from './page-draft.ts';

export const VISIBILITY_CHOICES: Readonly<Record<StatusPage['visibility'], PlainKey>> = {
  PUBLIC: 'statusPages.visibilityPublic',
  PASSWORD: 'statusPages.visibilityPassword',
  IP_RESTRICTED: 'statusPages.visibilityNetworks',
  SIGNED_IN: 'statusPages.visibilitySignedIn',
};

interface AccessFieldsProps {
  readonly draft: AccessDraft;
  readonly hasPassword: boolean;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<AccessDraft>) => void;
}

export function AccessFields({ draft, hasPassword, errors, onChange }: AccessFieldsProps) {
  const say = useSay();
  return (
    <Card className="flex flex-col gap-5 p-5 sm:p-6">
      <CheckField
        label={say('statusPages.enabled')}
        hint={say('statusPages.enabledHint')}
        checked={draft.isEnabled}
        onCheck={(isEnabled) => onChange({ isEnabled })}
      />
      <Field label={say('statusPages.visibility')} error={errors.get('visibility')}>
        {(control) => (
          <Select
            {...control}
            value={draft.visibility}
            onChoose={(chosen) => onChange({ visibility: keyIn(VISIBILITY_CHOICES, chosen) ?? 'PUBLIC' })}
            options={keysOf(VISIBILITY_CHOICES).map((one) => [one, say(VISIBILITY_CHOICES[one])])}
          />
        )}
      </Field>
      {draft.visibility === 'PASSWORD' && (
        <TextField
          label={say('statusPages.newPassword')}
          type="password"
          autoComplete="new-password"
          minLength={8}
          maxLength={200}
          required={!hasPassword}
          placeholder={hasPassword ? say('statusPages.passwordKept') : undefined}
          value={draft.password}
          error={errors.get('password')}
          onChange={(event) => onChange({ password: event.target.value })}
        />
      )}
      {draft.visibility === 'IP_RESTRICTED' && (
        <TextArea
          label={say('statusPages.networkList')}
          hint={say('statusPages.networkHint')}
          className="font-mono text-sm"
          spellCheck={false}
          value={draft.networks}
          error={errorWithin(errors, 'allowedNetworks')}
          onChange={(event) => onChange({ networks: event.target.value })}
        />
      )}
      <TextArea
        label={say('statusPages.frames')}
        hint={say('statusPages.framesHint')}
        isOptional
        rows={2}
        className="font-mono text-sm"
        spellCheck={false}
        value={draft.frameAncestors}
        error={errorWithin(errors, 'frameAncestors')}
        onChange={(event) => onChange({ frameAncestors: event.target.value })}
      />
    </Card>
  );
}
