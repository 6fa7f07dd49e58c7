/** Changes of status pages, told to whoever watches: the readers' view is made anew then, and not each time it is read. */
import type { StatusPageStore } from '../stores/port.ts';
import type { RouteContext } from './api-instance.ts';

/** The same, with a store of status pages that tells of what was changed once it is kept. */
export function tellingOfPages(context: RouteContext): RouteContext {
  const { core, live } = context.deps;
  const statusPages = announced(core.statusPages, (pageId, change) =>
    live.publish({ type: 'page', data: { pageId, change } }),
  );
  return { ...context, deps: { ...context.deps, core: { ...core, statusPages } } };
}

type Tell = (pageId: string, change: 'created' | 'updated' | 'deleted') => void;

function announced(store: StatusPageStore, tell: Tell): StatusPageStore {
  const then = async <T>(pageId: string, done: Promise<T>, change: Parameters<Tell>[1] = 'updated'): Promise<T> => {
    const result = await done;
    tell(pageId, change);
    return result;
  };
  const { groups, components, incidents } = store;
  return {
    ...store,
    create: (page, actor) => then(page.id, store.create(page, actor), 'created'),
    update: (id, change, actor) => then(id, store.update(id, change, actor)),
    delete: (id, actor) => then(id, store.delete(id, actor), 'deleted'),
    arrange: (id, arrangement, actor) => then(id, store.arrange(id, arrangement, actor)),
    groups: {
      ...groups,
      create: (group, actor) => then(group.pageId, groups.create(group, actor)),
      update: (pageId, ...change) => then(pageId, groups.update(pageId, ...change)),
      delete: (pageId, ...which) => then(pageId, groups.delete(pageId, ...which)),
    },
    components: {
      ...components,
      create: (component, actor) => then(component.pageId, components.create(component, actor)),
      update: (pageId, ...change) => then(pageId, components.update(pageId, ...change)),
      delete: (pageId, ...which) => then(pageId, components.delete(pageId, ...which)),
    },
    incidents: {
      ...incidents,
      create: (change, actor) => then(change.incident.pageId, incidents.create(change, actor)),
      update: (pageId, ...change) => then(pageId, incidents.update(pageId, ...change)),
      delete: (pageId, ...which) => then(pageId, incidents.delete(pageId, ...which)),
    },
  };
}
