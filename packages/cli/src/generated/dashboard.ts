// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'dashboard.overview',
    summary: 'Show how everything stands',
    method: 'GET',
    path: '/api/v1/dashboard/overview',
    parameters: [],
    answer: 'data',
  },
  {
    name: 'dashboard.lastDays',
    summary: 'Show the last day of some monitors, hour by hour',
    description: 'In the order of the ids; those that name no monitor are left out.',
    method: 'GET',
    path: '/api/v1/dashboard/last-day',
    parameters: [],
    query: [
      {
        name: 'monitorIds',
        type: 'string',
        isRequired: true,
        description: 'Ids of monitors, separated by commas: at most 100.',
        of: { list: 'monitors.list', hasPages: true, hasSearch: true },
      },
    ],
    answer: 'pages',
  },
];
