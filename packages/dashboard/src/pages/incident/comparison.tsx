import type { IncidentEvidence } from '@upwatch/sdk';
import { Check, X } from 'lucide-react';
import type { Format } from '../../language/format.ts';
import type { Say } from '../../language/catalogue.ts';
import { failureText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';

type Look = NonNullable<IncidentEvidence['firstBad']>;

/** The last good look beside the first bad one: what is other is marked. */
export function Comparison({ evidence: { lastGood, firstBad, differences } }: { readonly evidence: IncidentEvidence }) {
  const say = useSay();
  const format = useFormat();
  if (firstBad === null) return null;
  const good = new Map(lastGood ? factsOf(lastGood, say, format).map((fact) => [fact.what, fact]) : []);
  const bad = new Map(factsOf(firstBad, say, format).map((fact) => [fact.what, fact]));
  const changed = new Set(differences.map(({ what }) => what));
  const rows = [...new Map([...good, ...bad]).values()];
  return (
    <Card className="overflow-x-auto">
      <table className="w-full table-fixed border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-left align-top">
            <th scope="col" className="w-24 px-4 py-3 font-medium text-quiet sm:w-36 sm:px-5">
              <span className="sr-only">{say('incidents.fact')}</span>
            </th>
            <Head look={lastGood} isGood />
            <Head look={firstBad} isGood={false} />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, name }) => {
            const before = good.get(what)?.value;
            const after = bad.get(what)?.value;
            const isOther = changed.has(what) || (before === undefined && JUDGED.has(what));
            return (
              <tr key={what} className="border-b border-line align-top last:border-0">
                <th scope="row" className="px-4 py-2 text-left font-normal break-words text-quiet sm:px-5">
                  {name}
                </th>
                <td className="px-2 py-2 break-words text-text">{before ?? '–'}</td>
                <td
                  className={classNames('px-2 py-2 break-words', isOther && 'bg-degraded-soft font-medium text-strong')}
                >
                  {after ?? '–'}
                  {isOther && <span className="sr-only"> ({say('incidents.isOther')})</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Excerpt look={firstBad} />
    </Card>
  );
}

function Head({ look, isGood }: { readonly look: Look | null; readonly isGood: boolean }) {
  const say = useSay();
  const format = useFormat();
  const Icon = isGood ? Check : X;
  return (
    <th scope="col" className="px-2 py-3 font-medium">
      <span className={classNames('flex items-center gap-1.5', isGood ? 'text-up' : 'text-down')}>
        <Icon className="size-4 shrink-0" aria-hidden />
        {say(isGood ? 'incidents.lastGood' : 'incidents.firstBad')}
      </span>
      <span className="font-normal text-quiet">
        {look === null ? say('incidents.noGood') : `${format.dateTime(Date.parse(look.timestamp))} · ${look.region}`}
      </span>
    </th>
  );
}

function Excerpt({ look: { bodyExcerpt } }: { readonly look: Look }) {
  const say = useSay();
  if (bodyExcerpt === null || bodyExcerpt === '') return null;
  return (
    <details className="border-t border-line px-4 py-3 sm:px-5">
      <summary className="cursor-pointer text-sm font-medium text-strong">{say('incidents.body')}</summary>
      {/* Long, and a keyboard must reach its end. */}
      <pre
        tabIndex={0}
        className="mt-2 max-h-60 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap"
      >
        {bodyExcerpt}
      </pre>
    </details>
  );
}

/** A phase by its field on the wire: its text, and what the API calls it where it is other. */
const PHASES = [
  ['dnsMs', 'firstLook.dns', 'DNS time'],
  ['tcpMs', 'firstLook.tcp', 'TCP time'],
  ['tlsMs', 'firstLook.tls', 'TLS time'],
  ['ttfbMs', 'firstLook.ttfb', 'first byte time'],
  ['downloadMs', 'firstLook.download', 'download time'],
  ['totalMs', 'firstLook.total', 'total time'],
] as const;
/** What a good look never has. */
const JUDGED: ReadonlySet<string> = new Set(['failure', 'assertions']);

interface Fact {
  /** As differences name it. */
  readonly what: string;
  readonly name: string;
  readonly value: string;
}

/** What a look found, in the order in which it goes. What it did not get to is left out. */
function factsOf(look: Look, say: Say, format: Format): readonly Fact[] {
  const { failure, failedAssertions, statusCode, remoteAddress, phases, certificate, headers } = look;
  const facts: readonly (readonly [what: string, name: string, value: string | undefined])[] = [
    ['failure', say('incidents.failure'), failure === null ? undefined : failureText(failure, say)],
    ['assertions', say('incidents.assertion'), failedAssertions.map(({ message, type }) => message ?? type).join('; ')],
    ['status code', say('incidents.statusCode'), statusCode === null ? undefined : String(statusCode)],
    ['address', say('incidents.address'), remoteAddress ?? undefined],
    ['certificate', say('firstLook.certificate'), certificate?.fingerprint.slice(0, 23)],
    [
      'certificate end',
      say('incidents.certificateUntil'),
      certificate ? format.date(Date.parse(certificate.notAfter)) : undefined,
    ],
    ...PHASES.map(([field, key, what]) => {
      const ms = phases[field];
      return [what, say(key), ms === undefined ? undefined : format.milliseconds(ms)] as const;
    }),
    ...Object.entries(headers ?? {}).map(([name, value]) => [`header ${name}`, name, value] as const),
  ];
  return facts.flatMap(([what, name, value]) => (value === undefined || value === '' ? [] : [{ what, name, value }]));
}
