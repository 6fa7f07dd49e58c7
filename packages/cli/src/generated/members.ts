// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Operation } from '../operations/operation.ts';

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'members.list',
    summary: 'List members, and who is invited to be one',
    method: 'GET',
    path: '/api/v1/members',
    parameters: [],
    query: [
      { name: 'page', type: 'integer' },
      { name: 'size', type: 'integer' },
      { name: 'sort', type: 'string', isList: true },
    ],
    answer: 'pages',
  },
  {
    name: 'members.setRole',
    summary: 'Say what a member may do',
    method: 'PUT',
    path: '/api/v1/members/{userId}/role',
    parameters: [{ name: 'userId' }],
    body: {
      isRequired: true,
      fields: [{ name: 'orgRole', type: 'string', isRequired: true, values: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] }],
    },
    answer: 'none',
    isConditional: true,
  },
  {
    name: 'members.setStatus',
    summary: 'Suspend a member, take them back, or end it',
    method: 'PUT',
    path: '/api/v1/members/{userId}/status',
    parameters: [{ name: 'userId' }],
    body: {
      isRequired: true,
      fields: [
        {
          name: 'status',
          type: 'string',
          isRequired: true,
          values: ['INVITED', 'ACTIVE', 'SUSPENDED', 'LEFT', 'REMOVED', 'DECLINED'],
        },
      ],
    },
    answer: 'none',
    isConditional: true,
  },
  {
    name: 'members.delete',
    summary: 'Remove a member, and what is open of invites to them',
    method: 'DELETE',
    path: '/api/v1/members/{userId}',
    parameters: [{ name: 'userId' }],
    answer: 'none',
    isConditional: true,
  },
  {
    name: 'members.removeSecondFactors',
    summary: 'Remove the second factors and passkeys of a member who lost them; their sessions end',
    method: 'DELETE',
    path: '/api/v1/members/{userId}/second-factors',
    parameters: [{ name: 'userId' }],
    answer: 'none',
  },
  {
    name: 'members.offerPasswordReset',
    summary: 'Make a link with which a member sets a new password, once',
    method: 'POST',
    path: '/api/v1/members/{userId}/password-reset',
    parameters: [{ name: 'userId' }],
    answer: 'data',
  },
];
