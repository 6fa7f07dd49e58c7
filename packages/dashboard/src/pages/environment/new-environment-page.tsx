import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { PLACE_KEYS } from '../../api/place-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Page } from '../../ui/page.tsx';
import { toastDone } from '../../ui/toast.ts';
import type { EnvironmentDraft } from './environment-draft.ts';
import { EnvironmentForm } from './environment-form.tsx';

export function NewEnvironmentPage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function create(draft: EnvironmentDraft): Promise<void> {
    const made = await client.environments.create(draft);
    await queries.invalidateQueries({ queryKey: PLACE_KEYS.environments });
    toastDone(say('environments.made', { name: made.name }));
    await navigate({ to: '/environments' });
  }
  return (
    <Page
      title={say('environments.new')}
      lead={
        <Link to="/environments" className="hover:text-strong hover:underline">
          {say('environments.title')}
        </Link>
      }
    >
      <EnvironmentForm
        initial={{ name: '', slug: '', isDefault: false }}
        isThere={false}
        submit={say('environments.make')}
        onSubmit={create}
      />
    </Page>
  );
}
