/** Everything one can reach, by typing a part of its name. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Keyboard, LogOut, Moon, Plus, Search, Sun } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import { monitorsQuery } from '../api/queries.ts';
import { useMay, usePermitted } from '../api/use-may.ts';
import { useSignOut } from '../api/sign-out.ts';
import { useSay } from '../language/use-language.ts';
import { standingOf } from '../pages/monitors/standing.ts';
import { targetOf } from '../pages/monitors/target.ts';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { NAVIGATION } from './navigation.ts';
import { chooseTheme } from './theme.ts';

interface Entry {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly detail?: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

interface PaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

const MONITORS_MAX = 8;

export function Palette({ onClose, onShortcuts }: PaletteProps) {
  const say = useSay();
  const id = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const [isEntered, setIsEntered] = useState(false);
  const { entries, isCurrent } = useEntries(text, onShortcuts);
  const at = Math.min(marked, entries.length - 1);

  function run(entry: Entry | undefined): void {
    if (!entry) return;
    onClose();
    entry.run();
  }
  // Whoever types fast is ahead of the list: what they meant is run when it is there, not what stood there before.
  useEffect(() => {
    if (!isEntered || !isCurrent) return;
    setIsEntered(false);
    run(entries[at]);
  });
  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setMarked((at + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      setIsEntered(true);
    }
  }
  return (
    <Dialog isOpen isPalette isTitleHidden title={say('shell.paletteTitle')} onClose={onClose}>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4 shrink-0 text-quiet" aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={entries[at] && `${id}-${entries[at].id}`}
          aria-label={say('shell.palettePlaceholder')}
          placeholder={say('shell.palettePlaceholder')}
          className="h-13 flex-1 bg-transparent text-lg text-strong outline-none placeholder:text-quiet"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMarked(0);
            setIsEntered(false);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={say('shell.paletteTitle')}
        className="max-h-96 overflow-y-auto p-2"
      >
        {entries.map((entry, index) => (
          <PaletteRow
            key={entry.id}
            id={`${id}-${entry.id}`}
            entry={entry}
            isFirst={entries[index - 1]?.group !== entry.group}
            isMarked={index === at}
            onMark={() => setMarked(index)}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && <p className="px-5 pb-5 text-quiet">{say('shell.paletteEmpty')}</p>}
    </Dialog>
  );
}

interface RowProps {
  readonly id: string;
  readonly entry: Entry;
  readonly isFirst: boolean;
  readonly isMarked: boolean;
  readonly onMark: () => void;
  readonly onRun: () => void;
}

function PaletteRow({ id, entry, isFirst, isMarked, onMark, onRun }: RowProps) {
  useEffect(() => {
    if (isMarked) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id, isMarked]);
  return (
    <>
      {isFirst && (
        <div role="presentation" className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-quiet">
          {entry.group}
        </div>
      )}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isMarked}
        onPointerMove={onMark}
        onPointerDown={(event) => event.preventDefault()}
        onClick={onRun}
        onKeyDown={undefined}
        className={classNames(
          'flex cursor-default items-center gap-3 rounded-md px-2.5 py-2',
          isMarked && 'bg-sunken text-strong',
        )}
      >
        <span className="flex size-4 shrink-0 items-center text-quiet [&>svg]:size-4">{entry.icon}</span>
        <span className="truncate">{entry.name}</span>
        {entry.detail !== undefined && (
          <span className="ml-auto truncate pl-4 font-mono text-xs text-quiet">{entry.detail}</span>
        )}
      </div>
    </>
  );
}

/** What there is to choose from, and whether it is of all that was typed. */
function useEntries(text: string, onShortcuts: () => void) {
  const say = useSay();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const mayWork = useMay('work');
  const destinations = usePermitted(NAVIGATION);
  const search = useDeferredValue(text.trim());
  const { data, isLoading, isPlaceholderData } = useQuery(
    monitorsQuery({ size: MONITORS_MAX, ...(search !== '' && { search }) }),
  );
  const fixed = useMemo(() => {
    const pages = destinations.map(({ to, label, icon: Icon }) => ({
      id: `page-${to.replaceAll('/', '-')}`,
      group: say('shell.palettePages'),
      name: say(label),
      icon: <Icon aria-hidden />,
      run: () => void navigate({ to }),
    }));
    const action = (id: string, name: string, icon: ReactNode, run: () => void): Entry => ({
      ...{ id, name, icon, run },
      group: say('shell.paletteActions'),
    });
    return [
      ...pages,
      ...(mayWork
        ? [action('new', say('shell.newMonitor'), <Plus aria-hidden />, () => void navigate({ to: '/monitors/new' }))]
        : []),
      action('light', `${say('shell.theme')}: ${say('shell.themeLight')}`, <Sun aria-hidden />, () =>
        chooseTheme('light'),
      ),
      action('dark', `${say('shell.theme')}: ${say('shell.themeDark')}`, <Moon aria-hidden />, () =>
        chooseTheme('dark'),
      ),
      action('shortcuts', say('shell.shortcuts'), <Keyboard aria-hidden />, onShortcuts),
      action('sign-out', say('shell.signOut'), <LogOut aria-hidden />, signOut),
    ];
  }, [say, navigate, signOut, onShortcuts, mayWork, destinations]);
  const monitors = (data?.data ?? []).map((monitor) => ({
    id: monitor.id,
    group: say('shell.paletteMonitors'),
    name: monitor.name,
    detail: targetOf(monitor),
    icon: <StateMark standing={standingOf(monitor)} />,
    run: () => void navigate({ to: '/monitors/$monitorId', params: { monitorId: monitor.id } }),
  }));
  const wanted = search.toLowerCase();
  const found = fixed.filter(({ name }) => name.toLowerCase().includes(wanted));
  // Whoever types wants a monitor more often than a page.
  const entries: readonly Entry[] = search === '' ? [...found, ...monitors] : [...monitors, ...found];
  return { entries, isCurrent: search === text.trim() && !isLoading && !isPlaceholderData };
}
