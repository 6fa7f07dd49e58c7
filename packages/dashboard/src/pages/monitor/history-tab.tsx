import type { Monitor, MonitorVersion } from '@upwatch/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { versionsQuery } from './monitor-queries.ts';
import { type SettingChange, settingChanges } from './setting-changes.ts';

/** What the monitor has been: each version, and what it changed. */
export function HistoryTab({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const { data: versions } = useSuspenseQuery(versionsQuery(monitor.id));
  if (versions.length === 0)
    return (
      <Empty
        icon={<History aria-hidden />}
        title={say('monitor.versionsNone')}
        hint={say('monitor.versionsNoneHint')}
      />
    );
  return (
    <ol className="flex flex-col gap-4">
      {versions.map((version, at) => (
        <li key={version.id}>
          <Version version={version} before={versions[at + 1]} />
        </li>
      ))}
    </ol>
  );
}

function Version({
  version,
  before,
}: {
  readonly version: MonitorVersion;
  readonly before: MonitorVersion | undefined;
}) {
  const say = useSay();
  const format = useFormat();
  const changes = settingChanges(before?.snapshot, version.snapshot);
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-baseline gap-x-3 px-5 py-3">
        <h2 className="font-semibold">{say('monitor.version', { version: String(version.version) })}</h2>
        <span className="text-sm text-quiet">
          {format.dateTime(Date.parse(version.createdAt))} · {say('monitor.versionVia', { via: version.changedVia })}
        </span>
        {version.changeSummary !== null && <span className="text-sm text-text">{version.changeSummary}</span>}
      </div>
      {changes.length > 0 ? (
        <Changes changes={changes} />
      ) : (
        <p className="border-t border-line px-5 py-3 text-sm text-quiet">
          {say(version.version === 1 ? 'monitor.versionFirst' : 'monitor.versionSame')}
        </p>
      )}
    </Card>
  );
}

function Changes({ changes }: { readonly changes: readonly SettingChange[] }) {
  const say = useSay();
  return (
    <div
      role="region"
      aria-label={say('monitor.tabHistory')}
      tabIndex={0}
      className="overflow-x-auto border-t border-line"
    >
      <table className="w-full min-w-120 table-fixed text-left text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">{say('monitor.changed')}</th>
            <th scope="col">{say('monitor.before')}</th>
            <th scope="col">{say('monitor.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path} className="border-b border-line align-top last:border-0">
              <th scope="row" className="px-5 py-2 font-mono text-xs font-normal break-words text-quiet">
                {path}
              </th>
              <td className="bg-down-soft px-4 py-2 font-mono text-xs break-words text-strong">
                <Side text={before} sign="−" />
              </td>
              <td className="bg-up-soft px-4 py-2 font-mono text-xs break-words text-strong">
                <Side text={after} sign="+" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The sign says it without the colour. */
function Side({ text, sign }: { readonly text: string | undefined; readonly sign: string }) {
  const say = useSay();
  if (text === undefined) return <span className="text-quiet">{say('monitor.absent')}</span>;
  return (
    <>
      <span aria-hidden className="mr-1.5 text-quiet select-none">
        {sign}
      </span>
      {text}
    </>
  );
}
