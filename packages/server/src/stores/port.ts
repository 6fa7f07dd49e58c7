/**
 * The port of a store. Every method is one transaction: what it says is either kept whole, and on disk when the
 * promise fulfils, or not at all. The contract suite in `testing/core-contract.ts`
 * runs over every implementation.
 */
import type {
  AlertKind,
  Delivery,
  DeliveryStatus,
  Facts,
  FailureCode,
  Incident,
  IncidentSeverity,
  IncidentSource,
  IncidentStatus,
  IncidentUpdate,
  JsonObject,
  LookRow,
  LookRows,
  ManagedBy,
  Monitor,
  MonitorState,
  Observation,
  Outcome,
} from '@upwatch/core';

/** A part of a list, and how many there are in all. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface PageRequest {
  readonly page: number;
  readonly size: number;
  /** Field and direction; unknown fields are refused by the API before they come here. */
  readonly sort?: readonly { readonly field: string; readonly isDescending: boolean }[];
}

/** The fields that each list can be sorted by; the id makes every order total. */
export const SORT_FIELDS = {
  monitors: ['name', 'type', 'frequencySeconds', 'isEnabled', 'createdAt', 'updatedAt'],
  versions: ['version', 'createdAt'],
  tags: ['name', 'createdAt', 'updatedAt'],
  channels: ['name', 'type', 'createdAt', 'updatedAt'],
  incidents: ['startedAt', 'confirmedAt', 'resolvedAt', 'createdAt', 'updatedAt', 'status', 'severity'],
  deliveries: ['createdAt', 'status'],
  audit: ['createdAt', 'action', 'actor'],
} as const;

/** Thrown (rejected) for an expected refusal; the API turns each into its problem answer. */
export type StoreRefusalCode = 'not_found' | 'duplicate_name' | 'conflict' | 'in_use' | 'disk_full' | 'busy';
export class StoreRefusal extends Error {
  readonly code: StoreRefusalCode;
  readonly field: string | undefined;
  constructor(code: StoreRefusalCode, message: string, field?: string) {
    super(message);
    this.name = 'StoreRefusal';
    this.code = code;
    this.field = field;
  }
}

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A new tag or an existing one, by name: creating one that exists uses it. */
export interface TagRequest {
  readonly name: string;
  readonly color?: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Whole, with its secrets: for `send` only. */
  readonly config: JsonObject;
  readonly managedBy: ManagedBy;
  /** Set when a permanent failure showed that it does not work; cleared by a success or an update. */
  readonly brokenReason?: string;
  readonly lastDeliveryAtMs?: number;
  readonly lastDeliveryStatus?: DeliveryStatus;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface ApiKey {
  readonly id: number;
  readonly name: string;
  /** SHA-256 of the key, hex. The key itself is never kept. */
  readonly hash: string;
  /** The first characters, for recognition: `uw_3fK9…`. */
  readonly hint: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly lastUsedAtMs?: number;
  readonly revokedAtMs?: number;
  readonly expiresAtMs?: number;
}

export interface MonitorVersion {
  readonly id: string;
  readonly monitorId: string;
  readonly version: number;
  readonly snapshot: Monitor;
  readonly changedVia: ManagedBy;
  readonly changeSummary?: string;
  readonly createdAtMs: number;
}

export interface DeliveryAttempt {
  readonly id: string;
  readonly deliveryId: string;
  readonly attemptNumber: number;
  readonly status: 'sent' | 'retry' | 'reject';
  readonly statusCode?: number;
  readonly responseExcerpt?: string;
  readonly errorMessage?: string;
  readonly durationMs: number;
  readonly externalId?: string;
  readonly attemptedAtMs: number;
}

export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  /** The API key's name, `config file` or `system`. */
  readonly actor: string;
  /** `monitor.created` */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
}

/** Who does a thing, for the audit trail. */
export interface Actor {
  readonly name: string;
}

export interface MonitorFilter {
  readonly isEnabled?: boolean;
  readonly type?: string;
  readonly managedBy?: ManagedBy;
  /** Current status as shown: up, degraded, down, unknown, paused. */
  readonly status?: string;
  /** Tag names; a monitor with any of them matches. */
  readonly tags?: readonly string[];
  /** In name or URL, case-insensitively. */
  readonly search?: string;
}

export interface IncidentFilter {
  readonly status?: IncidentStatus;
  readonly severity?: IncidentSeverity;
  readonly source?: IncidentSource;
  readonly monitorId?: string;
  readonly tagId?: string;
  readonly startedFromMs?: number;
  readonly startedToMs?: number;
}

/** What one look changed, kept in one transaction with the look itself and the alerts that follow from it. */
export interface Commit {
  readonly monitorId: string;
  readonly state: MonitorState;
  /** The look, whole. Kept with its incident when there is one. */
  readonly observation?: Observation;
  /** Inserted or replaced by id. */
  readonly incident?: Incident;
  readonly updates: readonly IncidentUpdate[];
  /** An alert whose key is there already is dropped. */
  readonly deliveries: readonly Delivery[];
  /** Alerts of this incident not yet sent are cancelled: they are no longer true. */
  readonly cancelDeliveriesOf?: string;
}

