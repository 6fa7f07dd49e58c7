/**
 * Takes over a client's list of targets. Some tens at a time, each lot in one transaction with the note of what is
 * watched: looks and other requests go on in between, and after a crash the list can be sent again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ApiErrorEntry, defaultPolicy, type JsonObject, type Monitor } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import { nameKey, type Actor, type MonitorChange, type NewMonitor, StoreRefusal } from '../../stores/port.ts';
import type { ApiDeps } from '../deps.ts';
import { asJson } from '../json-value.ts';
import { withoutCounters } from '../monitor-input.ts';
import { Problem } from '../problem.ts';
import {
  type NotedTarget,
  noteOf,
  shownEndpoint,
  SIMPLE_TAG,
  type Target,
  targetOf,
  targetsOf,
  urlOf,
  type WantedTarget,
} from './simple-targets.ts';

const FREQUENCY_SECONDS = 300;
/** Monitors in one transaction: the event loop stands still for some tens of milliseconds. */
const LOT_SIZE = 50;
/** How often a lot is planned again because others changed monitors meanwhile. */
const PLANS_MAX = 5;

interface CheckedTarget extends WantedTarget {
  readonly config: JsonObject;
}

/** What is there already, and what a lot adds to it. */
interface Book {
  /** By monitor; the newest last. */
  readonly noted: Map<string, NotedTarget>;
  /** Monitors by title and endpoint. */
  readonly ids: Map<string, string>;
  readonly generations: Map<string, number>;
  /** Names taken, in any spelling. */
  readonly names: Set<string>;
  /** The number behind the next target of a title. */
  readonly numbers: Map<string, number>;
}

/**
 * Watches every target. One that is watched already, by title and endpoint, is changed. Not to be called again before
 * it is done: two that run at once would both make a target that neither has seen.
 * @throws Problem naming each endpoint that cannot be watched, before anything is changed
 */
export async function watchTargets(
  wanted: readonly WantedTarget[],
  actor: Actor,
  deps: ApiDeps,
): Promise<readonly Target[]> {
  const checked = await checkedTargets(wanted, deps);
  const watched: Target[] = [];
  let book = await readBook(deps);
  for (let from = 0; from < checked.length; from += LOT_SIZE) {
    const lot = checked.slice(from, from + LOT_SIZE);
    for (let plans = 1; ; plans++) {
      try {
        watched.push(...(await watchLot(lot, book, actor, deps)));
        break;
      } catch (error) {
        if (plans === PLANS_MAX || !isOvertaken(error)) throw error;
        book = await readBook(deps);
      }
    }
    await nextTurn();
  }
  return watched;
}

/** A name was taken, or a monitor deleted, since the book was read. */
function isOvertaken(error: unknown): boolean {
  return error instanceof StoreRefusal && (error.code === 'duplicate_name' || error.code === 'not_found');
}

async function readBook(deps: ApiDeps): Promise<Book> {
  const monitors = await deps.core.monitors.all();
  const targets = await targetsOf(deps, monitors);
  return {
    noted: new Map(
      targets.map(({ monitor: { id }, title, endpoint }) => [id, { monitorId: id, title, endpoint }] as const),
    ),
    ids: new Map(targets.map(({ monitor, title }) => [keyOf(title, monitor), monitor.id])),
    generations: new Map(targets.map(({ monitor: { id, generation } }) => [id, generation])),
    names: new Set(monitors.map(({ name }) => nameKey(name))),
    numbers: new Map(),
  };
}

/** Enters the lot in the book; of no use any more when this rejects. */
async function watchLot(
  lot: readonly CheckedTarget[],
  book: Book,
  actor: Actor,
  deps: ApiDeps,
): Promise<readonly Target[]> {
  const changes = lot.map((one) => changeFor(one, book, deps));
  const monitors = await deps.core.monitors.changeMany(changes, actor, noteOf(book.noted.values()));
  for (const monitor of new Map(monitors.map((one) => [one.id, one])).values()) announce(monitor, book, deps);
  return monitors.map((monitor, index) => targetOf(book.noted.get(monitor.id)!, monitor, lot[index]!.expectedHttpCode));
}

