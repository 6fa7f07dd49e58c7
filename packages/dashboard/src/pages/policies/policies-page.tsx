/** Who is told of what, when, and who next; and a rehearsal of it. */
import type { NotificationPolicy } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Route } from 'lucide-react';
import { channelsQuery } from '../../api/queries.ts';
import { policiesQuery } from '../../api/setup-queries.ts';
import { saidText } from '../../language/said-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { scopeInWords, stepsInWords } from './policy-words.ts';
import { Rehearsal } from './rehearsal.tsx';

export function PoliciesPage() {
  const say = useSay();
  const { data: policies, error, refetch } = useQuery(policiesQuery);
  const add = (
    <Permitted>
      <Link to="/policies/new" className={buttonClass('main')}>
        <Plus className="size-4" aria-hidden />
        {say('policies.new')}
      </Link>
    </Permitted>
  );
  return (
    <Page title={say('policies.title')} lead={say('policies.lead')} actions={policies?.length ? add : undefined}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : policies === undefined ? (
        <SkeletonRows count={3} className="h-16" />
      ) : policies.length === 0 ? (
        <Empty
          icon={<Route aria-hidden />}
          title={say('policies.emptyTitle')}
          hint={say('policies.emptyHint')}
          action={add}
        />
      ) : (
        <Card className="overflow-clip">
          <ul>
            {policies.map((policy) => (
              <Row key={policy.id} policy={policy} />
            ))}
          </ul>
        </Card>
      )}
      <Rehearsal />
    </Page>
  );
}

function Row({ policy }: { readonly policy: NotificationPolicy }) {
  const say = useSay();
  const format = useFormat();
  const { data: channels = [] } = useQuery(channelsQuery);
  const { id, name, enabled, warnings, warningsSaid, quietHours } = policy;
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/policies/$policyId"
        params={{ policyId: id }}
        className="grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-3.5 px-4 py-3.5 hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
      >
        <StateMark standing={enabled ? 'up' : 'paused'} isDecoration className="mt-1" />
        <div className="min-w-0">
          <p className="truncate font-medium text-strong">
            {name}
            {!enabled && <span className="font-normal text-quiet"> · {say('policies.off')}</span>}
          </p>
          <p className="text-sm break-words text-text">{stepsInWords(policy, { channels, say, format })}</p>
          <p className="text-sm break-words text-quiet">
            {scopeInWords(policy, say)}
            {quietHours !== null && ` · ${say('policies.quietFrom', { from: quietHours.from, to: quietHours.to })}`}
          </p>
          {warnings.map((warning, at) => (
            <p key={warning} className="text-sm break-words text-degraded">
              {saidText(warningsSaid[at], warning, say)}
            </p>
          ))}
        </div>
      </Link>
    </li>
  );
}
