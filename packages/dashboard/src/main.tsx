/** Starts the dashboard. */
import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { BASE_PATH } from './base-path.ts';
import { startSpeaking } from './language/use-language.ts';
import { routeTree } from './routes.ts';
import { SessionGate } from './shell/session-gate.tsx';
import { rootRoute, shellRoute } from './shell/shell-route.ts';
import { startShortcuts } from './shell/shortcuts.ts';
import { NotFound, Stumbled } from './shell/stumbled.tsx';
import { startTheme } from './shell/theme.ts';
import { useLater } from './ui/later.ts';

const Toasts = lazy(async () => ({ default: (await import('./ui/toasts.tsx')).Toasts }));

function Root() {
  const isLater = useLater();
  return (
    <>
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
      <Suspense fallback={null}>{isLater && <Toasts />}</Suspense>
    </>
  );
}

rootRoute.update({ component: Root, errorComponent: Stumbled, notFoundComponent: NotFound });
shellRoute.update({ component: SessionGate });

const router = createRouter({
  routeTree,
  basepath: BASE_PATH === '' ? '/' : BASE_PATH,
  defaultPreload: 'intent',
  defaultErrorComponent: Stumbled,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  // Nothing that no page knows is carried on from address to address.
  search: { strict: true },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

startTheme();
startShortcuts();
await startSpeaking();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
