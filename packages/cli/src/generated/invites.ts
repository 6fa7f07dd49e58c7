// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'invites.list',
    summary: 'List invites',
    method: 'GET',
    path: '/api/v1/invites',
    parameters: [],
    answer: 'pages',
  },
  {
    name: 'invites.create',
    summary: 'Invite somebody: what is answered goes into the link that you send them',
    method: 'POST',
    path: '/api/v1/invites',
    parameters: [],
    body: {
      isRequired: true,
      fields: [
        { name: 'email', type: 'string', isRequired: true },
        { name: 'roleOffered', type: 'string', isRequired: true, values: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] },
      ],
    },
    answer: 'data',
  },
  {
    name: 'invites.resend',
    summary: 'Make another token for an invite; the old one ends',
    method: 'POST',
    path: '/api/v1/invites/{inviteId}/resend',
    parameters: [{ name: 'inviteId' }],
    answer: 'data',
  },
  {
    name: 'invites.revoke',
    summary: 'Take an invite back',
    method: 'POST',
    path: '/api/v1/invites/{inviteId}/revoke',
    parameters: [{ name: 'inviteId' }],
    answer: 'none',
  },
];
