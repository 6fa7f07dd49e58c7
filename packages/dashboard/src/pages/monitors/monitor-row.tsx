import type { LastDay, Monitor } from '@upwatch/sdk';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ellipsis, Pause, Play, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Look, lastLookKey } from '../../api/live-changes.ts';
import { reasonText } from '../../language/failure-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Ago, Lasting } from '../../ui/ago.tsx';
import { iconButtonClass } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { MARKS, StateMark } from '../../ui/state-mark.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TagDot } from '../../ui/tag-dot.tsx';
import { useBulk } from './bulk.ts';
import { DayBar } from './day-bar.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { standingOf } from './standing.ts';
import { targetOf } from './target.ts';

/** The same for the head of the list and each row. */
export const ROW_COLUMNS =
  'grid items-center gap-x-3 px-4 sm:px-5 grid-cols-[1rem_1rem_minmax(0,1fr)_2rem] sm:grid-cols-[1rem_1rem_minmax(0,1fr)_5rem_2rem] md:grid-cols-[1rem_1rem_minmax(0,1fr)_12rem_5rem_2rem] lg:grid-cols-[1rem_1rem_minmax(0,1fr)_14rem_5.5rem_6rem_2rem]';

interface MonitorRowProps {
  readonly monitor: Monitor;
  /** Where `j` and `k` have come to. */
  readonly isMarked: boolean;
  /** Undefined until it has come. */
  readonly day: LastDay | undefined;
  readonly isSelected: boolean;
  /** Undefined for whoever may only look on. */
  readonly onToggle: (() => void) | undefined;
}

export function MonitorRow({ monitor, day, isMarked, isSelected, onToggle }: MonitorRowProps) {
  const say = useSay();
  const standing = standingOf(monitor);
  const box = useRef<HTMLInputElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // Who may select nothing is led to what they may open.
    if (isMarked) (box.current ?? link.current)?.focus({ preventScroll: true });
  }, [isMarked]);
  return (
    <div
      className={classNames(
        ROW_COLUMNS,
        'h-full hover:bg-hover',
        isSelected && 'bg-accent-soft',
        isMarked && 'shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      {onToggle ? (
        <input
          ref={box}
          type="checkbox"
          aria-label={say('monitors.select', { name: monitor.name })}
          checked={isSelected}
          onChange={onToggle}
          className="size-4 accent-accent"
        />
      ) : (
        <span />
      )}
      <StateMark standing={standing} />
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <Link
            ref={link}
            to="/monitors/$monitorId"
            params={{ monitorId: monitor.id }}
            className="truncate font-medium text-strong underline-offset-2 hover:underline"
          >
            {monitor.name}
          </Link>
          {monitor.tags.slice(0, 3).map(({ id, name, color }) => (
            <span key={id} className="hidden items-center gap-1.5 text-xs text-quiet xl:flex">
              <TagDot color={color} />
              {name}
            </span>
          ))}
        </div>
        <p className="truncate text-sm text-quiet">
          <Condition monitor={monitor} />
        </p>
      </div>
      <span className="hidden md:block">
        {day ? <DayBar name={monitor.name} hours={day.hours} /> : <Skeleton className="h-5" />}
      </span>
      <LastLook monitorId={monitor.id} before={day?.latest ?? undefined} />
      <Permitted>
        <RowMenu monitor={monitor} />
      </Permitted>
    </div>
  );
}

/** Its address while all is well; what is wrong, and since when, while it is not. */
function Condition({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const standing = standingOf(monitor);
  const { state } = monitor;
  if (standing !== 'down' && standing !== 'degraded')
    return <span className="font-mono text-xs">{targetOf(monitor)}</span>;
  const isDown = standing === 'down';
  const reason = reasonText(state, say);
  const sentence =
    state.scope === 'regional'
      ? say(isDown ? 'states.downOnlyIn' : 'states.degradedOnlyIn', { regions: state.regions.join(', ') })
      : say(MARKS[standing].key);
  return (
    <>
      <span className={classNames('font-medium', MARKS[standing].text)}>
        {sentence} <Lasting since={state.since} />
      </span>
      {reason !== undefined && ` · ${reason}`}
    </>
  );
}

/** A row that is scrolled away leaves nothing behind. */
const GONE_MS = 10_000;

interface LastLookProps {
  readonly monitorId: string;
  /** As it was when the list was read. */
  readonly before: Pick<Look, 'timestamp' | 'responseTimeMs'> | undefined;
}

/** The newest look, as it comes. */
function LastLook({ monitorId, before }: LastLookProps) {
  const format = useFormat();
  const { data: live } = useQuery<Look>({ queryKey: lastLookKey(monitorId), queryFn: skipToken, gcTime: GONE_MS });
  const look = live && (!before || live.timestamp > before.timestamp) ? live : before;
  return (
    <>
      <span className="hidden text-right text-sm text-strong sm:block">
        {typeof look?.responseTimeMs === 'number' ? format.milliseconds(look.responseTimeMs) : '–'}
      </span>
      <span className="hidden text-right text-sm whitespace-nowrap text-quiet lg:block">
        {look && <Ago at={look.timestamp} />}
      </span>
    </>
  );
}

function RowMenu({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const bulk = useBulk();
  const [isDeleting, setDeleting] = useState(false);
  const of = { monitorIds: [monitor.id] };
  return (
    <>
      <Menu
        label={say('monitors.actionsFor', { name: monitor.name })}
        trigger={<Ellipsis className="size-4" aria-hidden />}
        triggerClass={iconButtonClass}
      >
        {monitor.enabled ? (
          <MenuItem onSelect={() => bulk.mutate({ ...of, action: 'PAUSE' })}>
            <Pause aria-hidden />
            {say('monitors.pause')}
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => bulk.mutate({ ...of, action: 'RESUME' })}>
            <Play aria-hidden />
            {say('monitors.resume')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem isDanger onSelect={() => setDeleting(true)}>
          <Trash2 aria-hidden />
          {say('ui.delete')}
        </MenuItem>
      </Menu>
      {isDeleting && <DeleteDialog monitorIds={[monitor.id]} onClose={() => setDeleting(false)} />}
    </>
  );
}
