// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'notifications.list',
    summary: 'List what happened, newest first',
    method: 'GET',
    path: '/api/v1/notifications',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'unreadOnly', type: 'boolean' },
    ],
    answer: 'pages',
  },
  {
    name: 'notifications.countUnread',
    summary: 'Count what this key has not read',
    method: 'GET',
    path: '/api/v1/notifications/unread-count',
    parameters: [],
    answer: 'data',
  },
  {
    name: 'notifications.read',
    summary: 'Mark one as read by this key',
    method: 'PUT',
    path: '/api/v1/notifications/{id}/read',
    parameters: [{ name: 'id' }],
    answer: 'none',
  },
  {
    name: 'notifications.readAll',
    summary: 'Mark all as read by this key',
    method: 'PUT',
    path: '/api/v1/notifications/read-all',
    parameters: [],
    answer: 'none',
  },
];
