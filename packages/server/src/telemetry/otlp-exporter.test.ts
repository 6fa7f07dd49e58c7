import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { LookRows, type Monitor } from '@upwatch/core';
import { counter, gauge } from '../api/metrics/exposition.ts';
import { OtlpExporter, type OtlpExporterOptions } from './otlp-exporter.ts';

interface Received {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into bodies of every shape
  readonly body: any;
}

/** What a collector is, as far as we see of one: it answers as a test says, and keeps what it was sent. */
async function collector(t: TestContext) {
  const received: Received[] = [];
  const answers: [status: number, headers?: Record<string, string>][] = [];
  const server = http.createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      received.push({ path: request.url!, headers: request.headers, body: JSON.parse(text) });
      const [status, headers = {}] = answers.shift() ?? [200];
      response.writeHead(status, headers).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  t.after(close);
  return { received, answers, close, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/otlp` };
}

const START_MS = 1_767_225_600_000;

function exporterTo(endpoint: string, given: Partial<OtlpExporterOptions> = {}) {
  const time = { ms: 0 };
  const said: string[] = [];
  const exporter = new OtlpExporter({
    endpoint,
    headers: { 'x-key': 'canary-otlp' },
    signals: ['metrics', 'traces'],
    intervalSeconds: 30,
    clock: { wall: () => START_MS + time.ms, monotonic: () => time.ms },
    resource: { 'service.name': 'upwatch' },
    startMs: START_MS,
    monitorOfKey: (key) => (key === 7 ? ({ id: 'm7', name: 'shop', type: 'HTTP' } as Monitor) : undefined),
    onChange: (message) => said.push(message),
    ...given,
  });
  const pass = async (ms: number): Promise<void> => {
    time.ms += ms;
    await exporter.tick();
  };
  return { exporter, said, pass };
}

function looks(count: number, monitorKey = 7) {
  const rows = new LookRows(count);
  const phases = { dnsMs: 1, tcpMs: 2.5, ttfbMs: 10, totalMs: 14 };
  for (let i = 0; i < count; i++) {
    const look = { monitorKey, slotMs: START_MS + i, latenessMs: 0.25, kind: 'scheduled', attempts: 1 } as const;
    rows.push({ ...look, outcome: 'down', phases, statusCode: 503, bodyBytes: 0, failureCode: 'status.unexpected' });
  }
  return { region: 'local', rows };
}

function spansIn({ body }: Received) {
  return body.resourceSpans[0].scopeSpans[0].spans as Record<string, unknown>[];
}

test('a look is a span with its phases one after another in it, and what was wrong', async (t) => {
  const { received, endpoint } = await collector(t);
  const { exporter, pass } = exporterTo(endpoint);
  exporter.looks(looks(1));
  exporter.looks(looks(1, 8));
  await pass(4000);
  assert.equal(received.length, 0, 'a few are waited with');
  await pass(1000);
  const [request] = received;
  assert.equal(request?.path, '/otlp/v1/traces');
  assert.equal(request.headers['x-key'], 'canary-otlp');
  const [whole, dns, tcp, ttfb, ...none] = spansIn(request) as Record<string, string>[];
  assert.deepEqual(none, []);
  assert.match(whole!['traceId']!, /^[0-9a-f]{32}$/);
  assert.deepEqual(
    [whole!['name'], whole!['kind'], whole!['startTimeUnixNano'], whole!['endTimeUnixNano'], whole!['status']],
    ['look HTTP', 3, '1767225600000250000', '1767225600014250000', { code: 2, message: 'status.unexpected' }],
  );
  const attributes = whole!['attributes'] as unknown as { key: string; value: object }[];
  assert.deepEqual(attributes.find(({ key }) => key === 'http.response.status_code')?.value, { intValue: '503' });
  assert.ok([dns, tcp, ttfb].every((part) => part!['parentSpanId'] === whole!['spanId']));
  assert.equal(tcp!['startTimeUnixNano'], dns!['endTimeUnixNano']);
  assert.equal(ttfb!['startTimeUnixNano'], '1767225600003750000');
  assert.equal(exporter.stats.sent, 1);
});

test('metrics go out at their interval, under the names that Prometheus sees', async (t) => {
  const { received, endpoint } = await collector(t);
  const { exporter, pass } = exporterTo(endpoint);
  const up = gauge('upwatch_monitor_up', 'Up.', [{ value: 0.5, labels: { monitor: 'shop' } }]);
  exporter.measure(async () => [up, counter('upwatch_looks_total', 'Looks.', 7), gauge('empty', 'None.', [])]);
  await pass(0);
  await pass(29_000);
  assert.equal(received.length, 1);
  await pass(1000);
  assert.equal(received.length, 2);
  const [first, second, ...none] = received[1]!.body.resourceMetrics[0].scopeMetrics[0].metrics;
  assert.equal(received[1]?.path, '/otlp/v1/metrics');
  assert.deepEqual(none, []);
  assert.deepEqual(first.gauge.dataPoints[0].attributes, [{ key: 'monitor', value: { stringValue: 'shop' } }]);
  assert.deepEqual([first.gauge.dataPoints[0].asDouble, second.sum.dataPoints[0].asDouble], [0.5, 7]);
  assert.deepEqual([second.sum.isMonotonic, second.sum.aggregationTemporality], [true, 2]);
  assert.equal(second.sum.dataPoints[0].timeUnixNano, String(BigInt(START_MS + 30_000) * 1_000_000n));
});

test('how long looks took is a histogram for each type, region and phase, cumulative, in seconds', async (t) => {
  const { received, endpoint } = await collector(t);
  const { exporter, pass } = exporterTo(endpoint, { signals: ['metrics'] });
  exporter.measure(async () => []);
  exporter.looks(looks(2));
  exporter.looks(looks(3, 8));
  await pass(0);
  exporter.looks(looks(1));
  await pass(30_000);
  assert.deepEqual(
    received.map(({ path }) => path),
    ['/otlp/v1/metrics', '/otlp/v1/metrics'],
  );
  const [metric, ...none] = received[1]!.body.resourceMetrics[0].scopeMetrics[0].metrics;
  assert.deepEqual([metric.name, metric.unit, none], ['upwatch.look.duration', 's', []]);
  const { dataPoints, aggregationTemporality } = metric.histogram;
  assert.equal(aggregationTemporality, 2);
  const phaseOf = (point: { attributes: { key: string; value: { stringValue: string } }[] }) =>
    point.attributes.find(({ key }) => key === 'upwatch.phase')?.value.stringValue;
  assert.deepEqual(dataPoints.map(phaseOf), ['total', 'dns', 'tcp', 'ttfb']);
  const [total, , , ttfb] = dataPoints;
  assert.deepEqual([total.count, ttfb.count], ['3', '3']);
  assert.ok(Math.abs(total.sum - 0.042) < 1e-9, total.sum);
  assert.deepEqual([total.min, total.max], [0.014, 0.014]);
  assert.equal(total.bucketCounts.length, total.explicitBounds.length + 1);
  // A bound belongs to the bucket below it: 14 ms, and exactly 10 ms.
  assert.deepEqual(total.bucketCounts.slice(0, 4), ['0', '0', '3', '0']);
  assert.deepEqual(ttfb.bucketCounts.slice(0, 4), ['0', '3', '0', '0']);
  assert.deepEqual([total.startTimeUnixNano, total.timeUnixNano], ['1767225600000000000', '1767225630000000000']);
});

test('many points go in parts', async (t) => {
  const { received, endpoint } = await collector(t);
  const { exporter, pass } = exporterTo(endpoint);
  const samples = Array.from({ length: 12_000 }, (_, i) => ({ value: i, labels: { i: String(i) } }));
  exporter.measure(async () => [gauge('a', 'A.', samples.slice(0, 6000)), gauge('b', 'B.', samples.slice(6000))]);
  await pass(0);
  const points = received.map(({ body }) =>
    body.resourceMetrics[0].scopeMetrics[0].metrics.flatMap(
      (one: { gauge: { dataPoints: object[] } }) => one.gauge.dataPoints,
    ),
  );
  assert.deepEqual(
    points.map((part) => part.length),
    [5000, 5000, 2000],
  );
});

test('what cannot be sent is sent later: after a rest that doubles, or as the collector asks', async (t) => {
  const { received, answers, endpoint } = await collector(t);
  const { exporter, said, pass } = exporterTo(endpoint, { signals: ['traces'] });
  answers.push([503], [503], [429, { 'retry-after': '40' }]);
  exporter.looks(looks(1));
  const countAfter = async (ms: number): Promise<number> => {
    await pass(ms);
    return received.length;
  };
  assert.equal(await countAfter(5000), 1);
  assert.equal(await countAfter(900), 1);
  assert.equal(await countAfter(100), 2);
  assert.equal(await countAfter(1900), 2);
  assert.equal(await countAfter(100), 3);
  assert.equal(await countAfter(39_000), 3);
  assert.equal(await countAfter(1000), 4);
  assert.deepEqual(exporter.stats, { queued: 0, sent: 1, dropped: 0, failures: 3 });
  assert.deepEqual(said, ['the OTLP endpoint answered 503', 'the OTLP endpoint takes what is sent again']);
});

test('what is refused is dropped and counted, and what does not fit is too', async (t) => {
  const { answers, endpoint } = await collector(t);
  const { exporter, said, pass } = exporterTo(endpoint, { queueMax: 10 });
  exporter.looks(looks(25));
  assert.deepEqual([exporter.stats.queued, exporter.stats.dropped], [10, 15]);
  answers.push([400]);
  await pass(5000);
  assert.deepEqual(exporter.stats, { queued: 0, sent: 0, dropped: 25, failures: 1 });
  assert.deepEqual(said, ['the OTLP endpoint refuses: answered 400']);
});

test('one that takes no JSON is told of as that', async (t) => {
  const { answers, endpoint } = await collector(t);
  const { exporter, said, pass } = exporterTo(endpoint);
  exporter.looks(looks(1));
  answers.push([415], [415]);
  await pass(5000);
  assert.deepEqual(said, ['the OTLP endpoint refuses: answered 415, it takes no JSON: see docs/metrics.md']);
});

test('a collector that is not there costs nothing but what is dropped, and its address and key are said nowhere', async (t) => {
  const { endpoint, close } = await collector(t);
  await close();
  const { exporter, said, pass } = exporterTo(`${endpoint}/canary-path`, { queueMax: 10 });
  exporter.looks(looks(12));
  await pass(5000);
  assert.deepEqual(said, ['the OTLP endpoint could not be reached: ECONNREFUSED']);
  assert.ok(!said.join().includes('canary'));
  await exporter.close();
  assert.equal(exporter.stats.dropped, 2);
});

test('a redirect is not followed: the key would go with it', async (t) => {
  const { received, answers, endpoint } = await collector(t);
  const { exporter, pass } = exporterTo(endpoint);
  answers.push([307, { location: '/elsewhere' }]);
  exporter.looks(looks(1));
  await pass(5000);
  assert.deepEqual(
    received.map(({ path }) => path),
    ['/otlp/v1/traces'],
  );
});

test('what waits at the end is sent', async (t) => {
  const { received, endpoint } = await collector(t);
  const { exporter } = exporterTo(endpoint);
  exporter.looks(looks(600));
  await exporter.close();
  assert.equal(received.length, 2);
  assert.equal(exporter.stats.sent, 600);
});

test('a request is a part of the trace that its client named; what names none begins one', async (t) => {
  const { received, endpoint } = await collector(t);
  const { exporter, pass } = exporterTo(endpoint);
  const request = { method: 'GET', route: '/api/v1/monitors/:id', statusCode: 200, endMs: START_MS, tookMs: 2 };
  const [traceId, parent] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  exporter.request({ ...request, traceparent: `00-${traceId}-${parent}-01` });
  exporter.request({ ...request, statusCode: 500, traceparent: 'nonsense' });
  await pass(5000);
  const [first, second] = spansIn(received[0]!);
  assert.deepEqual(
    [first!['name'], first!['kind'], first!['traceId'], first!['parentSpanId'], first!['status']],
    ['GET /api/v1/monitors/:id', 2, traceId, parent, undefined],
  );
  assert.ok(second!['traceId'] !== traceId && second!['parentSpanId'] === undefined);
  assert.deepEqual(second!['status'], { code: 2, message: '500' });
});
