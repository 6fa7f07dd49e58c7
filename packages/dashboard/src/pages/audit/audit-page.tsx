/** Who changed what, and what it was before. */
import type { AuditEvent } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { auditQuery } from '../../api/setup-queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Select } from '../../ui/field.tsx';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { SettingsLead } from '../settings/settings-lead.tsx';
import { type AuditSearch, auditSearch, RESOURCE_TYPES } from './audit-search.ts';
import { changedFields } from './changed-fields.ts';

const ROWS = 30;

export function AuditPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { resource, actor, page = 1 } = useSearch({ from: '/shell/settings/audit' });
  const { data, error, refetch } = useQuery(
    auditQuery({
      ...(resource && { resourceType: resource }),
      ...(actor && { actorType: actor }),
      page: page - 1,
      size: ROWS,
    }),
  );
  const show = (search: AuditSearch): void => void navigate({ to: '/settings/audit', search, replace: true });
  return (
    <Page title={say('settings.audit')} lead={<SettingsLead />}>
      <div role="search" className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={say('settings.ofWhat')}
          value={resource ?? ''}
          onChoose={(value) => show(auditSearch({ resource: value, actor }))}
          options={[
            ['', say('settings.anyKind')],
            ...RESOURCE_TYPES.map((one) => [one, one.replaceAll('_', ' ')] as const),
          ]}
        />
        <Select
          aria-label={say('settings.byWhom')}
          value={actor ?? ''}
          onChoose={(value) => show(auditSearch({ resource, actor: value }))}
          options={[
            ['', say('settings.anybody')],
            ['member', say('settings.byMembers')],
            ['key', say('settings.byKeys')],
          ]}
        />
      </div>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={6} />
      ) : data.totalElements === 0 ? (
        <Empty icon={<ScrollText aria-hidden />} title={say('settings.noAudit')} hint={say('settings.auditHint')} />
      ) : (
        <>
          <Card className="overflow-clip">
            <ul>
              {data.data.map((event) => (
                <Row key={event.id} event={event} />
              ))}
            </ul>
          </Card>
          <Pager
            page={page - 1}
            pages={data.totalPages}
            onPage={(next) => show(auditSearch({ resource, actor, page: next + 1 }))}
          />
        </>
      )}
    </Page>
  );
}

function Row({ event }: { readonly event: AuditEvent }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const at = Date.parse(event.createdAt);
  const changes = changedFields(event.before, event.after);
  const line = (
    <span
      className={`inline-flex flex-wrap items-baseline justify-between gap-x-4 align-top ${changes.length > 0 ? 'w-[calc(100%-1.25rem)]' : 'w-full'}`}
    >
      <span className="min-w-0 break-words">
        <span className="font-medium text-strong">{event.actor}</span>{' '}
        <span className="font-mono text-sm text-quiet">{event.action}</span>{' '}
        <span className="text-strong">{event.resourceName ?? event.resourceId}</span>
      </span>
      <time dateTime={event.createdAt} title={format.dateTime(at)} className="text-sm text-quiet">
        {format.clock(at, now)}
      </time>
    </span>
  );
  if (changes.length === 0) return <li className="border-b border-line py-3 pr-4 pl-9 last:border-0">{line}</li>;
  return (
    <li className="border-b border-line last:border-0">
      <details>
        <summary className="cursor-pointer px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2">{line}</summary>
        <table className="mb-3 ml-9 w-[calc(100%-3.25rem)] table-fixed text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">{say('settings.field')}</th>
              <th scope="col">{say('settings.before')}</th>
              <th scope="col">{say('settings.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal break-words text-quiet">
                  {field}
                </th>
                <td className="px-2 py-1.5 break-words text-down">
                  {before !== undefined && <del className="decoration-1">{before}</del>}
                </td>
                <td className="px-2 py-1.5 break-words text-up">
                  {after !== undefined && <ins className="no-underline">{after}</ins>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  );
}
