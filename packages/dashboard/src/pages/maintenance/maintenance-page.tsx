/** When work is announced: a calendar, and every window with what can be done to it. */
import type { MaintenanceWindow } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Plus, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../api/use-may.ts';
import { occurrencesQuery, windowsQuery } from '../../api/setup-queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Block } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Select } from '../../ui/field.tsx';
import { useNow } from '../../ui/now.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { localInput } from '../policies/local-input.ts';
import { type CalendarView, dayAfter, daysInView, moved } from './calendar.ts';
import { dayOf } from './maintenance-search.ts';
import { MonthGrid } from './month-grid.tsx';
import { draftOf, isDrawable, newDraft, type WindowDraft } from './window-draft.ts';
import { WindowForm } from './window-form.tsx';
import { WindowList } from './window-list.tsx';

interface Editing {
  readonly window: MaintenanceWindow | undefined;
  readonly initial: WindowDraft;
}

export function MaintenancePage() {
  const say = useSay();
  const { data: windows, error, refetch } = useQuery(windowsQuery);
  const mayChange = useMay('work');
  const [editing, setEditing] = useState<Editing | undefined>();
  const open = (window: MaintenanceWindow): void => setEditing({ window, initial: draftOf(window) });
  const openOf = (window: MaintenanceWindow) => (mayChange && isDrawable(window) ? () => open(window) : undefined);
  const add = (day?: number): void => setEditing({ window: undefined, initial: newDraft(Date.now(), day) });
  const button = (
    <Permitted>
      <Button look="main" onClick={() => add()}>
        <Plus className="size-4" aria-hidden />
        {say('maintenance.new')}
      </Button>
    </Permitted>
  );
  return (
    <Page
      title={say('maintenance.title')}
      lead={say('maintenance.lead')}
      actions={windows?.length ? button : undefined}
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : windows === undefined ? (
        <SkeletonRows count={5} className="h-20" />
      ) : windows.length === 0 ? (
        <Empty
          icon={<Wrench aria-hidden />}
          title={say('maintenance.emptyTitle')}
          hint={say('maintenance.emptyHint')}
          action={button}
        />
      ) : (
        <>
          <Calendar windows={windows} openOf={openOf} onAdd={add} />
          <Block title={say('maintenance.windows')}>
            <WindowList windows={inOrder(windows)} onOpen={open} />
          </Block>
        </>
      )}
      {editing && <WindowForm {...editing} onClose={() => setEditing(undefined)} />}
    </Page>
  );
}

const ORDER = ['active', 'upcoming', 'past'] as const satisfies readonly MaintenanceWindow['status'][];

/** What lasts first, then what comes, each by its time. */
function inOrder(windows: readonly MaintenanceWindow[]): readonly MaintenanceWindow[] {
  const timeOf = ({ nextStartsAt, startsAt }: MaintenanceWindow): number => Date.parse(nextStartsAt ?? startsAt);
  return ORDER.flatMap((status) =>
    windows.filter((window) => window.status === status).toSorted((a, b) => timeOf(a) - timeOf(b)),
  );
}

interface CalendarProps {
  readonly windows: readonly MaintenanceWindow[];
  readonly openOf: (window: MaintenanceWindow) => (() => void) | undefined;
  readonly onAdd: (day: number) => void;
}

function Calendar({ windows, openOf, onAdd }: CalendarProps) {
  const say = useSay();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/maintenance' });
  const now = useNow(60_000);
  const view: CalendarView = search.view ?? 'month';
  const at = dayOf(search, now);
  const days = daysInView(at, view);
  const to = dayAfter(new Date(days.at(-1)!)).getTime();
  const { data: occurrences = [] } = useQuery(occurrencesQuery(days[0]!, to));
  const show = (day: number | undefined, shown: CalendarView): void =>
    void navigate({
      to: '/maintenance',
      search: {
        ...(shown === 'week' && { view: shown }),
        ...(day !== undefined && { day: localInput(day).slice(0, 10) }),
      },
      replace: true,
    });
  return (
    <section aria-label={say('maintenance.calendar')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 aria-live="polite" className="mr-auto text-lg font-semibold first-letter:uppercase">
          {format.month(at)}
        </h2>
        <Button isSmall onClick={() => show(undefined, view)}>
          {say('maintenance.today')}
        </Button>
        <IconButton label={say('maintenance.earlier')} onClick={() => show(moved(at, view, -1), view)}>
          <ChevronLeft className="size-4" aria-hidden />
        </IconButton>
        <IconButton label={say('maintenance.later')} onClick={() => show(moved(at, view, 1), view)}>
          <ChevronRight className="size-4" aria-hidden />
        </IconButton>
        <Select
          aria-label={say('maintenance.view')}
          value={view}
          onChoose={(shown) => show(at, shown === 'week' ? 'week' : 'month')}
          options={[
            ['month', say('maintenance.month')],
            ['week', say('maintenance.week')],
          ]}
        />
      </div>
      <MonthGrid
        days={days}
        month={new Date(at).getMonth()}
        now={now}
        view={view}
        occurrences={occurrences}
        windows={new Map(windows.map((window) => [window.id, window]))}
        openOf={openOf}
        onAdd={onAdd}
      />
    </section>
  );
}
