import type { Monitor } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { LooksTable } from './looks-table.tsx';
import { looksQuery } from './monitor-queries.ts';
import type { MonitorSearch } from './monitor-search.ts';

interface LooksTabProps {
  readonly monitor: Monitor;
  readonly search: MonitorSearch;
  readonly onSearch: (next: MonitorSearch) => void;
}

/** Every look that is kept, newest first, a page at a time. */
export function LooksTab({ monitor, search, onSearch }: LooksTabProps) {
  const say = useSay();
  const { region, bad, from, to } = search;
  // Where each page begins; the first begins at the newest look.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const looks = useQuery(
    looksQuery(monitor.id, {
      ...(region !== undefined && { region }),
      ...(bad && { passed: false }),
      ...(from !== undefined && to !== undefined && { from: isoOf(from), to: isoOf(to) }),
      ...(cursor !== undefined && { cursor }),
    }),
  );
  const nextCursor = looks.data?.nextCursor ?? undefined;

  function filter(next: MonitorSearch): void {
    setCursors([]);
    onSearch({ tab: 'looks', ...next });
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        {monitor.regions.length > 1 && (
          <Select
            aria-label={say('monitor.columnRegion')}
            value={region ?? ''}
            options={[['', say('monitor.allRegions')], ...monitor.regions.map((one) => [one, one] as const)]}
            onChoose={(one) => filter({ ...(bad && { bad }), ...(one !== '' && { region: one }) })}
          />
        )}
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={bad ?? false}
            onChange={({ target }) =>
              filter({ ...(region !== undefined && { region }), ...(target.checked && { bad: true }) })
            }
          />
          {say('monitor.onlyBad')}
        </label>
      </div>
      <LooksTable
        looks={looks}
        hasRegions={monitor.regions.length > 1}
        isFiltered={bad === true || region !== undefined || cursor !== undefined}
      />
      <div className="flex justify-end gap-2">
        <Button isSmall disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
          <ChevronLeft className="size-4" aria-hidden />
          {say('monitor.newer')}
        </Button>
        <Button
          isSmall
          disabled={nextCursor === undefined}
          onClick={() => nextCursor !== undefined && setCursors([...cursors, nextCursor])}
        >
          {say('monitor.older')}
          <ChevronRight className="size-4" aria-hidden />
        </Button>
      </div>
    </div>
  );
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
