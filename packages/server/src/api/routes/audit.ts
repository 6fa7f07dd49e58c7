import type { Api, RouteContext } from '../api-instance.ts';
import { presentAuditEntry } from '../present/audit.ts';
import { auditDto, auditQuery } from '../schemas/audit.ts';
import { pageRequest, table, tableOf } from '../schemas/paging.ts';
import { operation } from './operation.ts';

/** Who changed what. */
export function auditRoutes(app: Api, { deps: { core }, dialect }: RouteContext): void {
  app.get(
    '/audit-log',
    {
      schema: {
        ...operation({
          operationId: 'listAuditLog',
          summary: 'List who changed what, newest first',
          description: 'Lines are kept for 400 days. `from` and `to` are included.',
          tags: ['Audit log'],
        }),
        querystring: auditQuery,
        response: { 200: table(auditDto(dialect)) },
      },
    },
    async (request) => {
      const { action, actorId, actorType, resourceType, from, to } = request.query;
      const at = pageRequest(request.query);
      const page = await core.audit.list(at, {
        ...(action !== undefined && { action }),
        ...(actorId !== undefined && { actorId }),
        ...(actorType !== undefined && { actorType }),
        ...(resourceType !== undefined && { resourceType }),
        ...(from !== undefined && { fromMs: from }),
        ...(to !== undefined && { toMs: to }),
      });
      return tableOf(page, at, presentAuditEntry);
    },
  );
}
