/** Reads what a page is made of. What is dear to read, the bars and the response times, is kept for a while. */
import {
  incidentView,
  type PageComponentFacts,
  type PageFacts,
  type PageIncidentView,
  type ResponseTime,
  type UptimeDay,
} from '@upwatch/core';
import type { ApiDeps } from '../api/deps.ts';
import { componentUptime } from '../api/page-uptime.ts';
import { seenOf } from '../api/page-views.ts';
import { alertTargetOf } from '../engine/recording/alert-target.ts';
import type { PageComponent, PageIncident, StatusPage } from '../stores/port.ts';
import { pageAddress } from './page-address.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const BAR_DAYS = 90;
/** Incidents that a page, its feeds and its summary reach back to. */
const TOLD_MS = 30 * DAY_MS;
/** A line of this many points a day. */
const POINT_MS = HOUR_MS / 2;
/** What is read of today is read again after this, milliseconds; the days before after an hour: windows may be backdated. */
const TODAY_KEPT_MS = 60_000;
const DAYS_KEPT_MS = HOUR_MS;
/** Components whose past is kept in memory; the one that was not asked for longest goes first. */
const KEPT_MAX = 2000;

export type PageSourceDeps = Pick<
  ApiDeps,
  'core' | 'history' | 'engine' | 'maintenance' | 'groups' | 'clock' | 'config'
>;

interface KeptPast {
  days: readonly UptimeDay[];
  times: readonly ResponseTime[];
  /** Of the component, when it was read: one that was changed is read anew. */
  readonly version: string;
  readonly wholeAtMs: number;
  todayAtMs: number;
}

export class PageSource {
  readonly #deps: PageSourceDeps;
  readonly #kept = new Map<string, KeptPast>();

  constructor(deps: PageSourceDeps) {
    this.#deps = deps;
  }

  async facts(page: StatusPage): Promise<PageFacts> {
    const { core, clock } = this.#deps;
    const nowMs = Math.floor(clock.wall());
    const groups = await core.statusPages.groups.of(page.id);
    const components = await core.statusPages.components.of(page.id);
    const incidents = await this.#stories(page.id, nowMs - TOLD_MS);
    const facts: PageComponentFacts[] = [];
    for (const component of components) facts.push(await this.#componentFacts(component, page));
    return {
      name: page.name,
      ...(page.description !== undefined && { description: page.description }),
      groups,
      components: facts,
      incidents,
      nowMs,
      days: BAR_DAYS,
    };
  }

  /** For links that are sent elsewhere. */
  address(page: StatusPage): Promise<string | undefined> {
    const { core, config } = this.#deps;
    return pageAddress(page, core.statusPages, config.publicUrl);
  }

  /** What was told since, newest first. */
  async told(pageId: string, sinceMs: number): Promise<readonly PageIncidentView[]> {
    const nowMs = this.#deps.clock.wall();
    return (await this.#stories(pageId, sinceMs)).map((story) => incidentView(story, nowMs));
  }

  /** A published one. */
  async incident(pageId: string, id: string): Promise<PageIncidentView | undefined> {
    const { core, clock } = this.#deps;
    const found = await core.statusPages.incidents.get(pageId, id);
    if (found?.publishedAtMs === undefined) return undefined;
    const updates = await core.statusPages.incidents.updates([id]);
    return incidentView({ ...found, updates: updates.get(id) ?? [] }, clock.wall());
  }

  async #stories(pageId: string, sinceMs: number) {
    const { incidents } = this.#deps.core.statusPages;
    const published: readonly PageIncident[] = await incidents.published(pageId, sinceMs);
    const updates = await incidents.updates(published.map(({ id }) => id));
    return published.map((incident) => ({ ...incident, updates: updates.get(incident.id) ?? [] }));
  }

  async #componentFacts(component: PageComponent, page: StatusPage): Promise<PageComponentFacts> {
    const { source } = component;
    const seen = await seenOf(component, this.#deps);
    const past = await this.#past(component);
    const isMonitor = source.type === 'MONITOR';
    // A component that nobody looks at says nothing of how its monitor was: what is paused is not on show.
    const showsTimes = isMonitor && page.options.showsResponseTimes !== false && seen.isCurrent;
    const target = isMonitor && page.options.showsTargets ? await this.#targetOf(source.monitorId) : undefined;
    return {
      id: component.id,
      ...(component.groupId !== undefined && { groupId: component.groupId }),
      name: component.name,
      ...(component.description !== undefined && { description: component.description }),
      isExcludedFromOverall: component.isExcludedFromOverall,
      displayOrder: component.displayOrder,
      pageOrder: component.pageOrder,
      createdAtMs: component.createdAtMs,
      updatedAtMs: component.updatedAtMs,
      seen,
      ...(component.showsUptime && { days: past.days }),
      ...(showsTimes && { responseTimes: past.times }),
      ...(target !== undefined && { target }),
    };
  }

  async #targetOf(monitorId: string): Promise<string | undefined> {
    const monitor = await this.#deps.core.monitors.get(monitorId);
    return monitor?.isEnabled ? alertTargetOf(monitor) : undefined;
  }

  async #past(component: PageComponent): Promise<KeptPast> {
    const nowMs = this.#deps.clock.wall();
    const version = `${component.updatedAtMs} ${component.startDate ?? ''} ${Math.floor(nowMs / DAY_MS)}`;
    const kept = this.#kept.get(component.id);
    this.#kept.delete(component.id);
    const isWhole = kept?.version === version && nowMs - kept.wholeAtMs < DAYS_KEPT_MS;
    const past = isWhole ? kept : await this.#wholePast(component, version);
    if (past === kept && nowMs - kept.todayAtMs >= TODAY_KEPT_MS) await this.#readToday(component, kept);
    this.#kept.set(component.id, past);
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    return past;
  }

  async #wholePast(component: PageComponent, version: string): Promise<KeptPast> {
    const nowMs = this.#deps.clock.wall();
    const days = component.showsUptime ? await this.#days(component, BAR_DAYS) : [];
    return { days, times: await this.#times(component), version, wholeAtMs: nowMs, todayAtMs: nowMs };
  }

  async #readToday(component: PageComponent, kept: KeptPast): Promise<void> {
    kept.todayAtMs = this.#deps.clock.wall();
    kept.times = await this.#times(component);
    if (!component.showsUptime) return;
    const today = await this.#days(component, 1);
    const days = new Set(today.map(({ dayMs }) => dayMs));
    kept.days = [...kept.days.filter(({ dayMs }) => !days.has(dayMs)), ...today];
  }

  async #days(component: PageComponent, count: number): Promise<readonly UptimeDay[]> {
    const bars = await componentUptime(component, count, this.#deps);
    return bars.map((bar) => ({
      dayMs: Date.parse(bar.date),
      majorOutageSeconds: bar.majorOutageSeconds,
      partialOutageSeconds: bar.partialOutageSeconds,
      degradedSeconds: bar.degradedSeconds,
      uptimePercentage: bar.uptimePercentage,
    }));
  }

  async #times({ source }: PageComponent): Promise<readonly ResponseTime[]> {
    if (source.type !== 'MONITOR') return [];
    const { core, history, clock } = this.#deps;
    const monitor = await core.monitors.get(source.monitorId);
    if (!monitor) return [];
    const toMs = Math.floor(clock.wall());
    const points = await history.rollups(monitor.key, { fromMs: toMs - DAY_MS, toMs }, POINT_MS);
    return points.flatMap(({ bucketMs, latency }) =>
      latency ? [{ atMs: bucketMs, averageMs: latency.averageMs }] : [],
    );
  }
}
