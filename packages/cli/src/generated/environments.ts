// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'environments.list',
    summary: 'List environments',
    method: 'GET',
    path: '/api/v1/environments',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
    ],
    answer: 'pages',
  },
  {
    name: 'environments.create',
    summary: 'Make an environment',
    description: 'One that is the default takes that from the one before.',
    method: 'POST',
    path: '/api/v1/environments',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string', isRequired: true },
        { name: 'slug', type: 'string', isRequired: true },
        {
          name: 'variables',
          type: 'object',
          description: 'By name: settings of monitors say `{{variables.NAME}}`. One that is null is not there.',
        },
        { name: 'isDefault', type: 'boolean' },
      ],
    },
    answer: 'data',
  },
  {
    name: 'environments.get',
    summary: 'Show an environment',
    method: 'GET',
    path: '/api/v1/environments/{slug}',
    parameters: [{ name: 'slug', of: { list: 'environments.list', hasPages: true } }],
    answer: 'data',
    hasEtag: true,
  },
  {
    name: 'environments.update',
    summary: 'Change an environment',
    description:
      'What is left out stays; `variables` are replaced as a whole. Monitors that name a changed one are looked at at once.',
    method: 'PUT',
    path: '/api/v1/environments/{slug}',
    parameters: [{ name: 'slug', of: { list: 'environments.list', hasPages: true } }],
    body: {
      isRequired: true,
      fields: [
        { name: 'name', type: 'string' },
        {
          name: 'variables',
          type: 'object',
          description: 'By name: settings of monitors say `{{variables.NAME}}`. One that is null is not there.',
        },
        { name: 'isDefault', type: 'boolean' },
      ],
    },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'environments.delete',
    summary: 'Delete an environment',
    description: 'Refused while a monitor is in it, or a resource group names it.',
    method: 'DELETE',
    path: '/api/v1/environments/{slug}',
    parameters: [{ name: 'slug', of: { list: 'environments.list', hasPages: true } }],
    answer: 'none',
    isConditional: true,
  },
];
