/** While the page of a monitor is open each of its looks is heard of, and what is shown of them is read again. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { wantLooks } from '../../api/live.ts';
import { type Look, lastLookKey } from '../../api/live-changes.ts';
import { KEYS } from '../../api/queries.ts';
import { looksKey } from './monitor-queries.ts';

/** A monitor that is looked at each second has a chart of minutes: reading it again more often shows nothing else. */
const CHART_EVERY_MS = 15_000;

export function useLiveLooks(monitorId: string): void {
  const queries = useQueryClient();
  const charted = useRef(0);
  const { data: look } = useQuery<Look>({ queryKey: lastLookKey(monitorId), enabled: false });
  useEffect(wantLooks, []);
  useEffect(() => {
    if (look === undefined) return;
    void queries.invalidateQueries({ queryKey: looksKey(monitorId) });
    if (Date.now() - charted.current < CHART_EVERY_MS) return;
    charted.current = Date.now();
    for (const part of ['summary', 'uptime'])
      void queries.invalidateQueries({ queryKey: [...KEYS.monitors, monitorId, part] });
  }, [queries, monitorId, look]);
}
