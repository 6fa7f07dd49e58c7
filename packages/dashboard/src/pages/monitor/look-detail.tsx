import type { CheckResult } from '@upwatch/sdk';
import type { ReactNode } from 'react';
import { words } from '../../forms/field-label.ts';
import { failureText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { Waterfall } from '../first-look/waterfall.tsx';
import { FactList } from './fact-list.tsx';

type Details = NonNullable<CheckResult['details']>;

/** Everything that one look saw: where its time went, through which redirects, what held and what did not. */
export function LookDetail({ look }: { readonly look: CheckResult }) {
  const say = useSay();
  const format = useFormat();
  const { details, failureReason, timestamp } = look;
  if (details === null) return null;
  const { phases, remoteAddress, httpVersion, responseSizeBytes, tlsInfo } = details;
  return (
    <div className="grid gap-6 border-t border-line bg-page px-4 py-5 sm:px-6 lg:grid-cols-2">
      <Part title={say('firstLook.phases')}>
        <Waterfall phases={phases} />
      </Part>
      <div className="flex min-w-0 flex-col gap-5">
        {failureReason !== null && <p className="text-base break-words text-down">{failureReason}</p>}
        <FactList
          facts={[
            [say('monitor.columnTime'), format.dateTime(Date.parse(timestamp))],
            [say('monitor.columnRegion'), look.region],
            [say('monitor.address'), remoteAddress],
            [say('monitor.columnStatus'), details.statusCode],
            [say('firstLook.protocol'), httpVersion && `HTTP/${httpVersion}`],
            [say('firstLook.size'), responseSizeBytes !== null && format.bytes(responseSizeBytes)],
            [
              say('firstLook.certificate'),
              tlsInfo &&
                (tlsInfo.daysLeft < 0
                  ? say('firstLook.certificateOver')
                  : say('firstLook.certificateDays', { count: tlsInfo.daysLeft })),
            ],
          ]}
        />
        <Held details={details} />
      </div>
      <Redirects details={details} />
      <Attempts details={details} />
      <Answer details={details} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <h3 className="text-sm font-medium text-quiet">{title}</h3>
      {children}
    </section>
  );
}

function Held({ details: { assertionResults } }: { readonly details: Details }) {
  const say = useSay();
  if (assertionResults === null || assertionResults.length === 0) return null;
  return (
    <Part title={say('monitor.held')}>
      <ul className="flex flex-col gap-1.5 text-sm">
        {assertionResults.map(({ type, passed, severity, message, expected, actual }, at) => (
          <li key={at} className="flex items-start gap-2">
            <StateMark
              standing={passed ? 'up' : severity === 'warn' ? 'degraded' : 'down'}
              isDecoration
              className="mt-0.5 size-3.5"
            />
            <span className="min-w-0 break-words text-text">
              {message ?? words(type)}
              <span className="sr-only"> {say(passed ? 'monitor.heldYes' : 'monitor.heldNo')}</span>
              {!passed && expected !== null && actual !== null && (
                <span className="text-quiet"> ({say('monitor.expectedActual', { expected, actual })})</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Each hop with its own phases: which of them is slow is seen at once. */
function Redirects({ details: { redirects, redirectTarget } }: { readonly details: Details }) {
  const say = useSay();
  if (redirects === null || redirects.length === 0) return null;
  return (
    <div className="lg:col-span-2">
      <Part title={say('monitor.redirectHops', { count: redirects.length })}>
        <ol className="flex flex-col gap-4">
          {redirects.map(({ url, statusCode, phases }, at) => (
            <li key={at} className="grid gap-3 md:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
              <span className="min-w-0 text-sm">
                <span className="mr-2 font-medium text-strong">{statusCode}</span>
                <span className="font-mono text-xs break-all">{url}</span>
              </span>
              <Waterfall phases={phases} />
            </li>
          ))}
          {redirectTarget !== null && <li className="font-mono text-xs break-all">{redirectTarget}</li>}
        </ol>
      </Part>
    </div>
  );
}

function Attempts({ details: { attempts } }: { readonly details: Details }) {
  const say = useSay();
  const format = useFormat();
  if (attempts === null || attempts.length < 2) return null;
  return (
    <Part title={say('monitor.attempts')}>
      <ol className="flex flex-col gap-1.5 text-sm">
        {attempts.map(({ startedAt, phases, failure, statusCode }, at) => (
          <li key={startedAt} className="flex gap-2">
            <span className="text-quiet">{at + 1}.</span>
            <span className="min-w-0 break-words text-text">{failure ? failureText(failure, say) : statusCode}</span>
            <span className="ml-auto shrink-0 text-strong">{format.milliseconds(phases.totalMs)}</span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Answer({ details: { responseHeaders, responseBodySnapshot } }: { readonly details: Details }) {
  const say = useSay();
  const headers = Object.entries(responseHeaders ?? {});
  return (
    <>
      {headers.length > 0 && (
        <Part title={say('monitor.headers')}>
          <FactList
            facts={headers.map(([name, values]) => [
              name,
              <code key={name} className="text-xs break-all">
                {values.join(', ')}
              </code>,
            ])}
          />
        </Part>
      )}
      {responseBodySnapshot !== null && responseBodySnapshot !== '' && (
        <Part title={say('monitor.body')}>
          <pre className="max-h-64 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap break-all text-text">
            {responseBodySnapshot}
          </pre>
        </Part>
      )}
    </>
  );
}
