/** What stands on the page, and in which order. */
import type { StatusPage } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { LayoutList, Plus } from 'lucide-react';
import { useState } from 'react';
import { componentsQuery, pageGroupsQuery } from '../../api/status-page-queries.ts';
import { useMay } from '../../api/use-may.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { AddComponents } from './add-components.tsx';
import { Arrangement } from './arrangement.tsx';
import { GroupForm } from './group-form.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { usePreview } from './use-preview.ts';

export function ComponentsTab({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const mayChange = useMay('work');
  const components = useQuery(componentsQuery(page.id));
  const groups = useQuery(pageGroupsQuery(page.id));
  const [adding, setAdding] = useState<'components' | 'group' | undefined>();
  const version = JSON.stringify([components.data, groups.data]);
  const previewed = usePreview(mayChange ? { type: 'page', draft: { pageId: page.id, page: {} } } : undefined, version);
  const error = components.error ?? groups.error;
  const isEmpty = components.data?.length === 0 && groups.data?.length === 0;
  const add = (
    <Permitted>
      <Button look="main" onClick={() => setAdding('components')}>
        <Plus className="size-4" aria-hidden />
        {say('statusPages.addComponents')}
      </Button>
      {!isEmpty && <Button onClick={() => setAdding('group')}>{say('statusPages.addGroup')}</Button>}
    </Permitted>
  );
  return (
    <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <Block title={say('statusPages.tabComponents')}>
        {error !== null ? (
          <Failed error={error} onRetry={() => void Promise.all([components.refetch(), groups.refetch()])} />
        ) : components.data === undefined || groups.data === undefined ? (
          <SkeletonRows count={4} />
        ) : isEmpty ? (
          <Empty
            icon={<LayoutList aria-hidden />}
            title={say('statusPages.componentsEmptyTitle')}
            hint={say('statusPages.componentsEmptyHint')}
            action={add}
          />
        ) : (
          <>
            <Arrangement pageId={page.id} components={components.data} groups={groups.data} />
            <div className="flex flex-wrap gap-2">{add}</div>
          </>
        )}
      </Block>
      <Permitted>
        <PreviewPane name={page.name} previewed={previewed} />
      </Permitted>
      {adding === 'components' && (
        <AddComponents pageId={page.id} components={components.data ?? []} onClose={() => setAdding(undefined)} />
      )}
      {adding === 'group' && <GroupForm pageId={page.id} group={undefined} onClose={() => setAdding(undefined)} />}
    </div>
  );
}
