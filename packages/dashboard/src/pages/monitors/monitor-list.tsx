/** The rows: only those in view are drawn, and only pages in view are asked for. */
import type { LastDay, ListMonitorsQuery, Monitor } from '@upwatch/sdk';
import { useQueries } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { wantLooks } from '../../api/live.ts';
import { lastDaysQuery, MONITORS_PAGE, monitorsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/use-may.ts';
import { useSay } from '../../language/use-language.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MonitorRow, ROW_COLUMNS } from './monitor-row.tsx';
import { type Selection, toggled, toggledAll } from './selection.ts';

interface MonitorListProps {
  readonly query: ListMonitorsQuery;
  readonly total: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

const ROW_PX = 60;
/** Each look of more monitors than this would be more events than anybody can follow. */
const LIVE_MAX = 1000;

export function MonitorList({ query, total, selection, onSelect }: MonitorListProps) {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const [marked, setMarked] = useState(-1);
  const mayWork = useMay('work');
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => ROW_PX,
    overscan: 6,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const { monitorAt, dayOf, loaded } = usePages(query, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  useEffect(() => (total <= LIVE_MAX ? wantLooks() : undefined), [total]);

  function mark(index: number): void {
    const next = Math.max(0, Math.min(total - 1, index));
    setMarked(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  }
  useShortcuts({
    j: () => mark(marked + 1),
    k: () => mark(marked - 1),
    x: () => {
      const monitor = monitorAt(marked);
      if (monitor && mayWork) onSelect(toggled(selection, monitor));
    },
  });
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface">
      <div className={`${ROW_COLUMNS} h-10 border-b border-line text-xs font-medium text-quiet`}>
        {mayWork ? (
          <input
            type="checkbox"
            aria-label={say('monitors.selectAll')}
            checked={loaded.length > 0 && loaded.every(({ id }) => selection.has(id))}
            onChange={() => onSelect(toggledAll(selection, loaded))}
            className="size-4 accent-accent"
          />
        ) : (
          <span />
        )}
        <span>
          <span className="sr-only">{say('monitors.columnState')}</span>
        </span>
        <span>{say('monitors.columnName')}</span>
        <span className="hidden md:block">{say('monitors.columnDay')}</span>
        <span className="hidden text-right sm:block">{say('monitors.columnLatency')}</span>
        <span className="hidden text-right lg:block">{say('monitors.columnSeen')}</span>
        <span>
          <span className="sr-only">{say('monitors.columnMore')}</span>
        </span>
      </div>
      <ul ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const monitor = monitorAt(index);
          return (
            <li
              key={index}
              aria-setsize={total}
              aria-posinset={index + 1}
              className="absolute inset-x-0 border-b border-line last:border-0"
              style={{ height: ROW_PX, transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              {monitor ? (
                <MonitorRow
                  monitor={monitor}
                  day={dayOf(index)}
                  isMarked={index === marked}
                  isSelected={selection.has(monitor.id)}
                  onToggle={mayWork ? () => onSelect(toggled(selection, monitor)) : undefined}
                />
              ) : (
                <div className="flex h-full items-center px-5">
                  <Skeleton className="h-5 w-2/3" />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A page that somebody only flies past is not asked for. */
const SETTLED_MS = 80;

/** A number, once it has stayed the same for a moment. */
function useSettled(value: number): number {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return undefined;
    const timer = setTimeout(() => setSettled(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

interface Pages {
  readonly monitorAt: (index: number) => Monitor | undefined;
  readonly dayOf: (index: number) => LastDay | undefined;
  readonly loaded: readonly Monitor[];
}

/** The pages of the list that hold the rows from one to another. */
function usePages(query: ListMonitorsQuery, from: number, to: number): Pages {
  const first = useSettled(Math.floor(from / MONITORS_PAGE));
  const last = useSettled(Math.floor(to / MONITORS_PAGE));
  const count = Math.max(0, last - first) + 1;
  const pages = useQueries({
    queries: Array.from({ length: count }, (_, at) => monitorsQuery({ ...query, page: first + at })),
  });
  const days = useQueries({
    queries: pages.map(({ data, isPlaceholderData }) =>
      lastDaysQuery(isPlaceholderData ? [] : (data?.data.map(({ id }) => id) ?? [])),
    ),
  });
  return {
    dayOf: (index) => {
      const page = Math.floor(index / MONITORS_PAGE) - first;
      const id = pages[page]?.data?.data[index % MONITORS_PAGE]?.id;
      return id === undefined ? undefined : days[page]?.data?.get(id);
    },
    monitorAt: (index) => {
      const page = pages[Math.floor(index / MONITORS_PAGE) - first];
      // What stands in for a page that is being loaded is another page.
      return page?.isPlaceholderData ? undefined : page?.data?.data[index % MONITORS_PAGE];
    },
    loaded: pages.flatMap(({ data, isPlaceholderData }) => (isPlaceholderData ? [] : (data?.data ?? []))),
  };
}
