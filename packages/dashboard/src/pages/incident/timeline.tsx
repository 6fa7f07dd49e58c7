import type { TimelineEntry } from '@upwatch/sdk';
import {
  ArrowRightLeft,
  Eye,
  Gavel,
  Hand,
  Hourglass,
  Info,
  type LucideIcon,
  MessageSquare,
  Send,
  Signal,
  TrendingUp,
} from 'lucide-react';
import { useState } from 'react';
import type { PlainKey } from '../../language/catalogue.ts';
import { saidText } from '../../language/said-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/now.ts';
import { folded, type Run } from './folded.ts';

const KINDS: Readonly<Record<TimelineEntry['type'], { readonly icon: LucideIcon; readonly key: PlainKey }>> = {
  look: { icon: Eye, key: 'incidents.kindLook' },
  evaluation: { icon: Gavel, key: 'incidents.kindEvaluation' },
  transition: { icon: ArrowRightLeft, key: 'incidents.kindTransition' },
  delivery: { icon: Send, key: 'incidents.kindDelivery' },
  acknowledgement: { icon: Hand, key: 'incidents.kindAcknowledgement' },
  comment: { icon: MessageSquare, key: 'incidents.kindComment' },
  severity: { icon: Signal, key: 'incidents.kindSeverity' },
  escalation: { icon: TrendingUp, key: 'incidents.kindEscalation' },
  hold: { icon: Hourglass, key: 'incidents.kindHold' },
  note: { icon: Info, key: 'incidents.kindNote' },
};

/** Everything that happened, oldest first: what was seen, how it was judged, who was told, what people did. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="relative flex flex-col">
      {folded(entries).map((run, at) => (
        <RunRows key={at} run={run} />
      ))}
    </ol>
  );
}

function RunRows({ run: { shown, folded: more } }: { readonly run: Run }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {(isOpen ? [...shown, ...more] : shown).map((entry, at) => (
        <Row key={at} entry={entry} />
      ))}
      {more.length > 0 && !isOpen && (
        <li className="pb-3 pl-9">
          <Button isSmall look="quiet" className="-ml-2.5" onClick={() => setOpen(true)}>
            {say('incidents.moreLooks', { count: more.length })}
          </Button>
        </li>
      )}
    </>
  );
}

function Row({ entry: { at, type, text, said, region } }: { readonly entry: TimelineEntry }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { icon: Icon, key } = KINDS[type];
  const isSaid = type === 'comment';
  return (
    <li className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
      <span className="flex flex-col items-center">
        <span className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line bg-surface text-quiet">
          <Icon className="size-3.5" role="img" aria-label={say(key)} />
        </span>
        <span aria-hidden className="w-px flex-1 bg-line group-last:hidden" />
      </span>
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 pb-4">
        <p
          className={
            isSaid
              ? 'min-w-0 flex-1 basis-60 rounded-lg bg-sunken px-3 py-2 break-words whitespace-pre-line text-strong'
              : 'min-w-0 flex-1 basis-60 break-words'
          }
        >
          {saidText(said, text, say)}
        </p>
        <span className="text-sm text-quiet">
          {region !== null && <span className="mr-2">{region}</span>}
          <time dateTime={at} title={format.dateTime(Date.parse(at))}>
            {format.clock(Date.parse(at), now)}
          </time>
        </span>
      </div>
    </li>
  );
}
