import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { knownSearch } from './known-search.ts';
import { incidentsSearch, isFiltered } from './pages/incidents/incidents-search.ts';

/** Where the router comes to, and what a page reads there. */
function opened(address: string) {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/incidents',
    validateSearch: knownSearch(incidentsSearch),
  });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({ routeTree: root.addChildren([page]), history, search: { strict: true } });
  const { search } = router.matchRoutes(router.latestLocation).at(-1)!;
  // As the router itself writes the address anew when it is opened.
  const next = router.buildLocation({ to: '/incidents', search: true, _includeValidateSearch: true });
  return { search: JSON.parse(JSON.stringify(search)) as object, isFiltered: isFiltered(search), next: next.href };
}

test('what a page does not know, or cannot mean, is not read, filters nothing and stands in no later address', () => {
  const { search, isFiltered: isAny, next } = opened('/incidents?status=sideways&evil=1&__proto__=2&tag=7');
  assert.deepEqual([search, isAny, next], [{}, false, '/incidents']);
});

test('what it knows stays', () => {
  const { search, next } = opened('/incidents?status=RESOLVED&evil=1&days=7');
  assert.deepEqual([search, next], [{ status: 'RESOLVED', days: '7' }, '/incidents?status=RESOLVED&days=%227%22']);
});
