/** `/llms.txt`: where an agent that comes upon this server begins. Made from the document's own words. */
import type { FastifyInstance } from 'fastify';

interface Described {
  readonly info: { readonly version: string };
  readonly tags?: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly tags: readonly string[] }>>>>;
}

export function serveLlmsText(app: FastifyInstance): void {
  app.get('/llms.txt', { schema: { hide: true }, exposeHeadRoute: true }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(llmsText(app.swagger() as unknown as Described)),
  );
}

/** Markdown, as https://llmstxt.org has it: a title, a summary, then links with what they lead to. */
function llmsText({ info, tags = [], paths }: Described): string {
  const resources = tags.map(({ name, description }) => {
    const count = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .filter((operation) => operation.tags.includes(name)).length;
    return `- ${name} (${count} operations): ${description}`;
  });
  return `# Upwatch

> A monitoring server: it watches what its owner runs, and says that it is down, where, and why. Version ${info.version}.

Every request but those for health and heartbeats needs an API key, sent as \`Authorization: Bearer uw_…\`: ask the owner for one.
Times are ISO 8601 in UTC, durations say their unit in their name, lists come in pages (\`page\` from 0, \`size\`). Every refusal is
one \`application/problem+json\`: decide by its \`code\`.

## Read first
- [The API's document](openapi.json): OpenAPI 3.1, every operation with its schema; nothing that can be done is missing in it
- [Tools](mcp): the same operations over the Model Context Protocol (streamable HTTP, POST, the same keys); only those that read, unless \`?writes=1\`
- [What is wrong now](api/v1/incidents?status=CONFIRMED): incidents; \`/api/v1/incidents/{id}/explanation\` says in sentences why one was
- [What is watched](api/v1/monitors): monitors, with their status

## Resources, under /api/v1
${resources.join('\n')}

## Optional
- [The document to browse](docs/): for people
- [Metrics](metrics): Prometheus text
- [Health](health), [readiness](ready): open to anyone
`;
}
