/** Every operation of status pages, each with a request that succeeds. */
import type { TestApi } from './test-api.ts';
import type { Walk, Walked } from './walk-operations.ts';

const PAGES = '/api/v1/status-pages';
const BRANDING = {
  theme: 'dark',
  brandColor: '#1f2937',
  hidePoweredBy: true,
  logoUrl: 'https://shop.example/logo.svg',
};

export async function* walkStatusPages(
  walk: Walk,
  api: TestApi,
  known: { readonly monitorId: string; readonly incidentId: string },
): AsyncGenerator<Walked> {
  const made = await walk(
    'POST',
    PAGES,
    {},
    { name: 'Shop', slug: 'shop', description: 'All of it', branding: BRANDING },
  );
  yield made;
  const { id } = made.answer.body.data;
  yield await walk('GET', PAGES);
  yield await walk('GET', `${PAGES}/{id}`, { id });
  yield await walk('PUT', `${PAGES}/{id}`, { id }, { name: 'The shop', branding: { theme: null } });
  const componentId = yield* parts(walk, id, known.monitorId);
  yield* incidents(walk, api, { id, componentId, incidentId: known.incidentId });
  yield* audience(walk, id);
  yield await walk('DELETE', `${PAGES}/{id}/components/{componentId}`, { id, componentId });
  yield await walk('DELETE', `${PAGES}/{id}`, { id });
}

async function* parts(walk: Walk, id: string, monitorId: string): AsyncGenerator<Walked, string> {
  const group = await walk('POST', `${PAGES}/{id}/groups`, { id }, { name: 'Europe', description: 'EU' });
  yield group;
  const { id: groupId } = group.answer.body.data;
  const component = { name: 'Checkout', type: 'MONITOR', monitorId, groupId, startDate: '2025-12-31' };
  const made = await walk('POST', `${PAGES}/{id}/components`, { id }, component);
  yield made;
  const { id: componentId } = made.answer.body.data;
  yield await walk('GET', `${PAGES}/{id}/components`, { id });
  yield await walk('PUT', `${PAGES}/{id}/components/{componentId}`, { id, componentId }, { name: 'Basket' });
  yield await walk('GET', `${PAGES}/{id}/components/{componentId}/uptime?days=3`, { id, componentId });
  yield await walk('GET', `${PAGES}/{id}/groups`, { id });
  yield await walk('PUT', `${PAGES}/{id}/groups/{groupId}`, { id, groupId }, { defaultOpen: false });
  const positions = [{ componentId, displayOrder: 3, groupId }];
  yield await walk('PUT', `${PAGES}/{id}/components/reorder`, { id }, { positions });
  const layout = { sections: [{ groupId, pageOrder: 1 }], groupOrders: [{ groupId, positions }] };
  yield await walk('PUT', `${PAGES}/{id}/layout/reorder`, { id }, layout);
  yield await walk('DELETE', `${PAGES}/{id}/groups/{groupId}`, { id, groupId });
  return componentId;
}

async function* incidents(
  walk: Walk,
  api: TestApi,
  at: { readonly id: string; readonly componentId: string; readonly incidentId: string },
): AsyncGenerator<Walked> {
  const { id, componentId } = at;
  const path = `${PAGES}/{id}/incidents`;
  const affectedComponents = [{ componentId, status: 'MAJOR_OUTAGE' }];
  const body = { title: 'Orders fail', impact: 'MAJOR', body: 'We look into it.' };
  const made = await walk('POST', path, { id }, { ...body, affectedComponents });
  yield made;
  const one = { id, incidentId: made.answer.body.data.id };
  yield await walk('GET', `${path}?status=INVESTIGATING&size=5`, { id });
  yield await walk('GET', `${path}/{incidentId}`, one);
  yield await walk('PUT', `${path}/{incidentId}`, one, { impact: 'MINOR', postmortemBody: 'It was DNS.' });
  yield await walk('POST', `${path}/{incidentId}/updates`, one, { status: 'RESOLVED', body: 'It works again.' });
  // Drafts are ours: the contract only publishes them.
  const draft = async () => {
    const { data } = (
      await api.ask('POST', path.replace('{id}', id), { ...body, draft: true, incidentId: at.incidentId })
    ).body;
    return { id, incidentId: data.id as string };
  };
  yield await walk('POST', `${path}/{incidentId}/publish`, await draft(), { title: 'Orders were lost' });
  yield await walk('POST', `${path}/{incidentId}/dismiss`, await draft());
  // With a link to be shown.
  yield await walk('GET', '/api/v1/incidents/{id}', { id: at.incidentId });
  yield await walk('DELETE', `${path}/{incidentId}`, one);
}

async function* audience(walk: Walk, id: string): AsyncGenerator<Walked> {
  const subscribed = await walk('POST', `${PAGES}/{id}/subscribers`, { id }, { email: 'ada@example.org' });
  yield subscribed;
  const subscriberId = subscribed.answer.body.data.id;
  yield await walk('GET', `${PAGES}/{id}/subscribers`, { id });
  yield await walk('DELETE', `${PAGES}/{id}/subscribers/{subscriberId}`, { id, subscriberId });
  const added = await walk('POST', `${PAGES}/{id}/domains`, { id }, { hostname: 'status.shop.example' });
  yield added;
  const domain = { id, domainId: added.answer.body.data.id };
  yield await walk('GET', `${PAGES}/{id}/domains`, { id });
  yield await walk('POST', `${PAGES}/{id}/domains/{domainId}/verify`, domain);
  yield await walk('POST', `${PAGES}/{id}/domains/{domainId}/primary`, domain);
  yield await walk('DELETE', `${PAGES}/{id}/domains/{domainId}`, domain);
}
