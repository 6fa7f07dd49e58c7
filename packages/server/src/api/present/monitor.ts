/** Monitors, their assertions and policies on the wire. */
import {
  FLAPPING,
  type JsonObject,
  type KnownCertificate,
  type Monitor,
  type MonitorState,
  type StoredAssertion,
  policyWarnings,
} from '@upwatch/core';
import type { Engine } from '../../engine/port.ts';
import type { LookingPlaces } from '../../engine/looking-places.ts';
import type { Environment, MonitorVersion, Tag } from '../../stores/port.ts';
import type { Dialect } from '../dialect.ts';
import { maskSecrets } from '../monitor-secrets.ts';
import { CONTRACT_MONITOR_TYPES } from '../monitor-types.ts';
import { isContractAssertion } from '../schemas/assertions.ts';
import { CONTRACT_RECORD_TYPES } from '../schemas/contract-configs.ts';
import { presentFailure } from './failure.ts';
import type { maintenanceNow } from './maintenance.ts';
import { presentAuthConfig } from './monitor-auth.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { presentWarnings } from './said.ts';
import { presentTag } from './tag.ts';
import { isoTime } from './time.ts';

const CONTRACT_METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);

/** What a monitor is shown with. */
export interface MonitorView {
  readonly dialect: Dialect;
  readonly pingUrlOf: (monitor: Monitor) => string | null;
  readonly placesOf: (monitor: Monitor) => LookingPlaces;
  /** What of it may not be meant. */
  readonly warningsOf: (monitor: Monitor) => string[];
  readonly maintenanceOf: (monitor: Monitor) => ReturnType<typeof maintenanceNow>;
  readonly engine: Pick<Engine, 'stateOf' | 'statusOf' | 'certificateOf' | 'overdueMsOf'>;
  readonly environmentOf: (id: string) => Pick<Environment, 'id' | 'name' | 'slug'> | undefined;
  /** At least those that the monitor has. */
  readonly tags: ReadonlyMap<string, Tag>;
}

/**
 * Whether the dialect can show a monitor at all: the contract has no method such as OPTIONS, no MCP server over HTTP, and
 * ten types of records.
 */
export function isShown(monitor: Monitor, dialect: Dialect): boolean {
  if (dialect === 'full') return true;
  if (!CONTRACT_MONITOR_TYPES.includes(monitor.type)) return false;
  const { method, recordTypes, command } = monitor.config;
  if (monitor.type === 'MCP_SERVER') return typeof command === 'string';
  if (Array.isArray(recordTypes)) return recordTypes.every((type: unknown) => CONTRACT_RECORD_TYPES.has(type));
  return typeof method !== 'string' || CONTRACT_METHODS.has(method);
}

export function presentMonitor(monitor: Monitor, view: MonitorView) {
  const tags = monitor.tagIds.flatMap((id) => view.tags.get(id) ?? []);
  const state = view.engine.stateOf(monitor.id);
  return {
    id: monitor.id,
    organizationId: ORGANIZATION_ID,
    name: monitor.name,
    type: monitor.type,
    config: shownConfig(monitor, view.dialect),
    frequencySeconds: monitor.frequencySeconds,
    enabled: monitor.isEnabled,
    regions: [...monitor.regions],
    managedBy: monitor.managedBy,
    createdAt: isoTime(monitor.createdAtMs),
    updatedAt: isoTime(monitor.updatedAtMs),
    assertions: monitor.assertions
      .filter((assertion) => view.dialect === 'full' || isContractAssertion(assertion.config))
      .map((assertion) => presentAssertion(assertion, monitor.id)),
    tags: tags.map(presentTag),
    pingUrl: view.pingUrlOf(monitor),
    environment: presentEnvironmentOf(monitor, view),
    auth: monitor.auth ? presentAuthConfig(monitor.auth) : null,
    incidentPolicy: presentPolicy(monitor),
    alertChannelIds: monitor.channelIds ? [...monitor.channelIds] : null,
    currentStatus: view.engine.statusOf(monitor),
    maintenance: view.maintenanceOf(monitor),
    dependsOn: [...(monitor.dependsOn ?? [])],
    inherits: [...(monitor.inherits ?? [])],
    generation: monitor.generation,
    state: { ...presentState(state), coverage: presentCoverage(state, view.placesOf(monitor)) },
    isStale: view.engine.overdueMsOf(monitor.id) > 0,
    certificate: presentCertificate(view.engine.certificateOf(monitor.id)),
    ...presentWarnings(view.warningsOf(monitor)),
  };
}

