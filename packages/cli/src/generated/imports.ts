// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'imports.list',
    summary: 'List what was imported from a source, and what it became',
    method: 'GET',
    path: '/api/v1/imports/{source}',
    parameters: [{ name: 'source' }],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
    ],
    answer: 'pages',
  },
  {
    name: 'imports.remember',
    summary: 'Remember what was imported from a source; what is not named stays',
    method: 'PUT',
    path: '/api/v1/imports/{source}',
    parameters: [{ name: 'source' }],
    body: { isRequired: true, fields: [{ name: 'entries', type: 'object', isList: true, isRequired: true }] },
    answer: 'data',
  },
];
