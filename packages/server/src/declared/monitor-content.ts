/** What there is of a monitor, as `upwatch.yml` would say it. */
import type { MonitorAuth } from '@upwatch/core';
import { maskSecrets } from '../api/monitor-secrets.ts';
import type { NewMonitor } from '../stores/port.ts';
import { MASK, withoutPasswords } from './masked.ts';
import { type Content, type Names, said } from './section.ts';

/** As the file would say it. What it has of its groups or the server it does not say. */
export function contentOf(monitor: NewMonitor, { nameOf }: Names, pingToken?: string): Content {
  const { type, config, inherits = [], isEnabled, tagIds, channelIds, dependsOn = [] } = monitor;
  const { environmentId, auth } = monitor;
  const of = (kind: 'tag' | 'alertChannel' | 'monitor', ids: readonly string[]): string[] =>
    ids.flatMap((id) => nameOf(kind, id) ?? []);
  const isOwn = !inherits.includes('environmentId');
  const rest = {
    ...(!inherits.includes('frequencySeconds') && { frequencySeconds: monitor.frequencySeconds }),
    ...(!inherits.includes('regions') && { regions: monitor.regions }),
    enabled: isEnabled,
    environment: isOwn && environmentId !== undefined ? nameOf('environment', environmentId) : undefined,
    auth: auth && shownAuth(auth, nameOf('secret', auth.secretId)),
    tags: of('tag', tagIds).sort(),
    dependsOn: of('monitor', dependsOn).sort(),
    assertions: monitor.assertions.map(({ config: what, severity }) => ({ config: what, severity })),
    ...(!inherits.includes('incidentPolicy') && { incidentPolicy: monitor.policy }),
  };
  // No channels at all is something else than those that there are.
  const channels = channelIds && { alertChannels: of('alertChannel', channelIds).sort() };
  const entryWith = (settings: typeof config) => ({ type, config: settings, ...said(rest), ...channels });
  const token = (value: string) => (pingToken === undefined ? {} : { pingToken: value });
  const shownConfig = withoutPasswords(maskSecrets(config)) as typeof config;
  return {
    fields: { ...entryWith(config), ...token(pingToken ?? '') },
    shown: { ...entryWith(shownConfig), ...token(MASK) },
  };
}

function shownAuth({ type, headerName }: MonitorAuth, secret: string | undefined) {
  return { type, ...(headerName !== undefined && { headerName }), ...(secret !== undefined && { secret }) };
}
