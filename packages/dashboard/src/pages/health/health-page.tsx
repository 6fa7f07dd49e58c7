/** What the server knows of itself: a monitor that is not well may not say so of others. */
import type { Self } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { selfQuery } from '../../api/setup-queries.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { type Standing, StateMark } from '../../ui/state-mark.tsx';
import { SettingsLead } from '../settings/settings-lead.tsx';

const STATUSES: Readonly<Record<Self['status'], readonly [Standing, PlainKey]>> = {
  ok: ['up', 'settings.selfOk'],
  degraded: ['degraded', 'settings.selfDegraded'],
  impaired: ['down', 'settings.selfImpaired'],
};

export function HealthPage() {
  const say = useSay();
  const { data: self, error, refetch } = useQuery(selfQuery);
  return (
    <Page title={say('settings.health')} lead={<SettingsLead />}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : self === undefined ? (
        <SkeletonRows count={5} className="h-20" />
      ) : (
        <Known self={self} />
      )}
    </Page>
  );
}

type Fact = readonly [label: string, value: ReactNode];

function Known({ self }: { readonly self: Self }) {
  const say = useSay();
  const format = useFormat();
  const number = (value: number | null): string => (value === null ? '–' : format.number(value));
  const ms = (value: number | null): string => (value === null ? '–' : format.milliseconds(value));
  const { looking, outbox, storage, process, clock } = self;
  const looks: readonly Fact[] = [
    [say('settings.looksNow'), number(looking.running)],
    [say('settings.looksQueued'), number(looking.queued)],
    [say('settings.looksTotal'), number(looking.looksTotal)],
    [say('settings.looksSkipped'), number(looking.skippedTotal)],
    [say('settings.lateness'), ms(looking.latenessP99Ms)],
    [say('settings.stale'), number(looking.staleMonitors)],
  ];
  const machine: readonly Fact[] = [
    [say('settings.memory'), format.bytes(process.residentBytes)],
    [say('settings.loopDelay'), ms(process.loopDelayP99Ms)],
    [say('settings.coreSize'), format.bytes(storage.coreBytes)],
    [say('settings.historySize'), format.bytes(storage.historyBytes)],
    [say('settings.free'), storage.freeBytes === null ? '–' : format.bytes(storage.freeBytes)],
    [say('settings.clockJumps'), number(clock.jumps)],
  ];
  const telling: readonly Fact[] = [
    [say('settings.outbox'), number(outbox.waiting)],
    [
      say('settings.outboxOldest'),
      outbox.oldestAgeSeconds === null ? '–' : format.duration(outbox.oldestAgeSeconds * 1000),
    ],
    [say('settings.heartbeat'), self.heartbeat === null ? say('settings.heartbeatNone') : self.heartbeat.state],
  ];
  return (
    <>
      <Verdict self={self} />
      <Facts title={say('settings.looking')} facts={looks} />
      <Facts title={say('settings.machine')} facts={machine} />
      <Facts title={say('settings.telling')} facts={telling} />
      {self.channels.length > 0 && <Channels channels={self.channels} />}
    </>
  );
}

function Verdict({ self: { status, reasons, version, uptimeSeconds } }: { readonly self: Self }) {
  const say = useSay();
  const format = useFormat();
  const [standing, key] = STATUSES[status];
  return (
    <Card className="flex items-start gap-4 px-5 py-5 sm:px-6">
      <StateMark standing={standing} isDecoration className="mt-0.5 size-8" />
      <div className="min-w-0">
        <p className="text-xl font-semibold text-strong">{say(key)}</p>
        <p className="text-quiet">
          {say('settings.versionUp', { version, duration: format.duration(uptimeSeconds * 1000) })}
        </p>
        <ul className="mt-2 flex flex-col gap-1">
          {reasons.map(({ code, message }) => (
            <li key={code} className="break-words text-strong">
              {message}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <Block title={title}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-surface sm:grid-cols-3">
        {facts.map(([label, value]) => (
          <div key={label} className="px-4 py-3 shadow-[0_0_0_1px_var(--line)]">
            <dt className="text-sm text-quiet">{label}</dt>
            <dd className="text-lg font-semibold text-strong">{value}</dd>
          </div>
        ))}
      </dl>
    </Block>
  );
}

function Channels({ channels }: Pick<Self, 'channels'>) {
  const say = useSay();
  return (
    <Block title={say('channels.title')}>
      <Card>
        <ul>
          {channels.map(({ id, name, type, lastSuccessAt, brokenReason }) => (
            <li
              key={id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-3 last:border-0"
            >
              <span className="flex min-w-0 items-center gap-2.5 break-words text-strong">
                <StateMark standing={brokenReason === null ? 'up' : 'down'} />
                {name} <span className="text-sm text-quiet">{type}</span>
              </span>
              <span className="text-sm break-words text-quiet">
                {brokenReason ??
                  (lastSuccessAt === null ? say('channels.neverTold') : <Ago at={lastSuccessAt} everyMs={60_000} />)}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Block>
  );
}
