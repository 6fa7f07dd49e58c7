/** Health endpoints of a NestJS application, on Express or on Fastify. */
import { type ExpressHealth, expressHealth } from './express.ts';
import type { Health } from './health.ts';

/**
 * A global middleware that answers probes: before guards, interceptors and pipes, and beside any global prefix.
 * @example
 * const app = await NestFactory.create(AppModule);
 * app.use(nestHealth(createHealth({ version: '1.4.2' })));
 */
export function nestHealth(health: Health): ExpressHealth {
  return expressHealth(health);
}
