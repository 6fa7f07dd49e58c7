/** What stands around every page of somebody who is signed in. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { startLive } from '../api/live.ts';
import { overviewQuery } from '../api/queries.ts';
import { useMay, usePermitted } from '../api/use-may.ts';
import { useSay } from '../language/use-language.ts';
import { Header } from './header.tsx';
import { NAVIGATION } from './navigation.ts';
import { PageOutlet } from './page-outlet.tsx';
import { setTabState } from './page-title.ts';
import { ProductMark } from './product-mark.tsx';
import { useShortcuts } from './shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

export function Shell() {
  const say = useSay();
  const [open, setOpen] = useState<'palette' | 'shortcuts' | undefined>();
  const close = (): void => setOpen(undefined);
  useEffect(startLive, []);
  useTabState();
  useGlobalShortcuts(setOpen);
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {say('shell.skip')}
      </a>
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col pb-16 md:pb-0">
        <Header onSearch={() => setOpen('palette')} onShortcuts={() => setOpen('shortcuts')} />
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          <PageOutlet />
        </main>
      </div>
      <PhoneBar />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={close} onShortcuts={() => setOpen('shortcuts')} />}
        {open === 'shortcuts' && <ShortcutList onClose={close} />}
      </Suspense>
    </div>
  );
}

function useGlobalShortcuts(setOpen: (open: 'palette' | 'shortcuts') => void): void {
  const navigate = useNavigate();
  const mayWork = useMay('work');
  const goTo = Object.fromEntries(
    usePermitted(NAVIGATION).map(({ to, letter }) => [`g ${letter}`, () => void navigate({ to })]),
  );
  useShortcuts({
    ...goTo,
    'Mod+k': () => setOpen('palette'),
    '?': () => setOpen('shortcuts'),
    ...(mayWork && { c: () => void navigate({ to: '/monitors/new' }) }),
  });
}

function useTabState(): void {
  const { data } = useQuery(overviewQuery);
  const { down = 0, degraded = 0 } = data?.monitors ?? {};
  useEffect(() => setTabState({ down, isTrouble: degraded > 0 }), [down, degraded]);
}

const LINK =
  'flex items-center gap-2.5 rounded-md px-2.5 py-1.5 font-medium text-text hover:bg-hover hover:text-strong aria-[current=page]:bg-sunken aria-[current=page]:text-strong';

function Sidebar() {
  const say = useSay();
  return (
    <nav
      aria-label={say('shell.navigation')}
      className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col gap-1 border-r border-line px-3 py-4 md:flex"
    >
      <Link to="/" className="mb-4 flex items-center gap-2.5 rounded-md px-2.5 py-1 text-lg font-semibold text-strong">
        <ProductMark />
        {say('shell.product')}
      </Link>
      {usePermitted(NAVIGATION).map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/' }} className={LINK}>
          <Icon className="size-4 shrink-0" aria-hidden />
          {say(label)}
        </Link>
      ))}
    </nav>
  );
}

/** The width goes by the words: in German one of five is as long as two others. */
function PhoneBar() {
  const say = useSay();
  return (
    <nav
      aria-label={say('shell.navigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {usePermitted(NAVIGATION)
        .filter(({ isOnPhone }) => isOnPhone)
        .map(({ to, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/' }}
            className="flex min-w-0 flex-auto flex-col items-center gap-0.5 px-1 py-2 text-xs font-medium text-quiet aria-[current=page]:text-accent max-[22.5rem]:text-[0.6875rem]"
          >
            <Icon className="size-5" aria-hidden />
            <span className="max-w-full truncate">{say(label)}</span>
          </Link>
        ))}
    </nav>
  );
}
