/** What the API is made from. */
import type { Clock } from '@upwatch/core';
import type { AnyCheckType } from '@upwatch/probe';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Outbound } from '../channels/resolver-lookup.ts';
import type { Links } from '../acting/links.ts';
import type { PasswordHasher } from '../accounts/password-hash.ts';
import type { ChannelDefinition } from '../channels/port.ts';
import type { ServerConfig } from '../config.ts';
import type { BeatWatch } from '../engine/beats/beat-watch.ts';
import type { DomainRecords } from '../domains/domain-proof.ts';
import type { GroupWatch } from '../engine/holding/group-watch.ts';
import type { Heartbeat } from '../engine/self/heartbeat.ts';
import type { LookTally } from '../engine/measuring/look-tally.ts';
import type { MaintenanceWatch } from '../engine/holding/maintenance-watch.ts';
import type { ReportedDependencies } from '../engine/reported/reported-dependencies.ts';
import type { WebhookSender } from '../engine/webhooks/webhook-sender.ts';
import type { Configuring } from '../declared/configuring.ts';
import type { Dispatcher, Engine } from '../engine/port.ts';
import type { SelfView } from '../engine/self/self-watch.ts';
import type { OtlpExporter } from '../telemetry/otlp-exporter.ts';
import type { LiveBus } from '../live.ts';
import type { CoreStore, HistoryStore } from '../stores/port.ts';
import type { KnownReferences } from '../vault/known-references.ts';
import type { ProbeModules } from './prober/module-file.ts';

/** What the API needs to know of a check type. */
export interface ApiCheckType {
  /** In the contract's spelling: `HTTP`. */
  readonly type: string;
  /** Schema of its settings. */
  readonly config: z.ZodType;
  /** What is watched reports by itself, to its ping URL. */
  readonly isPassive?: true;
  readonly defaultsOf?: AnyCheckType['defaultsOf'];
}

/** What the API needs to know of a channel. */
export type ApiChannel = ChannelDefinition<unknown>;

/** Who knows how the server itself is. */
export interface SelfSource {
  view(): SelfView;
  /** Of this thread's event loop in the last one to two minutes, milliseconds; asking changes nothing. */
  loopDelayP99Ms(): number;
  /** Undefined where none is set up. */
  heartbeat(): Heartbeat['state'] | undefined;
  files(): Promise<{ readonly coreBytes: number; readonly historyBytes: number; readonly freeBytes: number | null }>;
}

export interface ApiDeps {
  /** Where the dashboard was built; left out, where `npm run build` puts it. */
  readonly dashboardDirectory?: string;
  readonly core: CoreStore;
  readonly history: HistoryStore;
  readonly engine: Engine;
  readonly dispatcher: Dispatcher;
  /** Which maintenance lasts. */
  readonly maintenance: Pick<MaintenanceWatch, 'activeOn' | 'isOn' | 'spansOn'>;
  /** The resource groups, and how they stand. */
  readonly groups: Pick<GroupWatch, 'get' | 'all' | 'groupsOf' | 'environmentIdOf' | 'healthOf' | 'statusOf'>;
  /** The jobs that report by themselves. */
  readonly beats: Pick<
    BeatWatch,
    'tokenOf' | 'knownTokenOf' | 'isTokenTaken' | 'setToken' | 'receive' | 'lastSuccessMsOf'
  >;
  /** The newest look of each monitor, for metrics. */
  readonly tally: Pick<LookTally, 'of'>;
  /** What targets report of what they need. */
  readonly reported: Pick<ReportedDependencies, 'of' | 'all'>;
  /** Modules of `/probe` beside those that are built in. @default none */
  readonly probeModules?: Pick<ProbeModules, 'known'>;
  /** Posts the events of webhooks. */
  readonly webhooks: Pick<WebhookSender, 'test'>;
  /** What the settings of monitors can name. */
  readonly references: Pick<KnownReferences, 'fillIn' | 'fillInSupposing' | 'environmentOf'>;
  /** What is known of the server itself. */
  readonly self: SelfSource;
  /** Whoever sends metrics and traces away. @default nobody */
  readonly telemetry?: Pick<OtlpExporter, 'request' | 'stats'> | undefined;
  /** How providers of single sign-on are reached. */
  readonly outbound: Outbound;
  readonly live: LiveBus;
  /** The links by which those who were told act. @default none holds */
  readonly links?: Links;
  /** Configuration as a whole. @default made of the rest */
  readonly configuring?: Configuring;
  /** Makes its holder the first owner. @default nobody can become that */
  readonly setupCode?: string | undefined;
  /** @default Argon2id */
  readonly passwordHasher?: PasswordHasher;
  readonly config: ServerConfig;
  readonly clock: Clock;
  /** Makes a UUID, version 7. */
  readonly newId: () => string;
  readonly log: Logger;
  /** What DNS says of the domains of status pages. */
  readonly domainRecords: DomainRecords;
  readonly checkTypes: readonly ApiCheckType[];
  readonly channels: readonly ApiChannel[];
  /** Wall clock, epoch milliseconds. */
  readonly startedAtMs: number;
  readonly version: string;
}
