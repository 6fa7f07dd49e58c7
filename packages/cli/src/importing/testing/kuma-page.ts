/** A status page with something of everything, as Uptime Kuma keeps it. */
import type { KumaDatabase } from './kuma-database.ts';

type Values = Parameters<KumaDatabase['insert']>[1];

export interface KumaPage {
  readonly page: number;
  readonly groups: readonly number[];
  readonly incident: number;
}

/** @param groups headings, each with the ids of its monitors */
export function pageIn(
  kuma: KumaDatabase,
  groups: Readonly<Record<string, readonly number[]>>,
  values: Values = {},
): KumaPage {
  const page = kuma.insert('status_page', { slug: 'main', title: 'Main', icon: '', theme: 'auto', ...values });
  const ids = Object.entries(groups).map(([name, monitors], place) => {
    const group_id = kuma.insert('group', { name, public: 1, weight: place + 1, status_page_id: page });
    for (const [weight, monitor_id] of monitors.entries())
      kuma.insert('monitor_group', { monitor_id, group_id, weight: weight + 1 });
    return group_id;
  });
  const told = { title: 'Mails are late', content: 'We **look** into it.', style: 'danger' };
  return { page, groups: ids, incident: kuma.insert('incident', { ...told, status_page_id: page }) };
}
