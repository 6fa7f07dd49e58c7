import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Page } from '../../ui/page.tsx';
import { toastDone } from '../../ui/toast.ts';
import { createRequest, type GroupDraft } from './group-draft.ts';
import { GroupForm } from './group-form.tsx';

export function NewGroupPage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function create(draft: GroupDraft): Promise<void> {
    const made = await client.resourceGroups.create(createRequest(draft));
    await queries.invalidateQueries({ queryKey: KEYS.groups });
    toastDone(say('groups.made', { name: made.name }));
    await navigate({ to: '/groups/$groupId', params: { groupId: made.id } });
  }
  return (
    <Page
      title={say('groups.new')}
      lead={
        <Link to="/groups" className="hover:text-strong hover:underline">
          {say('groups.title')}
        </Link>
      }
    >
      <GroupForm initial={{ name: '' }} submit={say('groups.make')} onSubmit={create} />
    </Page>
  );
}
