/** A new page: its name and where it is found, before anything stands on it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useLanguage, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Page } from '../../ui/page.tsx';
import { toastDone } from '../../ui/toast.ts';
import { keyIn, keysOf, pathOfPage } from '../status-pages/page-words.ts';
import { VISIBILITY_CHOICES } from './access-fields.tsx';
import { NameFields } from './look-fields.tsx';
import { lookBody, lookOf, slugOf } from './page-draft.ts';
import { PreviewPane } from './preview-pane.tsx';
import { usePreview } from './use-preview.ts';

export function NewStatusPagePage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const language = useLanguage();
  const [draft, setDraft] = useState(() => ({ ...lookOf(undefined), language }));
  const [visibility, setVisibility] = useState<keyof typeof VISIBILITY_CHOICES>('PUBLIC');
  const [slug, setSlug] = useState<string | undefined>();
  const shownSlug = slug ?? slugOf(draft.name);
  const body = lookBody(draft);
  const previewed = usePreview(draft.name.trim() === '' ? undefined : { type: 'page', draft: { page: body } });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () =>
      client.statusPages.create({
        ...body,
        ...{ name: draft.name.trim(), slug: shownSlug, visibility, managedBy: 'DASHBOARD' },
      }),
    meta: { isToldHere: true },
    onSuccess: async ({ id, name }) => {
      toastDone(say('statusPages.made', { name }));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
      const isOpen = visibility === 'PUBLIC' || visibility === 'SIGNED_IN';
      // Nobody gets in before a password or a network is set: that comes first.
      await navigate({
        to: '/status-pages/$statusPageId',
        params: { statusPageId: id },
        search: isOpen ? {} : { tab: 'access' },
      });
    },
  });
  const errors = fieldErrors(error);
  return (
    <Page
      isWide
      title={say('statusPages.new')}
      lead={
        <Link to="/status-pages" className="hover:text-strong hover:underline">
          {say('shell.statusPages')}
        </Link>
      }
    >
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
        <form
          className="flex min-w-0 flex-col gap-6"
          onSubmit={(event) => {
            event.preventDefault();
            mutate();
          }}
        >
          <Card className="flex flex-col gap-5 p-5 sm:p-6">
            <NameFields draft={draft} errors={errors} onChange={(part) => setDraft({ ...draft, ...part })} />
            <TextField
              label={say('statusPages.slug')}
              hint={say('statusPages.slugHint', { path: pathOfPage(shownSlug || '…') })}
              value={shownSlug}
              required
              minLength={3}
              maxLength={63}
              spellCheck={false}
              autoComplete="off"
              error={errors.get('slug')}
              onChange={(event) => setSlug(event.target.value)}
            />
            <Field label={say('statusPages.visibility')}>
              {(control) => (
                <Select
                  {...control}
                  value={visibility}
                  onChoose={(chosen) => setVisibility(keyIn(VISIBILITY_CHOICES, chosen) ?? 'PUBLIC')}
                  options={keysOf(VISIBILITY_CHOICES).map((one) => [one, say(VISIBILITY_CHOICES[one])])}
                />
              )}
            </Field>
            <Field label={say('statusPages.theme')}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.texts.theme}
                  onChoose={(theme) => setDraft({ ...draft, texts: { ...draft.texts, theme } })}
                  options={[
                    ['', say('statusPages.themeAuto')],
                    ['light', say('shell.themeLight')],
                    ['dark', say('shell.themeDark')],
                  ]}
                />
              )}
            </Field>
          </Card>
          <FormError error={error} />
          <div className="flex justify-end">
            <Button type="submit" look="main" isBusy={isPending}>
              {say('statusPages.make')}
            </Button>
          </div>
        </form>
        <PreviewPane name={draft.name} previewed={previewed} />
      </div>
    </Page>
  );
}
