/** Targets of the simple API: ordinary monitors with the tag `simple`, and a note of how their client named them. */
import { type ApiErrorEntry, defaultPolicy, type JsonObject, type Monitor } from '@upwatch/core';
import type { Actor, NewMonitor } from '../../stores/port.ts';
import type { ApiDeps } from '../deps.ts';
import { parseOrFaults } from '@upwatch/core/schemas';
import { asJson } from '../json-value.ts';
import { withoutCounters } from '../monitor-input.ts';
import { Problem } from '../problem.ts';

const SIMPLE_TAG = 'simple';
const FREQUENCY_SECONDS = 300;
const NOTE = 'simple.targets';

/** What a client asks to be watched. */
export interface WantedTarget {
  readonly title: string;
  readonly endpoint: string;
  readonly expectedHttpCode: number;
}

/** A target and the monitor that stands for it. */
export interface Target extends WantedTarget {
  readonly monitorId: string;
}

export interface KnownTarget {
  readonly target: Target;
  readonly monitor: Monitor;
}

/** Every target there is, the newest last. A monitor that was deleted is no target any more. */
export async function targetsOf({ core }: Pick<ApiDeps, 'core'>): Promise<readonly KnownTarget[]> {
  const monitors = new Map((await core.monitors.all()).map((monitor) => [monitor.id, monitor]));
  return (await notedTargets(core)).flatMap((target) => {
    const monitor = monitors.get(target.monitorId);
    return monitor ? [{ target, monitor }] : [];
  });
}

/**
 * Watches every target. One that is watched already, by title and endpoint, is updated.
 * @throws Problem naming each endpoint that cannot be watched, before anything is changed
 */
export async function watchTargets(
  wanted: readonly WantedTarget[],
  actor: Actor,
  deps: ApiDeps,
): Promise<readonly Target[]> {
  const configs = checkedConfigs(wanted, deps);
  const known = await targetsOf(deps);
  const names = new Set((await deps.core.monitors.all()).map((monitor) => monitor.name.toLowerCase()));
  const done = new Map(known.map(({ target }) => [keyOf(target), target]));
  const watched: Target[] = [];
  for (const [index, one] of wanted.entries()) {
    const before = done.get(keyOf(one));
    const monitor = before
      ? await update(before.monitorId, one, configs[index]!, actor, deps)
      : await create(one, nameFor(one, names), configs[index]!, actor, deps);
    names.add(monitor.name.toLowerCase());
    const target = { ...one, monitorId: monitor.id };
    // Set anew, so that the newest is last.
    done.delete(keyOf(one));
    done.set(keyOf(one), target);
    watched.push(target);
  }
  await deps.core.settings.set(NOTE, { targets: Array.from(done.values(), asJson) });
  return watched;
}

function keyOf({ title, endpoint }: WantedTarget): string {
  return `${title}\n${endpoint}`;
}

async function notedTargets(core: ApiDeps['core']): Promise<readonly Target[]> {
  const note = await core.settings.get(NOTE);
  // Written by `watchTargets` alone.
  return (note?.['targets'] as unknown as readonly Target[] | undefined) ?? [];
}

function checkedConfigs(
  wanted: readonly WantedTarget[],
  { checkTypes, config: { simple } }: ApiDeps,
): readonly JsonObject[] {
  const http = checkTypes.find(({ type }) => type === 'HTTP');
  if (!http) throw new Problem('CONFLICT', 'this server cannot look over HTTP');
  const results = wanted.map(({ endpoint }, index) =>
    parseOrFaults(
      http.config,
      {
        url: endpoint,
        method: 'GET',
        timeoutMs: Math.round(simple.timeout * 1000),
        retry: {
          attemptsMax: simple.retries + 1,
          backoffMs: Math.round(simple.backoffFactor * 1000),
          backoffFactor: 2,
          statusCodes: [...simple.errorCodes],
        },
      },
      ['targets', index, 'endpoint'],
    ),
  );
  const faults = results.flatMap((result) => ('faults' in result ? result.faults : [])).map(endpointFault);
  if (faults.length > 0) {
    throw new Problem('VALIDATION_FAILED', faults.map((fault) => fault.message).join('; '), { errors: faults });
  }
  return results.map((result) => asJson('value' in result ? result.value : {}));
}

/** A client of this API knows no settings, only an endpoint. */
function endpointFault({ code, field, message }: ApiErrorEntry): ApiErrorEntry {
  return {
    code,
    field: (field ?? 'targets').replace(/\.endpoint\.url$/, '.endpoint'),
    message: message.replace('.endpoint.url ', '.endpoint '),
  };
}

/** Names are unique: a second endpoint under one title is told apart by the endpoint. */
function nameFor({ title, endpoint }: WantedTarget, taken: ReadonlySet<string>): string {
  if (!taken.has(title.toLowerCase())) return title;
  return `${title} (${endpoint})`.slice(0, 255).toWellFormed();
}

async function create(
  one: WantedTarget,
  name: string,
  config: JsonObject,
  actor: Actor,
  deps: ApiDeps,
): Promise<Monitor> {
  const regions = [deps.config.region];
  const monitor: NewMonitor = {
    id: deps.newId(),
    name,
    type: 'HTTP',
    config,
    frequencySeconds: FREQUENCY_SECONDS,
    isEnabled: true,
    regions,
    assertions: [statusAssertion(one, deps.newId())],
    policy: defaultPolicy({ regionCount: regions.length, frequencySeconds: FREQUENCY_SECONDS }),
    tagIds: [],
    managedBy: 'API',
  };
  const created = await deps.core.monitors.create(monitor, [{ name: SIMPLE_TAG }], actor);
  deps.engine.monitorChanged(created);
  deps.live.publish({ type: 'monitor', data: { monitorId: created.id, change: 'created' } });
  return created;
}

async function update(
  id: string,
  one: WantedTarget,
  config: JsonObject,
  actor: Actor,
  deps: ApiDeps,
): Promise<Monitor> {
  const before = await deps.core.monitors.get(id);
  const change = (current: Monitor): NewMonitor => ({
    ...withoutCounters(current),
    config,
    isEnabled: true,
    frequencySeconds: FREQUENCY_SECONDS,
    assertions: [statusAssertion(one, current.assertions[0]?.id ?? deps.newId())],
  });
  const changed = await deps.core.monitors.update(id, change, [], actor);
  if (changed.generation === before?.generation) return changed;
  deps.engine.monitorChanged(changed);
  deps.live.publish({ type: 'monitor', data: { monitorId: id, change: 'updated' } });
  return changed;
}

function statusAssertion({ expectedHttpCode }: WantedTarget, id: string): Monitor['assertions'][number] {
  return {
    id,
    config: { type: 'status_code', expected: String(expectedHttpCode), operator: 'equals' },
    severity: 'fail',
  };
}