export type NewMonitor = Omit<Monitor, 'key' | 'generation' | 'createdAtMs' | 'updatedAtMs'>;

/** One of many monitors that are created and changed together. */
export type MonitorChange =
  | { readonly type: 'create'; readonly monitor: NewMonitor; readonly newTags: readonly TagRequest[] }
  /** @param change as of `update` */
  | { readonly type: 'update'; readonly id: string; readonly change: (current: Monitor) => NewMonitor };

/** A value to be kept under a name. */
export interface KeptSetting {
  readonly name: string;
  readonly value: JsonObject;
}

/** What we promise to keep: a write that was acknowledged survives a power cut. */
export interface CoreStore {
  readonly monitors: {
    /**
     * Names differ by more than case and Unicode form.
     * @throws StoreRefusal duplicate_name; not_found for an unknown tag or channel
     */
    create(monitor: NewMonitor, newTags: readonly TagRequest[], actor: Actor): Promise<Monitor>;
    /**
     * A change of nothing gives back the monitor as it is: no version, no generation, no line in the trail.
     * @param change called again when a lock had to be waited for
     * @param expectedGeneration refuse with `conflict` when the monitor has changed since
     */
    update(
      id: string,
      change: (current: Monitor) => NewMonitor,
      newTags: readonly TagRequest[],
      actor: Actor,
      expectedGeneration?: number,
    ): Promise<Monitor>;
    /**
     * All of these in their order, and a setting with them, or nothing. It holds the event loop while it writes, about
     * half a millisecond a monitor: some tens at a time.
     * @returns each as `create` or `update` would
     */
    changeMany(changes: readonly MonitorChange[], actor: Actor, setting?: KeptSetting): Promise<readonly Monitor[]>;
    /** Resolves its open incidents as AUTO_RESOLVED and cancels its alerts that wait. Its incidents stay. */
    delete(id: string, actor: Actor): Promise<void>;
    get(id: string): Promise<Monitor | undefined>;
    list(filter: MonitorFilter, page: PageRequest): Promise<Page<Monitor>>;
    /** All of them, for the engine. */
    all(): Promise<readonly Monitor[]>;
    versions(id: string, page: PageRequest): Promise<Page<MonitorVersion>>;
    version(id: string, version: number): Promise<MonitorVersion | undefined>;
  };
  readonly tags: {
    create(tag: TagRequest, actor: Actor): Promise<Tag>;
    update(id: string, change: { readonly name?: string; readonly color?: string }, actor: Actor): Promise<Tag>;
    delete(id: string, actor: Actor): Promise<void>;
    get(id: string): Promise<Tag | undefined>;
    byIds(ids: readonly string[]): Promise<readonly Tag[]>;
    list(page: PageRequest): Promise<Page<Tag>>;
  };
  readonly channels: {
    create(channel: Pick<Channel, 'id' | 'name' | 'type' | 'config' | 'managedBy'>, actor: Actor): Promise<Channel>;
    update(id: string, change: Pick<Channel, 'name' | 'config' | 'managedBy'>, actor: Actor): Promise<Channel>;
    /** Removes it from every monitor and cancels what waits for it. */
    delete(id: string, actor: Actor): Promise<{ readonly affectedMonitors: number }>;
    get(id: string): Promise<Channel | undefined>;
    list(
      filter: { readonly type?: string; readonly managedBy?: ManagedBy; readonly search?: string },
      page: PageRequest,
    ): Promise<Page<Channel>>;
    all(): Promise<readonly Channel[]>;
    setBroken(id: string, reason: string | undefined): Promise<void>;
  };
  readonly incidents: {
    get(id: string): Promise<Incident | undefined>;
    updates(id: string): Promise<readonly IncidentUpdate[]>;
    list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
    /** The looks kept with it, oldest first. */
    observations(id: string): Promise<readonly Observation[]>;
    /** Opened, commented on or resolved by a person. `state` where the monitor's own state follows from it. */
    commit(
      change: Omit<Commit, 'state' | 'monitorId'> & { readonly monitorId?: string; readonly state?: MonitorState },
      actor: Actor,
    ): Promise<void>;
  };
  readonly states: {
    all(): Promise<ReadonlyMap<string, MonitorState>>;
  };
  /** ONE transaction over all of them. A commit of a monitor that is gone, and an alert for a channel that is, come to nothing. */
  commit(commits: readonly Commit[]): Promise<void>;
  readonly outbox: {
    /** Those due now or later that have not ended, oldest first. */
    open(limit: number): Promise<readonly Delivery[]>;
    get(id: string): Promise<Delivery | undefined>;
    listByChannel(channelId: string, page: PageRequest): Promise<Page<Delivery>>;
    listByIncident(incidentId: string): Promise<readonly Delivery[]>;
    attempts(deliveryId: string): Promise<readonly DeliveryAttempt[]>;
    /** Records an attempt and its consequence together. What was cancelled meanwhile is not put back. */
    record(attempt: DeliveryAttempt, delivery: Delivery): Promise<void>;
    /** What was delivered stays so. */
    setStatus(id: string, status: DeliveryStatus, errorMessage?: string): Promise<void>;
    /** A delivery that failed or was cancelled is put back. @throws StoreRefusal conflict when it was delivered */
    retry(id: string, nowMs: number): Promise<Delivery>;
    counts(): Promise<Readonly<Record<DeliveryStatus, number>>>;
  };
  readonly apiKeys: {
    create(key: Pick<ApiKey, 'name' | 'hash' | 'hint' | 'expiresAtMs'>, actor: Actor): Promise<ApiKey>;
    update(
      id: number,
      change: Partial<Pick<ApiKey, 'name' | 'hash' | 'hint' | 'revokedAtMs'>>,
      actor: Actor,
    ): Promise<ApiKey>;
    delete(id: number, actor: Actor): Promise<void>;
    byHash(hash: string): Promise<ApiKey | undefined>;
    list(): Promise<readonly ApiKey[]>;
    touch(id: number, atMs: number): Promise<void>;
  };
  readonly audit: { list(page: PageRequest): Promise<Page<AuditEntry>> };
  /** Small server-wide values, such as the check concurrency. */
  readonly settings: {
    get(name: string): Promise<JsonObject | undefined>;
    set(name: string, value: JsonObject): Promise<void>;
  };
  /** Whether it can write now; with why not. */
  health(): Promise<{ readonly isWritable: boolean; readonly reason?: string }>;
  /** Housekeeping, a slice at a time: drops what is past its time, cuts logs back. To be called about twice a minute. */
  tend?(nowMs: number): Promise<void>;
  close(): Promise<void>;
}

