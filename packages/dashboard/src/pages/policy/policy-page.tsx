import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { policyQuery, SETUP_KEYS } from '../../api/setup-queries.ts';
import { saidText } from '../../language/said-text.ts';
import { useSay } from '../../language/use-language.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Page } from '../../ui/page.tsx';
import { toastDone } from '../../ui/toast.ts';
import { draftOf, type PolicyBody } from './policy-draft.ts';
import { PolicyForm } from './policy-form.tsx';

export function PolicyPage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { policyId } = useParams({ from: '/shell/policies/$policyId' });
  const { data: policy } = useSuspenseQuery(policyQuery(policyId));
  async function save(body: PolicyBody): Promise<void> {
    await client.notificationPolicies.update(policyId, body);
    await queries.invalidateQueries({ queryKey: SETUP_KEYS.policies });
    toastDone(say('channels.saved'));
    await navigate({ to: '/policies' });
  }
  return (
    <Page
      title={policy.name}
      lead={
        <Link to="/policies" className="hover:text-strong hover:underline">
          {say('policies.title')}
        </Link>
      }
    >
      {policy.warnings.map((warning, at) => (
        <p key={warning} className="rounded-md bg-degraded-soft px-4 py-3 break-words text-degraded">
          {saidText(policy.warningsSaid[at], warning, say)}
        </p>
      ))}
      <PolicyForm
        key={policy.updatedAt}
        initial={draftOf(policy)}
        submit={say('ui.save')}
        onSubmit={save}
        aside={<DeletePolicy policyId={policyId} name={policy.name} />}
      />
    </Page>
  );
}

function DeletePolicy({ policyId, name }: { readonly policyId: string; readonly name: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function remove(): Promise<void> {
    await client.notificationPolicies.delete(policyId);
    await navigate({ to: '/policies' });
    queries.removeQueries({ queryKey: policyQuery(policyId).queryKey });
    await queries.invalidateQueries({ queryKey: SETUP_KEYS.policies });
  }
  return (
    <DeleteButton title={say('policies.deleteTitle', { name })} hint={say('policies.deleteHint')} onDelete={remove} />
  );
}
