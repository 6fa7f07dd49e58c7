/** An application with four of the usual mistakes, and a check that sees each: `DATABASE_URL=postgres://… node server.js`. */
import { createServer } from 'node:http';
import { createHealth } from '@upwatch/health';
import { eventLoopCheck } from '@upwatch/health/checks/event-loop';
import { httpCheck } from '@upwatch/health/checks/http';
import { postgresqlCheck } from '@upwatch/health/checks/postgresql';
import { nodeHealth } from '@upwatch/health/node';
import pg from 'pg';

const { PORT = '8092', DATABASE_URL, UPLOAD_BYTES_MAX = '100000' } = process.env;
const PROMISED_UPLOAD_BYTES = 1_000_000;

// `keepAlive` and a time limit on the socket would be the cure of stale connections; without them they show.
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 3 });
pool.on('error', (error) => console.error(`idle connection: ${error.message}`));

async function application(request, response) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/orders') return answer(response, 200, (await pool.query('select 42 as orders')).rows[0]);
  if (url.pathname === '/report') return answer(response, 200, { sum: report(Number(url.searchParams.get('ms'))) });
  if (url.pathname === '/checkout') return answer(response, 200, await checkout());
  if (url.pathname === '/upload' && request.method === 'POST') return upload(request, response);
  return answer(response, 404, { error: 'no such page' });
}

/** The first mistake: work that takes long, in one go. Nobody else is answered meanwhile. */
function report(ms) {
  const end = performance.now() + ms;
  let sum = 0;
  while (performance.now() < end) sum += 1;
  return sum;
}

/** The second: a connection that an early return never gives back. */
async function checkout() {
  const client = await pool.connect();
  const { rows } = await client.query('select 0 as stock');
  if (rows[0].stock === 0) return { sold: false };
  client.release();
  return { sold: true };
}

/** The third: a limit, here or on a proxy before it, that is below what the client was promised. */
async function upload(request, response) {
  let received = 0;
  for await (const chunk of request) received += chunk.length;
  if (received > Number(UPLOAD_BYTES_MAX))
    return answer(response, 413, { error: `more than ${UPLOAD_BYTES_MAX} bytes` });
  return answer(response, 200, { received });
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const eventLoop = eventLoopCheck({ warnMs: 100, maxMs: 300, critical: false, cacheMs: 0 });

function healthAt(port) {
  return createHealth({
    version: '1.0.0',
    details: 'always',
    checks: {
      eventLoop,
      database: postgresqlCheck(pool, { timeoutMs: 1_000, cacheMs: 0 }),
      upload: httpCheck(
        { url: `http://127.0.0.1:${port}/upload`, bodyBytes: PROMISED_UPLOAD_BYTES },
        { critical: false, timeoutMs: 10_000, cacheMs: 0 },
      ),
    },
  });
}

const server = createServer((request, response) => {
  Promise.resolve(handle(request, response)).catch((error) => answer(response, 500, { error: error.message }));
});
let handle = application;
server.listen(Number(PORT), '127.0.0.1', () => {
  const { port } = server.address();
  handle = nodeHealth(healthAt(port), application);
  console.log(`http://127.0.0.1:${port}`);
});
