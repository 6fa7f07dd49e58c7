/** The page at `/docs`: the document to read and to try, with Swagger UI's own files and nothing from elsewhere. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Of the package's files those that the page loads; each is read when it is asked for, and none before. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** No script or style in the page itself; the pictures in Swagger UI's style sheet are `data:`. */
const POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'; script-src-attr 'none'";

const STYLE = `body{margin:0;background:#fafafa}
.swagger-ui .info{margin:32px 0 20px}
.swagger-ui .scheme-container{padding:14px 0;margin-bottom:12px}
.swagger-ui .opblock-tag{font-size:20px}
`;

/** `?incident=…`, to which the links of alerts lead, is filled in where an incident is shown. */
const SCRIPT = `const here = new URL('../../', document.currentScript.src);
const incident = /^[\\w-]{1,64}$/.exec(new URLSearchParams(location.search).get('incident') ?? '')?.[0];
fetch(new URL('openapi.json', here)).then((answer) => answer.json()).then((spec) => {
  spec.servers ??= [{ url: here.href.replace(/\\/$/, '') }];
  const parameter = spec.paths['/api/v1/incidents/{id}'].get.parameters.find(({ name }) => name === 'id');
  if (incident) parameter.example = incident;
  SwaggerUIBundle({
    spec,
    dom_id: '#swagger-ui',
    deepLinking: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
  });
}).catch((error) => {
  document.getElementById('swagger-ui').textContent = 'The document cannot be shown: ' + error.message;
});
`;

const OWN_FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  'upwatch.css': ['text/css; charset=utf-8', STYLE],
  'upwatch.js': ['text/javascript; charset=utf-8', SCRIPT],
};

/** Adds the page and its files. */
export function serveDocsPage(app: FastifyInstance, version: string): void {
  const schema = { hide: true };
  app.get('/docs', { schema, exposeHeadRoute: true }, async ({ url }, reply) => {
    const isInside = url.split('?', 1)[0]!.endsWith('/');
    return answer(reply, 'text/html; charset=utf-8').send(page(isInside ? 'static' : 'docs/static', version));
  });
  for (const [name, [type, text]] of Object.entries(OWN_FILES))
    app.get(`/docs/static/${name}`, { schema }, async (_request, reply) => kept(reply, type).send(text));
  for (const [name, type] of Object.entries(FILES))
    app.get(`/docs/static/${name}`, { schema }, async (_request, reply) =>
      kept(reply, type).send(await readFile(new URL(`static/${name}`, import.meta.resolve('@fastify/swagger-ui')))),
    );
}

function answer(reply: FastifyReply, type: string): FastifyReply {
  return reply.type(type).header('content-security-policy', POLICY);
}

/** The page names its files with the version, so a browser may keep them. */
function kept(reply: FastifyReply, type: string): FastifyReply {
  return answer(reply, type).header('cache-control', 'public, max-age=86400');
}

/** @param files where the files are, relative to the page: its address may end with a slash or not */
function page(files: string, version: string): string {
  const of = (name: string): string => `${files}/${name}?v=${encodeURIComponent(version)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Upwatch API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${of('swagger-ui.css')}">
<link rel="stylesheet" href="${of('upwatch.css')}">
</head>
<body>
<div id="swagger-ui"></div>
<script src="${of('swagger-ui-bundle.js')}"></script>
<script src="${of('upwatch.js')}"></script>
</body>
</html>
`;
}
