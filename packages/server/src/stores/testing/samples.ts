/** Values of the domain for tests of stores: small, valid, and equal on every run. */
import {
  type AlertKind,
  type Delivery,
  defaultPolicy,
  type Dispatch,
  failure,
  type Incident,
  type IncidentUpdate,
  type MonitorState,
  type Observation,
} from '@upwatch/core';
import type { Commit, NewMonitor } from '../port.ts';

export const T0 = Date.UTC(2026, 0, 5, 12, 0, 0);
export const OPERATOR = { name: 'tests' };

/** An id that looks like any other: a UUID of version 7 with a number in it. */
export function sampleId(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function newMonitor(number: number, change: Partial<NewMonitor> = {}): NewMonitor {
  return {
    id: sampleId(number),
    name: `shop ${number}`,
    type: 'HTTP',
    config: { url: `https://shop-${number}.example/health`, method: 'GET' },
    frequencySeconds: 60,
    isEnabled: true,
    regions: ['local'],
    assertions: [],
    policy: defaultPolicy({ regionCount: 1, frequencySeconds: 60 }),
    tagIds: [],
    managedBy: 'API',
    ...change,
  };
}

export function newChannel(number: number, name = `team ${number}`) {
  return {
    id: sampleId(0xc000 + number),
    name,
    type: 'webhook',
    config: { url: `https://hooks.example/${number}`, secret: 'whsec_sample' },
    managedBy: 'API',
  } as const;
}

export function failedLook(monitorId: string, slotMs: number, region = 'local'): Observation {
  return {
    monitorId,
    region,
    slotMs,
    generation: 1,
    kind: 'scheduled',
    startedAtMs: slotMs + 2,
    latenessMs: 2,
    phases: { dnsMs: 0.4, tcpMs: 1.2, ttfbMs: 8.5, downloadMs: 0.2, totalMs: 10.3 },
    attempts: [{ startedAtMs: slotMs + 2, phases: { totalMs: 10.3 }, statusCode: 503 }],
    facts: {
      remoteAddress: '192.0.2.7',
      remotePort: 443,
      statusCode: 503,
      httpVersion: '1.1',
      headers: { 'content-type': 'text/plain', server: 'sample', date: 'Mon, 05 Jan 2026 12:00:00 GMT' },
      bodyExcerpt: 'service unavailable',
      bodyBytes: 19,
    },
    assertions: [],
    failure: failure('status.unexpected', 'expected 2xx, got 503'),
  };
}

export function passedLook(monitorId: string, slotMs: number, region = 'local'): Observation {
  const { failure: _, ...look } = failedLook(monitorId, slotMs, region);
  return { ...look, facts: { statusCode: 200 }, attempts: [] };
}

export function downState(incidentId: string | undefined, slotMs: number, consecutiveFailures = 2): MonitorState {
  return {
    generation: 1,
    scope: { type: 'global' },
    verdict: 'down',
    sinceMs: slotMs,
    regions: {
      local: {
        verdict: 'down',
        sinceMs: slotMs,
        lastSlotMs: slotMs,
        consecutiveFailures,
        consecutiveSuccesses: 0,
        failure: failure('status.unexpected', 'expected 2xx, got 503'),
      },
    },
    ...(incidentId !== undefined && {
      incident: {
        id: incidentId,
        status: 'CONFIRMED',
        severity: 'down',
        sinceMs: slotMs,
        ruleIndex: 0,
        rule: '2 consecutive failures in local',
        sequence: 1,
        toldChannelIds: [],
      },
    }),
  };
}

export function openIncident(id: string, monitorId: string, startedAtMs: number): Incident {
  return {
    id,
    monitorId,
    source: 'AUTOMATIC',
    status: 'CONFIRMED',
    severity: 'DOWN',
    title: 'shop is down',
    affectedRegions: ['local'],
    reopenCount: 0,
    triggeredByRule: '2 consecutive failures in local',
    ruleIndex: 0,
    startedAtMs,
    confirmedAtMs: startedAtMs + 1000,
    failure: failure('status.unexpected', 'expected 2xx, got 503'),
    trigger: { region: 'local', slotMs: startedAtMs },
    createdAtMs: startedAtMs + 1000,
    updatedAtMs: startedAtMs + 1000,
  };
}

export function timelineEntry(id: string, incidentId: string, createdAtMs: number): IncidentUpdate {
  return {
    id,
    incidentId,
    newStatus: 'CONFIRMED',
    body: 'Two failures in a row.',
    createdBy: 'SYSTEM',
    notifySubscribers: true,
    createdAtMs,
  };
}

export function newDelivery(
  id: string,
  given: {
    readonly incidentId: string;
    readonly channelId: string;
    readonly monitorId?: string;
    readonly sequence?: number;
    readonly kind?: AlertKind;
    readonly createdAtMs?: number;
  },
): Delivery {
  const { incidentId, channelId, monitorId, sequence = 0, kind = 'INCIDENT_CREATED', createdAtMs = T0 } = given;
  return {
    id,
    key: `${incidentId}:${sequence}:${channelId}`,
    incidentId,
    ...(monitorId !== undefined && { monitorId }),
    channelId,
    kind,
    sequence,
    message: {
      kind,
      severity: 'DOWN',
      monitorName: 'shop',
      target: 'https://shop.example/health',
      monitorId: monitorId ?? 'none',
      incidentId,
      headline: 'shop is down in local since 12:00: the status code is not one of those expected',
      failure: failure('status.unexpected', 'expected 2xx, got 503'),
      statusCode: 503,
      phases: { totalMs: 10.3 },
      regions: ['local'],
      startedAtMs: createdAtMs,
      occurredAtMs: createdAtMs,
    },
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs,
  };
}

/** A policy's work on an incident, after its first step. */
export function newDispatch(number: number, incidentId: string): Dispatch {
  return {
    id: sampleId(0x5_0000_0000 + number),
    incidentId,
    policyId: sampleId(0xb000 + 1),
    policyName: 'on call',
    status: 'ESCALATING',
    currentStep: 1,
    totalSteps: 2,
    nextStepAtMs: T0 + 600_000,
    fires: [{ stepNumber: 1, fireCount: 1, nextRepeatAtMs: T0 + 60_000 }],
    toldChannelIds: [newChannel(1).id],
    fellBackAtSteps: [],
    lastNotifiedAtMs: T0,
    createdAtMs: T0,
    updatedAtMs: T0,
  };
}

/** All that follows when a monitor goes down, numbered so that many fit into one store. */
export function goesDown(number: number, monitorId: string, channelIds: readonly string[]): Commit {
  const incidentId = sampleId(0x1_0000_0000 + number);
  return {
    monitorId,
    state: downState(incidentId, T0),
    observation: failedLook(monitorId, T0),
    incident: openIncident(incidentId, monitorId, T0),
    updates: [timelineEntry(sampleId(0x2_0000_0000 + number), incidentId, T0)],
    deliveries: channelIds.map((channelId, place) =>
      newDelivery(sampleId(0x3_0000_0000 + number * 16 + place), { incidentId, channelId, monitorId }),
    ),
  };
}
