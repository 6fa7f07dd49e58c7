/** What a channel is called by, and where it leads. */
import type { AlertChannel } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { integrationsQuery } from '../../api/setup-queries.ts';

/** The name of a kind of channels: `Microsoft Teams` for `teams`. */
export function useKindName(): (type: string) => string {
  const { data = [] } = useQuery(integrationsQuery);
  return (type) => data.find((one) => one.type === type)?.name ?? type;
}

const TARGETS = [
  'recipients',
  'webhookUrl',
  'url',
  'serverUrl',
  'topic',
  'to',
  'chatId',
  'domain',
  'homeserverUrl',
  'apiUrl',
];

/** Where it leads, as far as that is no secret: the first of its settings that says so. */
export function targetOfChannel({ displayConfig }: AlertChannel): string | undefined {
  for (const name of TARGETS) {
    const value = displayConfig[name];
    if (typeof value === 'string' && value !== '') return value;
    if (Array.isArray(value) && value.length > 0) return value.map(String).join(', ');
  }
  return undefined;
}
