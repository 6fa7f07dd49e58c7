import type { Monitor } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { channelsQuery } from '../../api/queries.ts';
import { fieldLabel } from '../../forms/field-label.ts';
import { configFields } from '../monitor-form/monitor-draft.ts';
import type { Format } from '../../language/format.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { FactList } from './fact-list.tsx';

/** What the monitor is, in short; all of it stands in its form. */
export function SettingsCard({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const format = useFormat();
  const { data: channels = [] } = useQuery(channelsQuery);
  const told = monitor.alertChannelIds
    ?.map((id) => channels.find((one) => one.id === id)?.name)
    .filter((name) => name !== undefined);
  const initial = new Map(configFields(monitor.type).map((field) => [field.name, field.initial]));
  const given = Object.entries(monitor.config).filter(([name, value]) => isPlain(value) && value !== initial.get(name));
  const settings = given.map(
    ([name, value]) =>
      [
        fieldLabel(name, say),
        <span key={name} className="break-all">
          {typeof value === 'boolean' ? say(value ? 'forms.yes' : 'forms.no') : shown(name, value, format)}
        </span>,
      ] as const,
  );
  return (
    <Block
      title={say('monitor.settings')}
      aside={
        <Permitted>
          <Link
            to="/monitors/$monitorId/edit"
            params={{ monitorId: monitor.id }}
            className="text-sm font-medium text-accent hover:underline"
          >
            {say('monitor.edit')}
          </Link>
        </Permitted>
      }
    >
      <Card className="p-5">
        <FactList
          facts={[
            [say('monitor.type'), monitor.type.replaceAll('_', ' ')],
            ...settings,
            [say('monitor.interval'), format.duration(monitor.frequencySeconds * 1000)],
            [say('monitor.regions'), monitor.regions.join(', ')],
            [say('fields.environmentId'), monitor.environment?.name],
            [say('fields.alertChannelIds'), told?.join(', ')],
            [
              say('monitor.reportsTo'),
              monitor.pingUrl && (
                <code key="ping" className="text-xs break-all">
                  {monitor.pingUrl}
                </code>
              ),
            ],
          ]}
        />
      </Card>
    </Block>
  );
}

/** A length of time as people say it. */
function shown(name: string, value: unknown, format: Format): string {
  if (typeof value === 'number' && name.endsWith('Ms')) return format.milliseconds(value);
  return String(value);
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
