import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { SETUP_KEYS } from '../../api/setup-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Page } from '../../ui/page.tsx';
import { toastDone } from '../../ui/toast.ts';
import { emptyPolicy, type PolicyBody } from './policy-draft.ts';
import { PolicyForm } from './policy-form.tsx';

export function NewPolicyPage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function create(body: PolicyBody): Promise<void> {
    const made = await client.notificationPolicies.create(body);
    await queries.invalidateQueries({ queryKey: SETUP_KEYS.policies });
    toastDone(say('policies.made', { name: made.name }));
    await navigate({ to: '/policies' });
  }
  return (
    <Page
      title={say('policies.new')}
      lead={
        <Link to="/policies" className="hover:text-strong hover:underline">
          {say('policies.title')}
        </Link>
      }
    >
      <PolicyForm initial={emptyPolicy()} submit={say('policies.make')} onSubmit={create} />
    </Page>
  );
}
