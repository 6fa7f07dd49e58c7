/** Every operation of the organisation and of what is over all, each with a request that succeeds. */
import type { Walk, Walked } from './walk-operations.ts';

export async function* walkOrganization(walk: Walk): AsyncGenerator<Walked> {
  yield await walk('GET', '/api/v1/dashboard/overview');
  yield await walk('GET', '/api/v1/integrations');
  yield await walk('GET', '/api/v1/notifications/unread-count');
  const told = await walk('GET', '/api/v1/notifications?unreadOnly=true');
  yield told;
  yield await walk('PUT', '/api/v1/notifications/{id}/read', { id: told.answer.body.data[0].id });
  yield await walk('PUT', '/api/v1/notifications/read-all');
  yield await walk('GET', '/api/v1/org');
  yield await walk('PUT', '/api/v1/org', {}, { name: 'Shop', email: 'ops@shop.test', size: '11-50' });
  yield await walk('GET', '/api/v1/workspaces');
  yield await walk('GET', '/api/v1/workspaces/{workspaceId}', { workspaceId: 1 });
  yield await walk('PUT', '/api/v1/workspaces/{workspaceId}', { workspaceId: 1 }, { name: 'Production' });
  const made = await walk('POST', '/api/v1/invites', {}, { email: 'ada@shop.test', roleOffered: 'ADMIN' });
  yield made;
  const { inviteId } = made.answer.body.data;
  yield await walk('POST', '/api/v1/invites/{inviteId}/resend', { inviteId });
  yield await walk('GET', '/api/v1/invites');
  const listed = await walk('GET', '/api/v1/members');
  yield listed;
  const { userId } = listed.answer.body.data[0];
  yield await walk('PUT', '/api/v1/members/{userId}/role', { userId }, { orgRole: 'MEMBER' });
  yield await walk('PUT', '/api/v1/members/{userId}/status', { userId }, { status: 'DECLINED' });
  yield await walk('POST', '/api/v1/invites/{inviteId}/revoke', { inviteId });
  yield await walk('DELETE', '/api/v1/members/{userId}', { userId });
}
