/** A part of the API that most servers are never asked for: made when the first request for it comes. */
import type { FastifyInstance } from 'fastify';

/**
 * Hands every request under some prefixes, body unread, to a server of its own, made for the first of them.
 * @param app a scope of its own: nothing but handing over is done in it
 * @param make its paths begin with the prefixes too
 */
export function handOver(
  app: FastifyInstance,
  prefixes: readonly string[],
  make: () => FastifyInstance | Promise<FastifyInstance>,
): void {
  let made: Promise<FastifyInstance> | undefined;

  async function ready(): Promise<FastifyInstance> {
    try {
      const other = await make();
      await other.ready();
      return other;
    } catch (error) {
      // The next request tries again.
      made = undefined;
      throw error;
    }
  }

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  for (const prefix of prefixes) {
    app.all(`${prefix}/*`, { schema: { hide: true } }, async (request, reply) => {
      made ??= ready();
      const other = await made;
      reply.hijack();
      other.routing(request.raw, reply.raw);
    });
  }
  app.addHook('onClose', async () => (await made)?.close());
}