/** A look as the API shows it: its row, and the facts that held then. */
export interface KeptLook {
  readonly region: string;
  readonly row: LookRow;
  readonly facts?: Facts;
  /** Whole where it was kept whole. */
  readonly observation?: Observation;
}

/** Counts and latencies of a span of time. */
export interface Rollup {
  readonly bucketMs: number;
  readonly spanMs: number;
  readonly looks: Readonly<Record<Outcome, number>>;
  readonly latency?: {
    readonly averageMs: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly p99Ms: number;
  };
  /** Average of each phase over the looks that had it. */
  readonly phases?: {
    readonly dnsMs?: number;
    readonly tcpMs?: number;
    readonly tlsMs?: number;
    readonly ttfbMs?: number;
    readonly downloadMs?: number;
  };
  readonly failureCodes: Readonly<Partial<Record<FailureCode, number>>>;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A whole observation on its way into history, with the number that stands for its monitor there. */
export interface ObservationToKeep {
  /** `Monitor.key` */
  readonly monitorKey: number;
  readonly observation: Observation;
}

/**
 * What was seen: may lose its newest seconds at a power cut, has its own file and its own retention.
 * A second look with the same (monitor, region, slot) is the same one again and is kept once.
 */
export interface HistoryStore {
  /**
   * Queues; written in batches. Never throws: what cannot be written within the buffer's bound is counted as lost.
   * The rows are copied: the caller may use its columns again. Seen at once by every read.
   */
  append(region: string, rows: LookRows, observations: readonly ObservationToKeep[]): void;
  /** Writes what is queued. Rejects when the disk refuses; the rows stay queued then. */
  flush(): Promise<void>;
  /** Newest first, looks of one slot by region's name. */
  looks(
    monitor: { readonly key: number; readonly id: string },
    query: {
      /** From inclusive, to exclusive. */
      readonly span?: Partial<Span>;
      /** Goes on behind this look, the last one of the page before. */
      readonly before?: { readonly slotMs: number; readonly region: string };
      readonly region?: string;
      /** true: up or degraded; false: down or unknown. */
      readonly passed?: boolean;
      readonly limit: number;
    },
  ): Promise<readonly KeptLook[]>;
  /** The newest look of each region, by region's name. */
  latest(monitor: { readonly key: number; readonly id: string }): Promise<readonly KeptLook[]>;
  /**
   * Rolled up by `spanMs` (a minute, an hour or a day, or a multiple), oldest first; empty buckets are left out. The
   * edges of the span are widened to whole minutes, hours or days, whichever `spanMs` is a multiple of. Where raw looks
   * are gone, buckets shorter than an hour become hours: each rollup says its own `spanMs`.
   */
  rollups(monitorKey: number, span: Span, spanMs: number, region?: string): Promise<readonly Rollup[]>;
  /** Deletes the history of a monitor: it is unreadable when the promise fulfils, and its bytes go as `tend` comes by. */
  forget(monitorKey: number): Promise<void>;
  /** Seals finished hours and drops what is past its retention, a slice at a time. Returns whether more is to do. */
  tend(nowMs: number, budgetMs: number): Promise<boolean>;
  /** Rows not yet on disk, rows given up, and bytes on disk. */
  stats(): { readonly buffered: number; readonly lost: number; readonly bytes: number };
  close(): Promise<void>;
}

/** Kinds of alert in the order they may follow one another. */
export const ALERT_KINDS: readonly AlertKind[] = ['INCIDENT_CREATED', 'INCIDENT_RESOLVED', 'INCIDENT_REOPENED'];
