// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'workspaces.list',
    summary: 'List workspaces: there is one',
    method: 'GET',
    path: '/api/v1/workspaces',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
    ],
    answer: 'pages',
  },
  {
    name: 'workspaces.create',
    summary: 'Make a workspace: refused, there is one on a server',
    method: 'POST',
    path: '/api/v1/workspaces',
    parameters: [],
    body: { isRequired: true, fields: [{ name: 'name', type: 'string', isRequired: true }] },
    answer: 'data',
  },
  {
    name: 'workspaces.get',
    summary: 'Show the workspace',
    method: 'GET',
    path: '/api/v1/workspaces/{workspaceId}',
    parameters: [{ name: 'workspaceId' }],
    answer: 'data',
    hasEtag: true,
  },
  {
    name: 'workspaces.update',
    summary: 'Rename the workspace',
    method: 'PUT',
    path: '/api/v1/workspaces/{workspaceId}',
    parameters: [{ name: 'workspaceId' }],
    body: { isRequired: true, fields: [{ name: 'name', type: 'string', isRequired: true }] },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'workspaces.delete',
    summary: 'Delete a workspace: refused for the only one',
    method: 'DELETE',
    path: '/api/v1/workspaces/{workspaceId}',
    parameters: [{ name: 'workspaceId' }],
    answer: 'none',
    isConditional: true,
  },
];
