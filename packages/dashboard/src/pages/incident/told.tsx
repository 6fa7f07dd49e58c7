import type { IncidentExplanation } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Ban, BellOff, Check, Clock, type LucideIcon, X } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { deliveryAttemptsQuery, KEYS } from '../../api/queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { saidText } from '../../language/said-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { toastDone } from '../../ui/toast.ts';

type ToldOne = IncidentExplanation['told'][number];

interface Outcome {
  readonly icon: LucideIcon;
  readonly key: PlainKey;
  readonly look: string;
}

const OUTCOMES: Readonly<Record<ToldOne['outcome'], Outcome>> = {
  told: { icon: Check, key: 'incidents.outcomeTold', look: 'text-up' },
  waiting: { icon: Clock, key: 'incidents.outcomeWaiting', look: 'text-degraded' },
  failed: { icon: X, key: 'incidents.outcomeFailed', look: 'text-down' },
  cancelled: { icon: Ban, key: 'incidents.outcomeCancelled', look: 'text-unknown' },
};

const OCCASIONS: Readonly<Record<string, PlainKey>> = {
  opening: 'incidents.ofOpening',
  reopening: 'incidents.ofReopening',
  worse: 'incidents.ofWorse',
  'severity-change': 'incidents.ofSeverity',
  escalation: 'incidents.ofEscalation',
  repeat: 'incidents.ofRepeat',
  fallback: 'incidents.ofFallback',
  resolution: 'incidents.ofResolution',
  notice: 'incidents.ofNotice',
  test: 'incidents.ofTest',
};

/** Who was told what and when, who was not, and why. */
export function Told({ told, notTold }: Pick<IncidentExplanation, 'told' | 'notTold'>) {
  const say = useSay();
  if (told.length === 0 && notTold.length === 0) return <p className="text-quiet">{say('incidents.noChannels')}</p>;
  return (
    <Card>
      <ul className="flex flex-col">
        {told.map((one) => (
          <ToldRow key={one.deliveryId} told={one} />
        ))}
        {notTold.map(({ channelId, channelName, channelType, reason, said }) => (
          <li key={channelId} className="flex gap-3 border-b border-line px-4 py-3 last:border-0">
            <BellOff className="mt-0.5 size-4 shrink-0 text-quiet" aria-hidden />
            <div className="min-w-0">
              <p className="break-words">
                <span className="font-medium text-strong">{channelName}</span>{' '}
                <span className="text-sm text-quiet">{channelType}</span>
              </p>
              <p className="text-sm break-words text-quiet">
                {say('incidents.notTold')}: {saidText(said, reason, say)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ToldRow({ told }: { readonly told: ToldOne }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const [isOpen, setOpen] = useState(false);
  const { deliveryId, channelName, channelType, outcome, occasion, at, attempts, reason, isTogether } = told;
  const { icon: Icon, key, look } = OUTCOMES[outcome];
  const of = OCCASIONS[occasion];
  return (
    <li className="flex gap-3 border-b border-line px-4 py-3 last:border-0">
      <Icon className={classNames('mt-0.5 size-4 shrink-0', look)} aria-hidden />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <p className="min-w-0 break-words">
            <span className="font-medium text-strong">{channelName}</span>{' '}
            <span className="text-sm text-quiet">{channelType}</span>
          </p>
          <time dateTime={at} title={format.dateTime(Date.parse(at))} className="text-sm text-quiet">
            {format.clock(Date.parse(at), now)}
          </time>
        </div>
        <p className="text-sm text-quiet">
          <span className={classNames('font-medium', look)}>{say(key)}</span>
          {of !== undefined && ` · ${say(of)}`}
          {isTogether && ` · ${say('incidents.together')}`}
        </p>
        {reason !== null && <p className="text-sm break-words text-quiet">{reason}</p>}
        <div className="-ml-2.5 flex flex-wrap gap-1">
          {attempts > 0 && (
            <Button isSmall look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {say('incidents.attempts', { count: attempts })}
            </Button>
          )}
          <Permitted>
            <DeliveryActs told={told} />
          </Permitted>
        </div>
        {isOpen && <Attempts deliveryId={deliveryId} />}
      </div>
    </li>
  );
}

/** Once more, or not at all. */
function DeliveryActs({ told: { deliveryId, outcome } }: { readonly told: ToldOne }) {
  const say = useSay();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async (act: 'retry' | 'cancel') => client.alertDeliveries[act](deliveryId),
    onSuccess: (_delivery, act) => toastDone(say(act === 'retry' ? 'incidents.retried' : 'incidents.cancelled')),
    onSettled: async () => queries.invalidateQueries({ queryKey: KEYS.incidents }),
  });
  return (
    <>
      {(outcome === 'failed' || outcome === 'waiting' || outcome === 'cancelled') && (
        <Button isSmall look="quiet" isBusy={isPending} onClick={() => mutate('retry')}>
          {say('incidents.retryDelivery')}
        </Button>
      )}
      {outcome === 'waiting' && (
        <Button isSmall look="quiet" isBusy={isPending} onClick={() => mutate('cancel')}>
          {say('incidents.cancelDelivery')}
        </Button>
      )}
    </>
  );
}

/** What was sent and what came back, as far as that is kept. */
export function Attempts({ deliveryId }: { readonly deliveryId: string }) {
  const say = useSay();
  const format = useFormat();
  const { data: attempts, error, refetch } = useQuery(deliveryAttemptsQuery(deliveryId));
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (attempts === undefined) return <SkeletonRows count={1} className="h-8" />;
  return (
    <ol className="flex flex-col gap-2 border-l border-line pl-3 text-sm">
      {attempts.map((attempt) => (
        <li key={attempt.id} className="flex flex-col gap-0.5">
          <p className="text-quiet">
            {format.dateTime(Date.parse(attempt.attemptedAt))}
            {attempt.responseStatusCode !== null && ` · ${attempt.responseStatusCode}`}
            {attempt.responseTimeMs !== null && ` · ${format.milliseconds(attempt.responseTimeMs)}`}
          </p>
          {attempt.requestUrl !== null && (
            <p className="font-mono text-xs break-all text-text">
              {attempt.requestMethod} {attempt.requestUrl}
            </p>
          )}
          {attempt.errorMessage !== null && <p className="break-words text-down">{attempt.errorMessage}</p>}
          <Payload title={say('incidents.sent')} text={attempt.requestPayload} />
          <Payload title={say('incidents.answered')} text={attempt.responseBody} />
        </li>
      ))}
    </ol>
  );
}

function Payload({ title, text }: { readonly title: string; readonly text: string | null }) {
  if (text === null || text === '') return null;
  return (
    <details>
      <summary className="cursor-pointer text-quiet hover:text-strong">{title}</summary>
      <pre
        tabIndex={0}
        className="mt-1 max-h-48 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs whitespace-pre-wrap"
      >
        {text}
      </pre>
    </details>
  );
}