/** What the contract asks for and ours may lack: a schedule has no interval, a server over HTTP no command. */
function shownConfig({ config, type, frequencySeconds }: Monitor, dialect: Dialect): JsonObject {
  const shown = maskSecrets(config);
  if (dialect === 'full') return shown;
  if (type === 'HEARTBEAT') return { expectedInterval: frequencySeconds, ...shown };
  if (type === 'MCP_SERVER' && shown['url'] !== undefined) return { command: shown['url'], ...shown };
  return shown;
}

function presentEnvironmentOf({ environmentId }: Monitor, view: MonitorView) {
  const environment = environmentId === undefined ? undefined : view.environmentOf(environmentId);
  return environment ? { id: environment.id, name: environment.name, slug: environment.slug } : null;
}

export function presentAssertion(assertion: StoredAssertion, monitorId: string) {
  const { id, config, severity } = assertion;
  return { id, monitorId, assertionType: config.type, config: { ...config }, severity };
}

/** A monitor has one policy, which goes by the monitor's own id. */
export function presentPolicy(monitor: Monitor) {
  const { policy } = monitor;
  return {
    id: monitor.id,
    monitorId: monitor.id,
    triggerRules: policy.triggerRules.map((rule) => ({ ...rule })),
    confirmation: { ...policy.confirmation },
    recovery: { ...policy.recovery },
    flapping: { ...(policy.flapping ?? FLAPPING) },
    createdAt: isoTime(monitor.createdAtMs),
    updatedAt: isoTime(monitor.updatedAtMs),
    monitorRegionCount: monitor.regions.length,
    checkFrequencySeconds: monitor.frequencySeconds,
    ...presentWarnings(policyWarnings(policy, monitor.regions.length)),
  };
}

/** How a monitor is judged. */
export function presentState(state: MonitorState) {
  const regions = Object.values(state.regions);
  const failing = regions.find((region) => region.failure !== undefined);
  // A region that warns, but not often enough to be bad, is no reason of anything.
  const warning = regions.find((region) => region.verdict === 'degraded' && region.warning !== undefined)?.warning;
  return {
    verdict: state.verdict,
    scope: state.scope.type,
    regions: state.scope.type === 'regional' ? [...state.scope.regions] : [],
    since: isoTime(state.sinceMs),
    incidentId: state.incident?.id ?? null,
    failure: presentFailure(failing?.failure),
    warning: warning ?? null,
    isFlapping: state.incident?.flapping !== undefined,
  };
}

/** A region that has not looked yet, or doubts itself, has no vote: fewer decide than were meant to. */
function presentCoverage(state: MonitorState, { wanted, unmanned }: LookingPlaces) {
  const unheard = wanted.filter((name) => (state.regions[name]?.verdict ?? 'unknown') === 'unknown');
  return {
    regions: wanted.length,
    heard: wanted.length - unheard.length,
    unheard,
    unmanned: [...unmanned],
    isReduced: unheard.length > 0,
  };
}

function presentCertificate(certificate: KnownCertificate | undefined) {
  if (!certificate) return null;
  const { subject, issuer, serialNumber, fingerprint, keyFingerprint, notBeforeMs, notAfterMs } = certificate;
  return {
    subject,
    issuer,
    serialNumber,
    fingerprint,
    keyFingerprint: keyFingerprint ?? null,
    notBefore: isoTime(notBeforeMs),
    notAfter: isoTime(notAfterMs),
    firstSeenAt: isoTime(certificate.firstSeenAtMs),
    region: certificate.region,
  };
}

export function presentVersion(version: MonitorVersion, view: MonitorView) {
  return {
    id: version.id,
    monitorId: version.monitorId,
    version: version.version,
    snapshot: presentMonitor(version.snapshot, view),
    changedById: null,
    changedVia: version.changedVia,
    changeSummary: version.changeSummary ?? null,
    createdAt: isoTime(version.createdAtMs),
  };
}
