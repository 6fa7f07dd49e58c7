/** One incident: what it is, why it was called so, what is other than before, who knows, and what people do about it. */
import type { Incident, IncidentDetail, IncidentExplanation } from '@upwatch/sdk';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { explanationQuery, incidentQuery } from '../../api/queries.ts';
import { reasonText } from '../../language/failure-text.ts';
import { saidText } from '../../language/said-text.ts';
import type { Say } from '../../language/catalogue.ts';
import { addressOf } from '../../base-path.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/page.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { nameOf, scopeSentence, SEVERITY_STANDINGS, STATUS_KEYS } from '../incidents/incident-words.ts';
import { CommentForm } from './comment-form.tsx';
import { Comparison } from './comparison.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { Regions } from './regions.tsx';
import { Timeline } from './timeline.tsx';
import { Told } from './told.tsx';

export function IncidentPage() {
  const say = useSay();
  const { incidentId } = useParams({ from: '/shell/incidents/$incidentId' });
  const { data: detail } = useSuspenseQuery(incidentQuery(incidentId));
  const explained = useQuery(explanationQuery(incidentId));
  const { incident } = detail;
  return (
    <Page
      isWide
      title={nameOf(incident, say)}
      lead={
        <>
          <Link to="/incidents" className="hover:text-strong hover:underline">
            {say('incidents.title')}
          </Link>
          {incident.monitorId !== null && (
            <>
              {' · '}
              <Link
                to="/monitors/$monitorId"
                params={{ monitorId: incident.monitorId }}
                className="hover:text-strong hover:underline"
              >
                {say('incidents.toMonitor')}
              </Link>
            </>
          )}
        </>
      }
      actions={
        <Permitted>
          <IncidentActions incident={incident} />
        </Permitted>
      }
    >
      <Headline incident={incident} />
      {explained.error !== null ? (
        <Failed error={explained.error} onRetry={() => void explained.refetch()} />
      ) : explained.data === undefined ? (
        <SkeletonRows count={6} />
      ) : (
        <Story detail={detail} explanation={explained.data} />
      )}
    </Page>
  );
}

/** The sentence that can be read across the room, and the times that go with it. */
function Headline({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const isOver = incident.status === 'RESOLVED';
  const standing = isOver ? 'up' : SEVERITY_STANDINGS[incident.severity];
  const reason = reasonText(incident, say);
  return (
    <Card className="flex flex-col gap-4 px-5 py-5 sm:px-6">
      <div className="flex items-start gap-4" aria-live="polite">
        <StateMark standing={standing} isDecoration className="mt-1 size-8" />
        <div className="min-w-0">
          <p className={classNames('text-xl font-semibold', MARKS[standing].text)}>
            {isOver ? say('incidents.overAfter') : scopeSentence(incident, say)} <Length incident={incident} />
          </p>
          {reason !== undefined && <p className="break-words text-strong">{reason}</p>}
          <p className="text-quiet">
            {incident.acknowledgedBy === null
              ? !isOver && say('incidents.nobodyHasIt')
              : say('overview.acknowledged', { name: incident.acknowledgedBy })}
            <Snoozed incident={incident} />
          </p>
        </div>
      </div>
      <Facts incident={incident} />
    </Card>
  );
}

function Length({ incident: { startedAt, createdAt, resolvedAt } }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow();
  const begun = Date.parse(startedAt ?? createdAt);
  if (resolvedAt === null) return <>{say('incidents.lasting', { duration: format.duration(now - begun) })}</>;
  return <>{format.duration(Date.parse(resolvedAt) - begun)}</>;
}

function Snoozed({ incident: { snoozedUntil } }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  if (snoozedUntil === null) return null;
  return <> · {say('incidents.snoozedUntil', { time: format.time(Date.parse(snoozedUntil), now) })}</>;
}

function Facts({ incident }: { readonly incident: Incident }) {
  const say = useSay();
  const format = useFormat();
  const time = (at: string | null): string | undefined => (at === null ? undefined : format.dateTime(Date.parse(at)));
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say('incidents.filterStatus'), say(STATUS_KEYS[incident.status])],
    [say('incidents.began'), time(incident.startedAt)],
    [say('incidents.confirmedAt'), time(incident.confirmedAt)],
    [say('incidents.ended'), time(incident.resolvedAt)],
    [say('incidents.takenAt'), time(incident.acknowledgedAt)],
    [say('incidents.rule'), ruleOf(incident, say)],
    [say('incidents.reopenings'), incident.reopenCount > 0 ? format.number(incident.reopenCount) : undefined],
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-t border-line pt-4 sm:grid-cols-3 xl:grid-cols-6">
      {facts.map(
        ([label, value]) =>
          value !== undefined && (
            <div key={label} className="min-w-0">
              <dt className="text-sm text-quiet">{label}</dt>
              <dd className="break-words text-strong">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function ruleOf({ triggeredByRule: rule, triggeredByRuleSaid: said }: Incident, say: Say): string | undefined {
  return rule === null ? undefined : saidText(said, rule, say);
}

interface StoryProps {
  readonly detail: IncidentDetail;
  readonly explanation: IncidentExplanation;
}

function Story({ detail, explanation }: StoryProps) {
  const say = useSay();
  const { sentences, said, timeline, regions } = explanation;
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <Block title={say('incidents.explained')}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5 marker:text-quiet">
            {sentences.map((sentence, at) => (
              <li key={at} className="break-words">
                {saidText(said.sentences[at], sentence, say)}
              </li>
            ))}
          </ul>
        </Block>
        {detail.evidence.firstBad !== null && (
          <Block title={say('incidents.compared')}>
            <Comparison evidence={detail.evidence} />
          </Block>
        )}
        <Block title={say('incidents.timeline')}>
          <Timeline entries={timeline} />
          <Permitted>
            <CommentForm incidentId={detail.incident.id} />
          </Permitted>
        </Block>
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <Block title={say('incidents.told')}>
          <Told told={explanation.told} notTold={explanation.notTold} />
        </Block>
        {regions.length > 0 && (
          <Block title={say('incidents.regions')}>
            <Regions regions={regions} />
          </Block>
        )}
        <StatusPages detail={detail} />
      </div>
    </div>
  );
}

function StatusPages({ detail: { statusPageIncidents } }: { readonly detail: IncidentDetail }) {
  const say = useSay();
  if (statusPageIncidents.length === 0) return null;
  return (
    <Block title={say('incidents.onStatusPages')}>
      <ul className="flex flex-col gap-1.5">
        {statusPageIncidents.map(({ id, statusPageName, statusPageSlug, title, publishedAt }) => (
          <li key={id}>
            <a href={addressOf(`/status/${statusPageSlug}`)} className="font-medium text-accent hover:underline">
              {statusPageName}
            </a>
            <span className="text-quiet">
              {' '}
              {title} · {say(publishedAt === null ? 'incidents.draft' : 'incidents.published')}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}
