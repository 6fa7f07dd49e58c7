// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'notificationDispatches.list',
    summary: 'List what policies have done about an incident',
    method: 'GET',
    path: '/api/v1/notification-dispatches',
    parameters: [],
    query: [{ name: 'incident_id', type: 'string', isRequired: true, of: { list: 'incidents.list', hasPages: true } }],
    answer: 'pages',
  },
  {
    name: 'notificationDispatches.get',
    summary: 'Show what a policy has done about an incident',
    method: 'GET',
    path: '/api/v1/notification-dispatches/{id}',
    parameters: [{ name: 'id', of: { list: 'notificationDispatches.list' } }],
    answer: 'data',
  },
  {
    name: 'notificationDispatches.acknowledge',
    summary: 'Take the incident on: no policy tells of it any more',
    method: 'POST',
    path: '/api/v1/notification-dispatches/{id}/acknowledge',
    parameters: [{ name: 'id', of: { list: 'notificationDispatches.list' } }],
    answer: 'data',
  },
];
