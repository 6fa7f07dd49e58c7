// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type { CreateWorkspaceRequest, ListWorkspacesQuery, UpdateWorkspaceRequest, Workspace } from './models.ts';

/** Where things are kept apart: there is one. `client.workspaces` */
export class WorkspacesResource extends Resource {
  /**
   * List workspaces: there is one.
   *
   * `GET /api/v1/workspaces`
   * @throws ValidationError, AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.workspaces.list()) console.log(one);
   */
  list(query?: ListWorkspacesQuery, options?: CallOptions): Paged<Workspace, Page<Workspace>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/workspaces', query }, options);
  }

  /**
   * Make a workspace: refused, there is one on a server.
   *
   * `POST /api/v1/workspaces`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.workspaces.create({ name: 'Production' });
   */
  create(body: CreateWorkspaceRequest, options?: CallOptions): Promise<Workspace> {
    return this.send.data({ method: 'POST', path: '/api/v1/workspaces', body, makes: true }, options);
  }

  /**
   * Show the workspace.
   *
   * `GET /api/v1/workspaces/{workspaceId}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.workspaces.get(1);
   */
  get(workspaceId: number, options?: CallOptions): Promise<Workspace> {
    return this.send.data(
      { method: 'GET', path: '/api/v1/workspaces/{workspaceId}', params: { workspaceId } },
      options,
    );
  }

  /**
   * Rename the workspace.
   *
   * `PUT /api/v1/workspaces/{workspaceId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.workspaces.update(1, { name: 'Production' });
   */
  update(workspaceId: number, body: UpdateWorkspaceRequest, options?: CallOptions): Promise<Workspace> {
    return this.send.data(
      { method: 'PUT', path: '/api/v1/workspaces/{workspaceId}', params: { workspaceId }, body },
      options,
    );
  }

  /**
   * Delete a workspace: refused for the only one.
   *
   * `DELETE /api/v1/workspaces/{workspaceId}`
   * @param options `ifMatch`: what was read before, so that no change of somebody else is lost
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.workspaces.delete(1);
   */
  delete(workspaceId: number, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'DELETE', path: '/api/v1/workspaces/{workspaceId}', params: { workspaceId } },
      options,
    );
  }
}
