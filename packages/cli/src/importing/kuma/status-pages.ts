/** Status pages of Uptime Kuma: groups of monitors, what is told above them, and the names under which they are found. */
import { type DraftObject, flagOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import { cleaned, type Gathering } from '../gathering.ts';
import type { KumaData } from './kuma-data.ts';
import { pageSettings, slugFor } from './page-settings.ts';
import { isActive } from './read-database.ts';

const NAME_CHARACTERS_MAX = 255;
const BODY_CHARACTERS_MAX = 50_000;
const TITLE_CHARACTERS_MAX = 500;
const HOSTNAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Types whose `url` is what is looked at, and so all that Uptime Kuma shows of them. */
const WEB_TYPES: ReadonlySet<string> = new Set(['http', 'keyword', 'json-query', 'real-browser']);

interface Context {
  readonly data: KumaData;
  readonly gathering: Gathering;
  /** By the id of a monitor. */
  readonly shownAs: (id: number) => DraftObject | undefined;
  readonly monitors: ReadonlyMap<number, Row>;
}
interface PlacedContext extends Context {
  readonly pageId: number;
  readonly where: string;
}

export function importStatusPages(data: KumaData, gathering: Gathering, shownAs: Context['shownAs']): void {
  const monitors = new Map(data.monitors.map((row) => [idOf(row), row]));
  const taken = new Set<string>();
  for (const row of data.statusPages.pages) {
    const pageId = idOf(row);
    const asked = textOf(row, 'slug') ?? '';
    const slug = slugFor(asked, taken);
    taken.add(slug);
    const where = `status page "${slug}"`;
    if (slug !== asked) {
      gathering.changed(where, 'slug', `was "${cleaned(asked, 60)}", which is taken or no address of a page here`);
    }
    const context = { data, gathering, shownAs, monitors, pageId, where };
    const { components, showsTargets } = componentsOf(row, context);
    const [incidents, domains] = [incidentsOf(context), domainsOf(context)];
    if ((data.statusPages.maintenance.get(pageId) ?? []).length > 0) {
      const why =
        'maintenance shows at the components of its monitors; work that readers are to know of is announced here';
      gathering.changed(where, 'maintenance', why);
    }
    const body: DraftObject = {
      ...pageSettings(row, { where, gathering }),
      slug,
      showTargets: showsTargets,
      components,
      ...(incidents.length > 0 && { incidents }),
      ...(domains.length > 0 && { domains }),
    };
    const ref = `status-page:${pageId}`;
    gathering.add({ section: 'statusPages', ref, name: slug, from: 'status page', body, isMovable: true });
  }
}

function idOf(row: Row): number {
  return numberOf(row, 'id') ?? -1;
}

/** A place of a monitor on a page. */
interface Member {
  readonly row: Row;
  readonly monitor: Row;
  /** As readers know it. */
  readonly name: string;
  readonly body: DraftObject;
}

function componentsOf(page: Row, context: PlacedContext) {
  const { data, gathering, pageId, where } = context;
  const isBare = flagOf(page, 'show_only_last_heartbeat') === true;
  const groups = (data.statusPages.groups.get(pageId) ?? []).flatMap((group) => {
    const name = cleaned(textOf(group, 'name') ?? '', NAME_CHARACTERS_MAX) || `group ${idOf(group)}`;
    // Readers of Uptime Kuma never saw it.
    if (flagOf(group, 'public') !== true) {
      gathering.lost(where, `group "${name}"`, 'is not shown to readers there either');
      return [];
    }
    return [{ name, members: membersOf(group, isBare, context) }];
  });
  const showsTargets = showingTargets(
    groups.flatMap(({ members }) => members),
    context,
  );
  const components = groups.map(({ name, members }) => ({ group: name, components: members.map(({ body }) => body) }));
  return { components, showsTargets };
}

function membersOf(group: Row, isBare: boolean, context: PlacedContext): readonly Member[] {
  const { data, gathering, monitors, shownAs, where } = context;
  return (data.statusPages.members.get(idOf(group)) ?? []).flatMap((row) => {
    const id = numberOf(row, 'monitor_id') ?? -1;
    const monitor = monitors.get(id);
    if (!monitor) return [];
    const name = cleaned(textOf(monitor, 'name') ?? '', NAME_CHARACTERS_MAX) || `monitor ${id}`;
    const shown = shownAs(id);
    if (shown) return [{ row, monitor, name, body: { name, ...shown, ...(isBare && { showUptime: false }) } }];
    gathering.lost(where, `component "${name}"`, 'the monitor that it shows is not imported');
    return [];
  });
}

/**
 * A page of ours tells what all of its monitors look at, or of none. So it tells only where Uptime Kuma told it of each:
 * there that is the URL, and never a host that is pinged or another address that is shown in its place.
 */
function showingTargets(members: readonly Member[], { gathering, where }: PlacedContext): boolean {
  const isTold = ({ row, monitor }: Member): boolean =>
    flagOf(row, 'send_url') === true &&
    textOf(row, 'custom_url') === undefined &&
    WEB_TYPES.has(textOf(monitor, 'type') ?? '');
  if (members.length > 0 && members.every(isTold)) return true;
  for (const { row, name } of members) {
    if (flagOf(row, 'send_url') !== true) continue;
    const isOther = textOf(row, 'custom_url') !== undefined;
    const why = isOther
      ? 'a component leads nowhere else'
      : 'a page tells what all of its monitors look at, or of none: `showTargets`';
    gathering.lost(`${where}, component "${name}"`, isOther ? 'custom_url' : 'send_url', why);
  }
  return false;
}

/** How bad it looks there. */
const IMPACTS: Readonly<Record<string, 'MAJOR' | 'MINOR'>> = { danger: 'MAJOR', warning: 'MINOR' };

/** What is told above the groups now. What is over, or was taken down, is not told again. */
function incidentsOf({ data, pageId, gathering, where }: PlacedContext): readonly DraftObject[] {
  const all = data.statusPages.incidents.get(pageId) ?? [];
  const told = all.filter((row) => isActive(row) && flagOf(row, 'pin') !== false);
  if (told.length < all.length) {
    gathering.lost(where, `${all.length - told.length} × incident`, 'is over, and stays where it was told');
  }
  const titles = new Set<string>();
  return told.flatMap((row) => {
    const title = cleaned(textOf(row, 'title') ?? '', TITLE_CHARACTERS_MAX) || `Notice ${idOf(row)}`;
    if (titles.has(title)) {
      gathering.lost(where, `incident "${title}"`, 'another one has that title');
      return [];
    }
    titles.add(title);
    const impact = IMPACTS[textOf(row, 'style') ?? 'warning'] ?? 'NONE';
    const content = (textOf(row, 'content') ?? '').toWellFormed().replaceAll('\0', '') || title;
    gathering.changed(where, `incident "${title}"`, `has the impact ${impact}, and begins with the import`);
    const status = impact === 'NONE' ? 'MONITORING' : 'INVESTIGATING';
    return [{ title, status, impact, body: content.slice(0, BODY_CHARACTERS_MAX).toWellFormed() }];
  });
}

function domainsOf({ data, pageId, gathering, where }: PlacedContext): readonly string[] {
  const all = (data.statusPages.domains.get(pageId) ?? []).map((domain) => domain.trim().toLowerCase());
  return [...new Set(all)].flatMap((domain) => {
    if (!HOSTNAME.test(domain)) {
      gathering.lost(where, `domain "${cleaned(domain, 80)}"`, 'is no host name such as status.example.org');
      return [];
    }
    const why = 'leads here once it is proven to be yours: `upwatch pages domains list PAGE` says how';
    gathering.note(where, `domain "${domain}"`, why);
    return [domain];
  });
}
