// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'secrets.list',
    summary: 'List secrets',
    description: 'Their values are never shown.',
    method: 'GET',
    path: '/api/v1/secrets',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
    ],
    answer: 'pages',
  },
  {
    name: 'secrets.create',
    summary: 'Make a secret',
    description: "A monitor's settings name it: `{{secrets.KEY}}`.",
    method: 'POST',
    path: '/api/v1/secrets',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'key', type: 'string', isRequired: true },
        { name: 'value', type: 'string', isRequired: true },
      ],
    },
    answer: 'data',
  },
  {
    name: 'secrets.update',
    summary: 'Change a secret',
    description: 'Every monitor that uses it is looked at with the new value at once.',
    method: 'PUT',
    path: '/api/v1/secrets/{key}',
    parameters: [{ name: 'key', of: { list: 'secrets.list', hasPages: true } }],
    body: { isRequired: true, fields: [{ name: 'value', type: 'string', isRequired: true }] },
    answer: 'data',
    isConditional: true,
  },
  {
    name: 'secrets.delete',
    summary: 'Delete a secret',
    description: 'Refused while a monitor uses it.',
    method: 'DELETE',
    path: '/api/v1/secrets/{key}',
    parameters: [{ name: 'key', of: { list: 'secrets.list', hasPages: true } }],
    answer: 'none',
    isConditional: true,
  },
];
