/** How a page looks: what it is called, its colours, and what it shows. */
import type { CssComplaint } from '@upwatch/sdk';
import type { FieldErrors } from '../../forms/field-errors.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { isLanguage, LANGUAGES } from '../../language/languages.ts';
import { useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { ColorField } from './color-field.tsx';
import { CssField } from './css-field.tsx';
import { type BrandingText, COLORS, type LookDraft } from './page-draft.ts';

export interface LookFieldsProps {
  readonly draft: LookDraft;
  /** By the names that the API has. */
  readonly errors: FieldErrors;
  readonly complaints: readonly CssComplaint[];
  readonly onChange: (part: Partial<LookDraft>) => void;
}

const ADDRESSES: readonly (readonly [BrandingText, PlainKey])[] = [
  ['logoUrl', 'statusPages.logoUrl'],
  ['faviconUrl', 'statusPages.faviconUrl'],
  ['reportUrl', 'statusPages.reportUrl'],
];

const ADDRESS_START = 'https://';

/** Name and sentence, and the language that the page speaks. */
export function NameFields({ draft, errors, onChange }: Omit<LookFieldsProps, 'complaints'>) {
  const say = useSay();
  return (
    <>
      <TextField
        label={say('statusPages.name')}
        value={draft.name}
        maxLength={255}
        required
        error={errors.get('name')}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextArea
        label={say('statusPages.description')}
        hint={say('statusPages.descriptionHint')}
        isOptional
        rows={2}
        maxLength={500}
        value={draft.description}
        error={errors.get('description')}
        onChange={(event) => onChange({ description: event.target.value })}
      />
      <Field label={say('statusPages.language')} error={errors.get('language')}>
        {(control) => (
          <Select
            {...control}
            value={draft.language}
            onChoose={(language) => isLanguage(language) && onChange({ language })}
            options={Object.entries(LANGUAGES).map(([language, { name }]) => [language, name])}
          />
        )}
      </Field>
    </>
  );
}

export function LookFields({ draft, errors, complaints, onChange }: LookFieldsProps) {
  const say = useSay();
  const { texts } = draft;
  const put = (name: BrandingText, value: string): void => onChange({ texts: { ...texts, [name]: value } });
  const errorOf = (name: BrandingText): string | undefined => errors.get(`branding.${name}`);
  return (
    <>
      <Card className="flex flex-col gap-5 p-5 sm:p-6">
        <NameFields draft={draft} errors={errors} onChange={onChange} />
        <TextArea
          label={say('statusPages.footer')}
          hint={say('statusPages.footerHint')}
          isOptional
          rows={2}
          maxLength={5000}
          value={draft.footer}
          error={errors.get('footerText')}
          onChange={(event) => onChange({ footer: event.target.value })}
        />
      </Card>
      <Block title={say('statusPages.appearance')}>
        <Card className="flex flex-col gap-5 p-5 sm:p-6">
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice
              label={say('statusPages.theme')}
              value={texts.theme}
              onChoose={(theme) => put('theme', theme)}
              options={[
                ['', say('statusPages.themeAuto')],
                ['light', say('shell.themeLight')],
                ['dark', say('shell.themeDark')],
              ]}
            />
            <Choice
              label={say('statusPages.header')}
              value={texts.headerStyle}
              onChoose={(style) => put('headerStyle', style)}
              options={[
                ['', say('statusPages.headerPlain')],
                ['centered', say('statusPages.headerCentered')],
              ]}
            />
            {COLORS.map((name) => (
              <ColorField
                key={name}
                label={say(`statusPages.${name}`)}
                value={texts[name]}
                error={errorOf(name)}
                onChange={(value) => put(name, value)}
              />
            ))}
          </div>
          {ADDRESSES.map(([name, label]) => (
            <TextField
              key={name}
              label={say(label)}
              isOptional
              inputMode="url"
              placeholder={ADDRESS_START}
              value={texts[name]}
              error={errorOf(name)}
              onChange={(event) => put(name, event.target.value)}
            />
          ))}
          <CssField
            value={texts.customCss}
            error={errorOf('customCss')}
            complaints={complaints}
            onChange={(css) => put('customCss', css)}
          />
        </Card>
      </Block>
      <Card className="flex flex-col gap-4 p-5 sm:p-6">
        <CheckField
          label={say('statusPages.showTimes')}
          checked={draft.showsResponseTimes}
          onCheck={(showsResponseTimes) => onChange({ showsResponseTimes })}
        />
        <CheckField
          label={say('statusPages.showTargets')}
          hint={say('statusPages.showTargetsHint')}
          checked={draft.showsTargets}
          onCheck={(showsTargets) => onChange({ showsTargets })}
        />
        <CheckField
          label={say('statusPages.showSubscribe')}
          checked={draft.showsSubscribeButton}
          onCheck={(showsSubscribeButton) => onChange({ showsSubscribeButton })}
        />
        <CheckField
          label={say('statusPages.showPoweredBy')}
          checked={draft.showsPoweredBy}
          onCheck={(showsPoweredBy) => onChange({ showsPoweredBy })}
        />
      </Card>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChoose: (value: string) => void;
}

/** What somebody wrote by the API and no option stands for, stays until it is changed. */
function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const isKnown = options.some(([one]) => one === value);
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChoose={onChoose}
          options={isKnown ? options : [...options, [value, value]]}
        />
      )}
    </Field>
  );
}
