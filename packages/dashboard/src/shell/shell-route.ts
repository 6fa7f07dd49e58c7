/** Where the pages of the dashboard hang: those that need somebody signed in under `shellRoute`. `main.tsx` gives it its looks. */
import { createRootRoute, createRoute } from '@tanstack/react-router';

export const rootRoute = createRootRoute();
export const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell' });
