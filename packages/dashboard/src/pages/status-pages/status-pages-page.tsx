/** Every status page: how it stands, who may read it, and how many do. */
import type { StatusPage } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PanelsTopLeft, Plus } from 'lucide-react';
import { statusPagesQuery } from '../../api/status-page-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateWord } from '../../ui/state-mark.tsx';
import { pathOfPage, standingWords, VISIBILITIES } from './page-words.ts';

export function StatusPagesPage() {
  const say = useSay();
  const { data: pages, error, refetch } = useQuery(statusPagesQuery);
  const add = (
    <Permitted>
      <Link to="/status-pages/new" className={buttonClass('main')}>
        <Plus className="size-4" aria-hidden />
        {say('statusPages.new')}
      </Link>
    </Permitted>
  );
  return (
    <Page title={say('shell.statusPages')} lead={say('statusPages.lead')} actions={pages?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : pages === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : pages.length === 0 ? (
        <Empty
          icon={<PanelsTopLeft aria-hidden />}
          title={say('statusPages.emptyTitle')}
          hint={say('statusPages.emptyHint')}
          action={add}
        />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {pages.map((page) => (
              <Row key={page.id} page={page} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Row({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const [words, standing] = standingWords(page.overallStatus, page.isCurrent);
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/status-pages/$statusPageId"
        params={{ statusPageId: page.id }}
        className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
      >
        <div className="min-w-0">
          <p className="font-medium break-words text-strong">{page.name}</p>
          <p className="text-sm break-words text-quiet">
            <span className="font-mono">{pathOfPage(page.slug)}</span>
            {' · '}
            {say(page.enabled ? VISIBILITIES[page.visibility] : 'statusPages.off')}
            {' · '}
            {say('statusPages.components', { count: page.componentCount })}
            {page.subscriberCount > 0 && ` · ${say('statusPages.subscriberCount', { count: page.subscriberCount })}`}
          </p>
        </div>
        <StateWord standing={standing}>{say(words)}</StateWord>
      </Link>
    </li>
  );
}
