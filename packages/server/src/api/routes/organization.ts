import { chosen } from '../chosen.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import type { Organization } from '../../stores/port.ts';
import { presentOrganization, presentWorkspace, WORKSPACE_ID } from '../present/organization.ts';
import { notFound, Problem } from '../problem.ts';
import {
  organizationBody,
  organizationDto,
  workspaceBody,
  workspaceChange,
  workspaceDto,
  workspaceParams,
} from '../schemas/organization.ts';
import { pageQuery, single, table, wholeTable } from '../schemas/paging.ts';
import { nothing, operation } from './operation.ts';

const describedBy = (tag: string) => (operationId: string, summary: string) =>
  operation({ operationId, summary, tags: [tag] });
const describe = describedBy('Organization');
const describeWorkspace = describedBy('Workspaces');

/** Who runs the server. */
export function organizationRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { organization } = deps.core;
  const one = single(organizationDto(dialect));

  app.get(
    '/org',
    { schema: { ...describe('getOrganization', 'Show who runs this server'), response: { 200: one } } },
    async () => {
      const kept = await organization.get();
      return { data: presentOrganization(kept) };
    },
  );

  app.put(
    '/org',
    {
      schema: {
        ...describe('updateOrganization', 'Say who runs this server'),
        body: organizationBody,
        response: { 200: one },
      },
    },
    async (request) => {
      const { name, email, size, industry, websiteUrl } = request.body;
      const change = (current: Organization) => ({
        name,
        email,
        ...chosen('size', size, current.size),
        ...chosen('industry', industry, current.industry),
        ...chosen('websiteUrl', websiteUrl, current.websiteUrl),
      });
      const kept = await organization.update(change, actorOf(request));
      return { data: presentOrganization(kept) };
    },
  );
}

/** The one workspace that there is. */
export function workspaceRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { organization } = deps.core;
  const one = single(workspaceDto(dialect));

  function refuseOthers({ workspaceId }: { readonly workspaceId: number }): void {
    if (workspaceId !== WORKSPACE_ID) throw notFound('workspace', String(workspaceId));
  }

  app.get(
    '/workspaces',
    {
      schema: {
        ...describeWorkspace('listWorkspaces', 'List workspaces: there is one'),
        querystring: pageQuery,
        response: { 200: table(workspaceDto(dialect)) },
      },
    },
    async (request) => {
      const whole = wholeTable([presentWorkspace(await organization.workspace())]);
      return request.query.page === 0 ? whole : { ...whole, data: [], hasPrev: true };
    },
  );

  app.post(
    '/workspaces',
    {
      schema: {
        ...describeWorkspace('createWorkspace', 'Make a workspace: refused, there is one on a server'),
        body: workspaceBody,
        response: { 201: one },
      },
    },
    async () => {
      throw new Problem(
        'CONFLICT',
        'a server has one workspace, and all that it keeps is in it: for another one run another server',
      );
    },
  );

  app.get(
    '/workspaces/:workspaceId',
    {
      schema: {
        ...describeWorkspace('getWorkspace', 'Show the workspace'),
        params: workspaceParams,
        response: { 200: one },
      },
    },
    async (request) => {
      refuseOthers(request.params);
      const kept = await organization.workspace();
      return { data: presentWorkspace(kept) };
    },
  );

  app.put(
    '/workspaces/:workspaceId',
    {
      schema: {
        ...describeWorkspace('updateWorkspace', 'Rename the workspace'),
        params: workspaceParams,
        body: workspaceChange,
        response: { 200: one },
      },
    },
    async (request) => {
      refuseOthers(request.params);
      const kept = await organization.renameWorkspace(request.body.name, actorOf(request));
      return { data: presentWorkspace(kept) };
    },
  );

  app.delete(
    '/workspaces/:workspaceId',
    {
      schema: {
        ...describeWorkspace('deleteWorkspace', 'Delete a workspace: refused for the only one'),
        params: workspaceParams,
        response: nothing,
      },
    },
    async (request) => {
      refuseOthers(request.params);
      throw new Problem('IN_USE', 'this is the only workspace, and all that the server keeps is in it');
    },
  );
}
