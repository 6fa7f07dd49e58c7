// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'alertDeliveries.attempts.list',
    summary: 'List the attempts at a delivery',
    method: 'GET',
    path: '/api/v1/alert-deliveries/{id}/attempts',
    parameters: [{ name: 'id' }],
    answer: 'pages',
  },
  {
    name: 'alertDeliveries.retry',
    summary: 'Try a delivery again, now',
    method: 'POST',
    path: '/api/v1/alert-deliveries/{id}/retry',
    parameters: [{ name: 'id' }],
    answer: 'data',
  },
  {
    name: 'alertDeliveries.cancel',
    summary: 'Do not send a delivery that waits',
    method: 'POST',
    path: '/api/v1/alert-deliveries/{id}/cancel',
    parameters: [{ name: 'id' }],
    answer: 'data',
  },
];
