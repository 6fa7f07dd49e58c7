/** A whole application with health endpoints, in one file: `PORT=8091 HEALTH_TOKEN=… node server.js`. */
import { createServer } from 'node:http';
import { createHealth } from '@upwatch/health';
import { isQuietProbe } from '@upwatch/health/logs';
import { METRICS_CONTENT_TYPE, metricsText } from '@upwatch/health/metrics';
import { nodeHealth } from '@upwatch/health/node';
import { gracefulShutdown } from '@upwatch/health/shutdown';

const { PORT = '8091', HEALTH_TOKEN, DRAIN_MS = '5000' } = process.env;

// What the application keeps in memory stands for what yours keeps elsewhere.
const shop = { orders: new Map(), isOpen: false };

const health = createHealth({
  version: '1.0.0',
  startup: ['opening'],
  checks: {
    orders: {
      run: () => {
        if (!shop.isOpen) throw new Error('the shop is closed');
        const share = Math.round((shop.orders.size / 1_000) * 100);
        return { message: `${shop.orders.size} of 1000`, observedValue: share, observedUnit: '%', warn: share > 90 };
      },
    },
    recommendations: { run: () => Promise.reject(new Error('not there yet')), critical: false },
  },
  ...(HEALTH_TOKEN ? { token: HEALTH_TOKEN } : {}),
});

async function application(request, response) {
  response.on('finish', () => {
    if (!isQuietProbe(request, response)) console.log(request.method, request.url, response.statusCode);
  });
  if (request.url === '/metrics') {
    response.setHeader('content-type', METRICS_CONTENT_TYPE);
    response.end(await metricsText(health));
    return;
  }
  response.end('Hello.\n');
}

const server = createServer(nodeHealth(health, application));
gracefulShutdown(health, {
  servers: [server],
  drainMs: Number(DRAIN_MS),
  hooks: [{ name: 'orders', run: () => console.log(`${shop.orders.size} orders kept`) }],
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
await health.startup('opening', () => {
  shop.isOpen = true;
});