function changeFor(one: CheckedTarget, book: Book, deps: ApiDeps): MonitorChange {
  const { title, endpoint, config } = one;
  const key = keyOf(title, one);
  const known = book.ids.get(key);
  const id = known ?? deps.newId();
  // Set anew, so that the newest is last.
  book.noted.delete(id);
  book.noted.set(id, { monitorId: id, title, endpoint: shownEndpoint(endpoint, urlOf(one)) });
  book.ids.set(key, id);
  if (known === undefined) {
    return {
      type: 'create',
      monitor: newMonitor(one, id, freeName(title, book), deps),
      newTags: [{ name: SIMPLE_TAG }],
    };
  }
  return {
    type: 'update',
    id,
    change: (current) => ({
      ...withoutCounters(current),
      config,
      isEnabled: true,
      frequencySeconds: FREQUENCY_SECONDS,
      assertions: [statusAssertion(one, current.assertions[0]?.id ?? deps.newId())],
    }),
  };
}

function announce(monitor: Monitor, { generations }: Book, deps: ApiDeps): void {
  if (generations.get(monitor.id) === monitor.generation) return;
  generations.set(monitor.id, monitor.generation);
  deps.engine.monitorChanged(monitor);
}

function newMonitor(one: CheckedTarget, id: string, name: string, deps: ApiDeps): NewMonitor {
  const regions = [deps.config.region];
  return {
    id,
    name,
    type: 'HTTP',
    config: one.config,
    frequencySeconds: FREQUENCY_SECONDS,
    isEnabled: true,
    regions,
    assertions: [statusAssertion(one, deps.newId())],
    policy: defaultPolicy({ regionCount: regions.length, frequencySeconds: FREQUENCY_SECONDS }),
    tagIds: [],
    managedBy: 'API',
  };
}

function statusAssertion({ expectedHttpCode }: WantedTarget, id: string): Monitor['assertions'][number] {
  return {
    id,
    config: { type: 'status_code', expected: String(expectedHttpCode), operator: 'equals' },
    severity: 'fail',
  };
}

/** Names are unique: a second target of one title is `title (2)`. */
function freeName(title: string, { names, numbers }: Book): string {
  const key = nameKey(title);
  let name = title;
  for (let number = numbers.get(key) ?? 2; names.has(nameKey(name)); number++) {
    name = `${title} (${number})`;
    numbers.set(key, number + 1);
  }
  names.add(nameKey(name));
  return name;
}

function keyOf(title: string, looked: Pick<Monitor, 'config'>): string {
  return `${title}\n${urlOf(looked)}`;
}

async function checkedTargets(
  wanted: readonly WantedTarget[],
  { checkTypes, config: { simple } }: ApiDeps,
): Promise<readonly CheckedTarget[]> {
  const http = checkTypes.find(({ type }) => type === 'HTTP');
  if (!http) throw new Problem('CONFLICT', 'this server cannot look over HTTP');
  const retry = {
    attemptsMax: simple.retries + 1,
    backoffMs: Math.round(simple.backoffFactor * 1000),
    backoffFactor: 2,
    statusCodes: [...simple.errorCodes],
  };
  const faults: ApiErrorEntry[] = [];
  const checked: CheckedTarget[] = [];
  for (const [index, one] of wanted.entries()) {
    if (index % LOT_SIZE === LOT_SIZE - 1) await nextTurn();
    const settings = { url: one.endpoint, method: 'GET', timeoutMs: Math.round(simple.timeout * 1000), retry };
    const result = parseOrFaults(http.config, settings, ['targets', index, 'endpoint']);
    if ('faults' in result) faults.push(...result.faults.map(endpointFault));
    else checked.push({ ...one, config: asJson(result.value) });
  }
  if (faults.length === 0) return checked;
  throw new Problem('VALIDATION_FAILED', faults.map((fault) => fault.message).join('; '), { errors: faults });
}

/** A client of this API knows no settings, only an endpoint. */
function endpointFault({ code, field, message }: ApiErrorEntry): ApiErrorEntry {
  return {
    code,
    field: (field ?? 'targets').replace(/\.endpoint\.url$/, '.endpoint'),
    message: message.replace('.endpoint.url ', '.endpoint '),
  };
}
