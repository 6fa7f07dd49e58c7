/** What readers are told of one incident: its timeline, how it goes on, and what was learned of it. */
import type { StatusPage, StatusPageIncident } from '@upwatch/sdk';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { componentsQuery, pageIncidentQuery, PAGES_KEY, statusPageQuery } from '../../api/status-page-queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { StateWord } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { IMPACTS, INCIDENT_STATUSES, incidentStanding } from '../status-pages/page-words.ts';
import { DetailsForm } from './details-form.tsx';
import { DraftActs } from './draft-acts.tsx';
import { IncidentLead } from './incident-lead.tsx';
import { PostmortemForm } from './postmortem-form.tsx';
import { UpdateForm } from './update-form.tsx';

export function PageIncidentPage() {
  const say = useSay();
  const from = '/shell/status-pages/$statusPageId/incidents/$pageIncidentId';
  const { statusPageId: pageId, pageIncidentId: id } = useParams({ from });
  const { data: page } = useSuspenseQuery(statusPageQuery(pageId));
  const { data: incident } = useSuspenseQuery(pageIncidentQuery(pageId, id));
  const { data: components = [] } = useQuery(componentsQuery(pageId));
  const part = { page, incident, components };
  return (
    <Page isWide title={incident.title} lead={<IncidentLead page={page} />} actions={<Acts {...part} />}>
      <Headline incident={incident} />
      <Block title={say('statusPages.timeline')}>
        <Timeline incident={incident} />
      </Block>
      <Permitted>
        <UpdateForm key={`update ${incident.updates.length} ${incident.status}`} {...part} />
        <DetailsForm key={`details ${incident.updatedAt}`} {...part} />
      </Permitted>
      <PostmortemForm key={`postmortem ${incident.postmortemBody}`} {...part} />
    </Page>
  );
}

interface ActsProps {
  readonly page: StatusPage;
  readonly incident: StatusPageIncident;
}

function Acts({ page, incident }: ActsProps) {
  const navigate = useNavigate();
  const leave = (): void =>
    void navigate({
      to: '/status-pages/$statusPageId',
      params: { statusPageId: page.id },
      search: { tab: 'incidents' },
    });
  return (
    <Permitted>
      {incident.publishedAt === null ? (
        <DraftActs pageId={page.id} incident={incident} onDiscarded={leave} />
      ) : (
        <DeleteIncident pageId={page.id} incident={incident} onDeleted={leave} />
      )}
    </Permitted>
  );
}

interface DeleteIncidentProps {
  readonly pageId: string;
  readonly incident: StatusPageIncident;
  readonly onDeleted: () => void;
}

function DeleteIncident({ pageId, incident: { id, title }, onDeleted }: DeleteIncidentProps) {
  const say = useSay();
  const queries = useQueryClient();
  async function remove(): Promise<void> {
    await client.statusPages.incidents.delete(pageId, id);
    onDeleted();
    toastDone(say('statusPages.deleted', { name: title }));
    queries.removeQueries({ queryKey: pageIncidentQuery(pageId, id).queryKey });
    await queries.invalidateQueries({ queryKey: PAGES_KEY });
  }
  return (
    <DeleteButton
      title={say('statusPages.deleteTitle', { name: title })}
      hint={say('statusPages.deleteIncidentHint')}
      onDelete={remove}
    />
  );
}

function Headline({ incident }: { readonly incident: StatusPageIncident }) {
  const say = useSay();
  const format = useFormat();
  const { status, impact, publishedAt, scheduledFor, scheduledUntil, affectedComponents, incidentId } = incident;
  const time = (at: string): string => format.dateTime(Date.parse(at));
  const names = affectedComponents.map(({ componentName }) => componentName);
  return (
    <Card className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-5 py-4">
      <StateWord standing={incidentStanding(incident)}>{say(INCIDENT_STATUSES[status])}</StateWord>
      {publishedAt === null && <span className="font-medium text-degraded">{say('statusPages.draft')}</span>}
      <span className="text-quiet">
        {say('statusPages.impact')}: {say(IMPACTS[impact])}
        {names.length > 0 && ` · ${names.join(', ')}`}
        {scheduledFor !== null && scheduledUntil !== null && ` · ${time(scheduledFor)} – ${time(scheduledUntil)}`}
      </span>
      {incidentId !== null && (
        <Link to="/incidents/$incidentId" params={{ incidentId }} className="text-accent hover:underline">
          {say('incidents.explained')}
        </Link>
      )}
    </Card>
  );
}

function Timeline({ incident: { updates } }: { readonly incident: StatusPageIncident }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const newestFirst = updates.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  return (
    <Card>
      <ol>
        {newestFirst.map(({ id, status, body, createdAt, createdBy }) => (
          <li key={id} className="border-b border-line px-5 py-3 last:border-0">
            <p className="text-sm text-quiet">
              <span className="font-medium text-strong">{say(INCIDENT_STATUSES[status])}</span>
              {' · '}
              <time dateTime={createdAt} title={format.dateTime(Date.parse(createdAt))}>
                {format.time(Date.parse(createdAt), now)}
              </time>
              {createdBy === 'SYSTEM' && ` · ${say('statusPages.bySystem')}`}
            </p>
            <p className="break-words whitespace-pre-wrap">{body}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
