// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'dependencies.list',
    summary: 'List all dependencies, with the monitors that report them',
    description: 'By name, whatever its case; the worst first, then those that most monitors report.',
    method: 'GET',
    path: '/api/v1/dependencies',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      {
        name: 'status',
        type: 'string',
        values: ['up', 'degraded', 'down', 'missing'],
        description: 'Those alone that some monitor reports so.',
      },
    ],
    answer: 'pages',
  },
];
