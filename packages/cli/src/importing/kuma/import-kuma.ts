/** Uptime Kuma, however it was read, as things of ours. */
import { Gathering } from '../gathering.ts';
import type { Imported } from '../imported.ts';
import { importChannels } from './channels.ts';
import type { KumaData } from './kuma-data.ts';
import { importMaintenance } from './maintenance.ts';
import { importMonitors } from './monitors.ts';
import { importStatusPages } from './status-pages.ts';
import { importTags } from './tags.ts';
import { importRepeats } from './telling.ts';

/** Why what is not read is not read. */
const WHY: Readonly<Record<string, string>> = {
  proxy: 'Upwatch looks without a proxy',
  docker_host: 'Upwatch does not ask Docker',
  remote_browser: 'Upwatch opens no browser',
  api_key: 'keys are made anew: the server prints one at its first start',
  group: 'the one status page of Uptime Kuma before 1.13 is not read: start 1.13 or later once with this database',
};

/** @param apprise the address of an Apprise API server, where there is one */
export function importKuma(data: KumaData, { apprise }: { readonly apprise?: string | undefined } = {}): Imported {
  const gathering = new Gathering();
  const tagsOf = importTags(data, gathering);
  const channelsOf = importChannels(data, gathering, apprise);
  const { named, shownAs, repeats } = importMonitors(data, gathering, { tagsOf, channelsOf });
  importRepeats(repeats, gathering);
  importMaintenance(data, gathering, named);
  importStatusPages(data, gathering, shownAs);
  for (const [table, count] of data.others) {
    if (count > 0) gathering.leftOut(`${count} × ${table}`, table, WHY[table] ?? 'has no place in Upwatch');
  }
  return gathering.result(data.source);
}
