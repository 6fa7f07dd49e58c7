// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'apiKeys.list',
    summary: 'List API keys',
    method: 'GET',
    path: '/api/v1/api-keys',
    parameters: [],
    answer: 'pages',
  },
  {
    name: 'apiKeys.create',
    summary: 'Make an API key, shown this once',
    method: 'POST',
    path: '/api/v1/api-keys',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'expiresAt', type: 'string' },
        {
          name: 'scopes',
          type: 'string',
          isList: true,
          values: ['read', 'write', 'admin'],
          description:
            '`read` looks, `write` changes what is watched and told, `admin` who may do what; each holds those before it. Left out: all.',
        },
      ],
    },
    answer: 'data',
  },
  {
    name: 'apiKeys.get',
    summary: 'Show an API key',
    method: 'GET',
    path: '/api/v1/api-keys/{id}',
    parameters: [{ name: 'id' }],
    answer: 'data',
    hasEtag: true,
  },
  {
    name: 'apiKeys.update',
    summary: 'Rename an API key',
    method: 'PATCH',
    path: '/api/v1/api-keys/{id}',
    parameters: [{ name: 'id' }],
    body: { isRequired: true, fields: [{ name: 'name', type: 'string', isRequired: true }] },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'apiKeys.delete',
    summary: 'Delete an API key',
    method: 'DELETE',
    path: '/api/v1/api-keys/{id}',
    parameters: [{ name: 'id' }],
    answer: 'none',
    isConditional: true,
  },
  {
    name: 'apiKeys.regenerate',
    summary: 'Replace the key itself; the old one ends at once',
    method: 'POST',
    path: '/api/v1/api-keys/{id}/regenerate',
    parameters: [{ name: 'id' }],
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'apiKeys.revoke',
    summary: 'End an API key at once',
    method: 'POST',
    path: '/api/v1/api-keys/{id}/revoke',
    parameters: [{ name: 'id' }],
    answer: 'data',
    isConditional: true,
  },
];
