/** Changes monitors one after another: each is done by itself, and what could not be done is said of each. */
import type { Monitor } from '@upwatch/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { KEYS } from '../../api/queries.ts';
import { formatNow, say } from '../../language/use-language.ts';
import { changeOf, type MembersByGroup, type Wish } from './bulk-changes.ts';

interface Failure {
  readonly monitor: Monitor;
  readonly reason: string;
}

export interface Progress {
  readonly isRunning: boolean;
  readonly total: number;
  readonly done: readonly Monitor[];
  readonly failed: readonly Failure[];
  /** Those that nobody came to before it was stopped. */
  readonly left: readonly Monitor[];
}

interface BulkEdit {
  readonly progress: Progress | undefined;
  readonly run: (monitors: readonly Monitor[], wish: Wish, members: MembersByGroup) => Promise<void>;
  /** What is under way is finished, nothing else is begun. */
  readonly stop: () => void;
}

export function useBulkEdit(): BulkEdit {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function run(monitors: readonly Monitor[], wish: Wish, members: MembersByGroup): Promise<void> {
    const { signal } = (running.current = new AbortController());
    const done: Monitor[] = [];
    const failed: Failure[] = [];
    const show = (at: number, isRunning: boolean): void =>
      setProgress({
        isRunning,
        total: monitors.length,
        done: [...done],
        failed: [...failed],
        left: monitors.slice(at),
      });
    let at = 0;
    for (; at < monitors.length && !signal.aborted; at++) {
      show(at, true);
      const monitor = monitors[at]!;
      try {
        await changeOne(monitor.id, wish, members);
        done.push(monitor);
      } catch (error) {
        failed.push({ monitor, reason: errorText(error, { say, format: formatNow() }) });
      }
    }
    show(at, false);
    await Promise.all(
      [KEYS.monitors, KEYS.overview, KEYS.groups].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
    );
  }
  return { progress, run, stop: () => running.current?.abort() };
}

/** As it is now: what was listed a while ago would take back what somebody else has changed meanwhile. */
async function changeOne(id: string, wish: Wish, members: MembersByGroup): Promise<void> {
  const { request, groupId } = changeOf(await client.monitors.get(id), wish, members);
  if (request !== undefined) await client.monitors.update(id, request);
  if (groupId !== undefined) await client.resourceGroups.members.add(groupId, { memberType: 'monitor', memberId: id });
}
