/** What a job reported, newest first. */
import type { HeartbeatSignal, Monitor } from '@upwatch/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { type Standing, StateMark } from '../../ui/state-mark.tsx';
import { signalsQuery } from './monitor-queries.ts';

const KINDS: Readonly<Record<HeartbeatSignal['kind'], readonly [standing: Standing, key: PlainKey]>> = {
  start: ['unknown', 'signals.start'],
  success: ['up', 'signals.success'],
  failure: ['down', 'signals.failure'],
  log: ['unknown', 'signals.log'],
};

export function Signals({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    signalsQuery(monitor.id),
  );
  const signals = data?.pages.flatMap((page) => page.data);
  return (
    <Block title={say('signals.title')}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : signals === undefined ? (
        <SkeletonRows count={3} className="h-11" />
      ) : signals.length === 0 ? (
        <Card className="px-5 py-4 text-quiet">{say('signals.none')}</Card>
      ) : (
        <Card className="overflow-clip">
          <ul>
            {signals.map((signal) => (
              <SignalRow key={signal.id} signal={signal} />
            ))}
          </ul>
        </Card>
      )}
      {hasNextPage && (
        <Button className="self-center" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('signals.older')}
        </Button>
      )}
    </Block>
  );
}

function SignalRow({ signal }: { readonly signal: HeartbeatSignal }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { at, kind, runId, exitCode, payload } = signal;
  const [standing, key] = KINDS[kind];
  const atMs = Date.parse(at);
  const facts = [
    ...(exitCode === null ? [] : [say('signals.exitCode', { code: exitCode })]),
    ...(runId === null ? [] : [say('signals.run', { id: runId })]),
  ];
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-3 border-b border-line px-4 py-2.5 text-sm last:border-0">
      <StateMark standing={standing} isDecoration className="mt-0.5" />
      <div className="min-w-0">
        <p>
          <span className="font-medium text-strong">{say(key)}</span>
          {facts.length > 0 && <span className="break-all text-quiet"> · {facts.join(' · ')}</span>}
        </p>
        {payload !== null && payload !== '' && (
          <pre className="mt-1 max-h-24 overflow-y-auto rounded-sm bg-sunken px-2 py-1 font-mono text-xs break-all whitespace-pre-wrap">
            {payload}
          </pre>
        )}
      </div>
      <time dateTime={at} title={format.dateTime(atMs)} className="text-quiet">
        {format.clock(atMs, now)}
      </time>
    </li>
  );
}
