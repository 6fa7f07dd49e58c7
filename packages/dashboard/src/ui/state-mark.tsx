/** How something stands, as a mark: a form of its own for each state, so that colour is never all there is. */
import type { ReactNode } from 'react';
import type { PlainKey } from '../language/catalogue.ts';
import { useSay } from '../language/use-language.ts';
import { classNames } from './class-names.ts';

export type Standing = 'up' | 'degraded' | 'down' | 'unknown' | 'paused' | 'maintenance';

interface Mark {
  readonly key: PlainKey;
  readonly mark: string;
  readonly text: string;
  readonly soft: string;
  readonly form: ReactNode;
}

const STROKE = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round' } as const;

export const MARKS: Readonly<Record<Standing, Mark>> = {
  up: {
    key: 'states.up',
    mark: 'text-up-mark',
    text: 'text-up',
    soft: 'bg-up-soft',
    form: <circle cx="8" cy="8" r="5" fill="currentColor" />,
  },
  degraded: {
    key: 'states.degraded',
    mark: 'text-degraded-mark',
    text: 'text-degraded',
    soft: 'bg-degraded-soft',
    form: <path d="M8 1.8 14.6 13.4H1.4Z" fill="currentColor" />,
  },
  down: {
    key: 'states.down',
    mark: 'text-down-mark',
    text: 'text-down',
    soft: 'bg-down-soft',
    form: (
      <>
        <rect x="2" y="2" width="12" height="12" rx="3" fill="currentColor" />
        <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" {...STROKE} stroke="var(--surface)" />
      </>
    ),
  },
  unknown: {
    key: 'states.unknown',
    mark: 'text-unknown-mark',
    text: 'text-unknown',
    soft: 'bg-unknown-soft',
    form: <circle cx="8" cy="8" r="4.4" {...STROKE} strokeDasharray="2.6 3.2" />,
  },
  paused: {
    key: 'states.paused',
    mark: 'text-unknown-mark',
    text: 'text-unknown',
    soft: 'bg-unknown-soft',
    form: <path d="M5.4 3.6v8.8M10.6 3.6v8.8" {...STROKE} strokeWidth={2.6} />,
  },
  maintenance: {
    key: 'states.maintenance',
    mark: 'text-maintenance-mark',
    text: 'text-maintenance',
    soft: 'bg-maintenance-soft',
    form: <path d="M8 1.6 14.4 8 8 14.4 1.6 8Z" fill="currentColor" />,
  },
};

interface StateMarkProps {
  readonly standing: Standing;
  /** The word stands beside it already. */
  readonly isDecoration?: boolean;
  readonly className?: string;
}

export function StateMark({ standing, isDecoration = false, className }: StateMarkProps) {
  const say = useSay();
  const { key, mark, form } = MARKS[standing];
  const named = isDecoration ? { 'aria-hidden': true } : { role: 'img', 'aria-label': say(key) };
  return (
    <svg viewBox="0 0 16 16" {...named} className={classNames('size-4 shrink-0', mark, className)}>
      {form}
    </svg>
  );
}

/** The mark with its word. */
export function StateWord({ standing, children }: { readonly standing: Standing; readonly children?: ReactNode }) {
  const say = useSay();
  const { key, text } = MARKS[standing];
  return (
    <span className={classNames('inline-flex items-center gap-1.5 font-medium', text)}>
      <StateMark standing={standing} isDecoration />
      {children ?? say(key)}
    </span>
  );
}
