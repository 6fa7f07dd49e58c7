import type { MonitorCertificate } from '@upwatch/sdk';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/now.ts';
import { FactList } from './fact-list.tsx';

const DAY_MS = 86_400_000;

type Certificate = NonNullable<MonitorCertificate>;

/** The certificate that the target showed last: how much of its life is left, and whose it is. */
export function CertificateCard({ certificate }: { readonly certificate: Certificate }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { subject, issuer, serialNumber, fingerprint, notBefore, notAfter, firstSeenAt, region } = certificate;
  const [from, until] = [Date.parse(notBefore), Date.parse(notAfter)];
  const isOver = until <= now;
  const left = Math.min(100, Math.max(0, (100 * (until - now)) / Math.max(1, until - from)));
  return (
    <Block title={say('monitor.certificate')}>
      <Card className="flex flex-col gap-4 p-5">
        <p className={classNames('text-lg font-semibold', isOver ? 'text-down' : 'text-strong')}>
          {isOver
            ? say('monitor.certificateOver', { time: format.ago(now - until) })
            : say('monitor.certificateDays', { count: Math.floor((until - now) / DAY_MS) })}
        </p>
        <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <div
            className={classNames('h-full rounded-full', isOver ? 'bg-down-mark' : 'bg-up-mark')}
            style={{ width: `${left}%` }}
          />
        </div>
        <FactList
          facts={[
            [say('monitor.subject'), subject],
            [say('monitor.issuer'), issuer],
            [say('monitor.certificateFrom'), format.date(from)],
            [say('monitor.certificateUntil'), format.dateTime(until)],
            [
              say('monitor.seenFirst'),
              say('monitor.seenIn', { time: format.time(Date.parse(firstSeenAt), now), region }),
            ],
            [
              say('monitor.serial'),
              <span key="serial" className="font-mono text-xs break-all">
                {serialNumber}
              </span>,
            ],
            [
              say('monitor.fingerprint'),
              <span key="print" className="font-mono text-xs break-all">
                {fingerprint}
              </span>,
            ],
          ]}
        />
      </Card>
    </Block>
  );
}
