import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useConnection } from '../api/live.ts';
import { overviewQuery, workspacesQuery } from '../api/queries.ts';
import { useSay } from '../language/use-language.ts';
import { classNames } from '../ui/class-names.ts';
import { useLater } from '../ui/later.ts';
import { StateWord } from '../ui/state-mark.tsx';
import { ACCOUNT_BUTTON, AccountIcon } from './account-button.tsx';

const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }));

interface HeaderProps {
  readonly onSearch: () => void;
  readonly onShortcuts: () => void;
}

export function Header({ onSearch, onShortcuts }: HeaderProps) {
  const say = useSay();
  const { data: workspaces } = useQuery(workspacesQuery);
  const isLater = useLater();
  const button = (
    <button type="button" aria-label={say('shell.account')} className={ACCOUNT_BUTTON}>
      <AccountIcon />
    </button>
  );
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b border-line bg-page px-4 sm:px-8">
      <span className="min-w-0 truncate font-medium text-strong">
        {workspaces?.[0]?.name ?? say('shell.workspace')}
      </span>
      <StatusLink />
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className="ml-auto flex size-9 items-center justify-center gap-2 rounded-md border border-line bg-surface text-quiet hover:bg-hover sm:w-64 sm:justify-start sm:px-3"
      >
        <Search className="size-4 shrink-0" aria-hidden />
        <span className="sr-only sm:not-sr-only sm:flex-1 sm:truncate sm:text-left">{say('shell.search')}</span>
        <kbd className="hidden rounded border border-line px-1.5 font-sans text-xs sm:block">{PALETTE_KEYS}</kbd>
      </button>
      <Suspense fallback={button}>{isLater ? <AccountMenu onShortcuts={onShortcuts} /> : button}</Suspense>
    </header>
  );
}

/** As the keyboard in front of the reader has it. */
export const PALETTE_KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

/** How everything stands, from every page one look away; and whether that is still true. */
function StatusLink() {
  const say = useSay();
  const connection = useConnection();
  const { data } = useQuery(overviewQuery);
  const { down = 0, degraded = 0, up = 0, total = 0 } = data?.monitors ?? {};
  const standing = down > 0 ? 'down' : degraded > 0 ? 'degraded' : up > 0 ? 'up' : 'unknown';
  const isLive = connection === 'live';
  return (
    <span className="flex shrink-0 items-center gap-2 text-sm">
      {total > 0 && (
        <Link to="/" className="rounded-md px-1.5 py-1 hover:bg-hover">
          <StateWord standing={standing}>
            {down > 0 ? say('shell.downCount', { count: down }) : standing === 'up' ? say('shell.allWell') : undefined}
          </StateWord>
        </Link>
      )}
      <span
        role="status"
        title={say(isLive ? 'shell.liveHint' : 'shell.connectingHint')}
        className="hidden items-center gap-1.5 text-xs text-quiet sm:flex"
      >
        <span
          aria-hidden
          className={classNames('size-1.5 rounded-full', isLive ? 'bg-up-mark' : 'animate-pulse bg-degraded-mark')}
        />
        {say(isLive ? 'shell.live' : 'shell.connecting')}
      </span>
    </span>
  );
}
