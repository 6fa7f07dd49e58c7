/** One reader for each dialect: from a document to how the target is and what it needs. Each takes what it can read. */
import type { Json, JsonObject } from '../looking/monitor.ts';
import type { DependencyStatus, HealthDialect, ReportedDependency } from './dependency.ts';
import { Gathered } from './gathered.ts';
import { arrayOf, dependencyOf, inMs, memberOf, objectOf, statusIn } from './said.ts';
import { plainStatusOf } from './status-words.ts';

/** What a document says. */
export interface ReadDocument {
  readonly verdict: DependencyStatus;
  readonly gathered: Gathered;
}

/** Components inside components that are followed. */
const NESTING_MAX = 4;

type Reader = (document: JsonObject) => ReadDocument | undefined;

export const READERS: Readonly<Record<HealthDialect, Reader>> = {
  simple: readSimple,
  'health+json': readHealthJson,
  spring: readSpring,
  aspnet: readAspnet,
  terminus: readTerminus,
};

/** `{"status": "healthy", "checks": {"database": {"status": "ok"}}}` in its many forms, also wrapped in `data`. */
function readSimple(document: JsonObject): ReadDocument | undefined {
  const gathered = new Gathered();
  for (const key of ['checks', 'dependencies', 'components', 'services', 'results']) {
    gatherEntries(memberOf(document, key), gathered);
  }
  const verdict = plainStatusOf(statusIn(document)) ?? readiness(document) ?? gathered.worst;
  if (verdict) return { verdict, gathered };
  const inner = objectOf(memberOf(document, 'data'));
  return inner && !Object.hasOwn(inner, 'data') ? readSimple(inner) : undefined;
}

/** `{"ready": true}` */
function readiness(document: JsonObject): DependencyStatus | undefined {
  const flag = ['ready', 'healthy', 'alive', 'ok'].map((key) => memberOf(document, key));
  const said = flag.find((value) => typeof value === 'boolean');
  return said === undefined ? undefined : said ? 'up' : 'down';
}

/** draft-inadarei-api-health-check-06: a check's key is `component:measurement`, and holds one entry for each node. */
function readHealthJson(document: JsonObject): ReadDocument | undefined {
  const verdict = plainStatusOf(memberOf(document, 'status'));
  if (!verdict) return undefined;
  const gathered = new Gathered();
  for (const [name, nodes] of Object.entries(objectOf(memberOf(document, 'checks')) ?? {})) {
    for (const node of arrayOf(nodes) ?? [nodes]) {
      if (gathered.isFull) break;
      const read = dependencyOf(name, node);
      if (read) gathered.add(withObserved(read, objectOf(node)));
    }
  }
  return { verdict, gathered };
}

/** An observed value is a latency where both its measurement and its unit say so: `uptime` has seconds too. */
function withObserved(read: ReportedDependency, node: JsonObject | undefined): ReportedDependency {
  if (!node || !/time|latency|duration/i.test(read.name.split(':')[1] ?? '')) return read;
  const figure = memberOf(node, 'observedValue');
  const unit = memberOf(node, 'observedUnit');
  if (typeof figure !== 'number' || typeof unit !== 'string') return read;
  const latencyMs = inMs(figure, unit);
  return latencyMs === undefined ? read : { ...read, latencyMs };
}

/** Spring Boot's actuator: `components`, in Boot 2.0 and 2.1 `details`, in Boot 1 beside the status itself. */
function readSpring(document: JsonObject): ReadDocument | undefined {
  const status = memberOf(document, 'status');
  const verdict = plainStatusOf(status);
  if (!verdict) return undefined;
  const gathered = new Gathered();
  const held = memberOf(document, 'components') ?? memberOf(document, 'details');
  gatherComponents(objectOf(held) ?? document, '', gathered, 1);
  // MicroProfile and Vert.x speak the same words over a list.
  gatherEntries(memberOf(document, 'checks'), gathered);
  return { verdict, gathered };
}

/** Of a component with components of its own those are named: `broker/us1`. */
function gatherComponents(components: JsonObject, prefix: string, gathered: Gathered, depth: number): void {
  for (const [key, value] of Object.entries(components)) {
    if (gathered.isFull) return;
    const component = objectOf(value);
    if (!component) continue;
    const name = `${prefix}${key}`;
    const inner = objectOf(memberOf(component, 'components') ?? nestedDetails(component));
    const before = gathered.count;
    if (inner && depth < NESTING_MAX) gatherComponents(inner, `${name}/`, gathered, depth + 1);
    const read = dependencyOf(name, component);
    if (read && gathered.count === before) gathered.add(read);
  }
}

/** In Boot 2.0 details may be figures, or components with a status. */
function nestedDetails(component: JsonObject): Json | undefined {
  const details = objectOf(memberOf(component, 'details'));
  const isComponents = details && Object.values(details).some((value) => statusIn(objectOf(value) ?? {}) !== undefined);
  return isComponents ? details : undefined;
}

/** ASP.NET Core: `results` or `entries`, as an object or a list, with time spans for durations. */
function readAspnet(document: JsonObject): ReadDocument | undefined {
  const verdict = plainStatusOf(memberOf(document, 'status') ?? memberOf(document, 'Status'));
  if (!verdict) return undefined;
  const gathered = new Gathered();
  for (const key of ['results', 'entries', 'checks']) gatherEntries(memberOf(document, key), gathered);
  return { verdict, gathered };
}

/** NestJS Terminus: `details` holds all; older ones have `info` and `error` alone. */
function readTerminus(document: JsonObject): ReadDocument | undefined {
  const verdict = plainStatusOf(memberOf(document, 'status'));
  if (!verdict) return undefined;
  const gathered = new Gathered();
  for (const key of ['details', 'error', 'info']) {
    const entries = objectOf(memberOf(document, key));
    for (const [name, entry] of Object.entries(entries ?? {})) if (!gathered.has(name)) gather(name, entry, gathered);
  }
  return { verdict, gathered };
}

/** An object of entries by name, or a list of entries that have one. */
function gatherEntries(held: Json | undefined, gathered: Gathered): void {
  for (const entry of arrayOf(held) ?? []) {
    if (gathered.isFull) return;
    const object = objectOf(entry);
    const name = object && ['name', 'id', 'key', 'component'].map((key) => memberOf(object, key)).find(isName);
    if (name !== undefined) gather(name, entry, gathered);
  }
  for (const [name, entry] of Object.entries(objectOf(held) ?? {})) {
    if (gathered.isFull) return;
    // One of several nodes may be in a list, as in health+json.
    const nodes = arrayOf(entry);
    if (nodes) for (const node of nodes.slice(0, NODES_MAX)) gather(name, node, gathered);
    else gather(name, entry, gathered);
  }
}

/** Nodes of one dependency that are looked at. */
const NODES_MAX = 100;

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function gather(name: string, entry: Json | undefined, gathered: Gathered): void {
  const read = dependencyOf(name, entry);
  if (read) gathered.add(read);
}
