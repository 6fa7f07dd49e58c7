import type { MonitorTestResult } from '@upwatch/sdk';
import type { ReactNode } from 'react';
import type { PlainKey } from '../../language/catalogue.ts';
import { failureText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Waterfall } from './waterfall.tsx';

const OUTCOMES: Readonly<Record<MonitorTestResult['outcome'], PlainKey>> = {
  up: 'firstLook.outcomeUp',
  degraded: 'firstLook.outcomeDegraded',
  down: 'firstLook.outcomeDown',
  unknown: 'firstLook.outcomeUnknown',
};

/** One look: what came of it, where the time went, what was shown. */
export function LookResult({ result }: { readonly result: MonitorTestResult }) {
  const say = useSay();
  const format = useFormat();
  const { outcome, failure, statusCode, responseTimeMs, details } = result;
  return (
    <Card className="flex flex-col gap-5 p-6">
      <div className="flex items-start gap-3">
        <StateMark standing={outcome} isDecoration className="mt-0.5 size-6" />
        <div className="min-w-0">
          <h2 className="text-xl font-semibold">{say(OUTCOMES[outcome])}</h2>
          {failure !== null && <p className="mt-1 break-words text-text">{failureText(failure, say)}</p>}
          {failure === null && statusCode !== null && responseTimeMs !== null && (
            <p className="text-quiet">
              {say('firstLook.answered', { status: String(statusCode), time: format.milliseconds(responseTimeMs) })}
            </p>
          )}
        </div>
      </div>
      {details?.phases && (
        <section aria-label={say('firstLook.phases')} className="flex flex-col gap-3">
          <h3 className="text-sm font-medium text-quiet">{say('firstLook.phases')}</h3>
          <Waterfall phases={details.phases} />
        </section>
      )}
      {details && <Facts details={details} />}
    </Card>
  );
}

function Facts({ details }: { readonly details: NonNullable<MonitorTestResult['details']> }) {
  const say = useSay();
  const format = useFormat();
  const { remoteAddress, httpVersion, responseSizeBytes, redirects, tlsInfo } = details;
  const days = tlsInfo?.daysLeft ?? 0;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('firstLook.reached'), remoteAddress && <span className="font-mono text-sm">{remoteAddress}</span>],
    [say('firstLook.protocol'), httpVersion && `HTTP/${httpVersion}`],
    [say('firstLook.size'), responseSizeBytes !== null && format.bytes(responseSizeBytes)],
    [
      say('firstLook.redirects', { count: redirects?.length ?? 0 }),
      redirects?.length ? redirects.at(-1)!.url : undefined,
    ],
    [
      say('firstLook.certificate'),
      tlsInfo && (
        <>
          {days < 0 ? say('firstLook.certificateOver') : say('firstLook.certificateDays', { count: days })}
          {tlsInfo.issuerCn !== null && (
            <span className="text-quiet">, {say('firstLook.issuedBy', { issuer: tlsInfo.issuerCn })}</span>
          )}
        </>
      ),
    ],
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '');
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 border-t border-line pt-4">
      {known.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-sm text-quiet">{label}</dt>
          <dd className="min-w-0 text-sm break-words text-strong">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
