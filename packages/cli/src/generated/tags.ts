// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'tags.list',
    summary: 'List tags',
    method: 'GET',
    path: '/api/v1/tags',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
    ],
    answer: 'pages',
  },
  {
    name: 'tags.create',
    summary: 'Make a tag',
    method: 'POST',
    path: '/api/v1/tags',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'color', type: 'string' },
      ],
    },
    answer: 'data',
  },
  {
    name: 'tags.get',
    summary: 'Show a tag',
    method: 'GET',
    path: '/api/v1/tags/{id}',
    parameters: [{ name: 'id', of: { list: 'tags.list', hasPages: true } }],
    answer: 'data',
    hasEtag: true,
  },
  {
    name: 'tags.update',
    summary: 'Change a tag',
    method: 'PUT',
    path: '/api/v1/tags/{id}',
    parameters: [{ name: 'id', of: { list: 'tags.list', hasPages: true } }],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string' },
        { name: 'color', type: 'string' },
      ],
    },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'tags.delete',
    summary: 'Delete a tag, also from its monitors',
    method: 'DELETE',
    path: '/api/v1/tags/{id}',
    parameters: [{ name: 'id', of: { list: 'tags.list', hasPages: true } }],
    answer: 'none',
    isConditional: true,
  },
];
