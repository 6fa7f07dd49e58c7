// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'auditLog.list',
    summary: 'List who changed what, newest first',
    description: 'Lines are kept for 400 days. `from` and `to` are included.',
    method: 'GET',
    path: '/api/v1/audit-log',
    parameters: [],
    query: [
      { name: 'action', type: 'string' },
      { name: 'actorId', type: 'integer', description: 'The id of an API key, or of a member.' },
      { name: 'actorType', type: 'string', values: ['key', 'member'] },
      { name: 'resourceType', type: 'string' },
      { name: 'from', type: 'string' },
      { name: 'to', type: 'string' },
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
    ],
    answer: 'pages',
  },
];
