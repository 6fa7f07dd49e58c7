/** The operations of the contract: the same in each dialect. */
import type { Api, RouteContext } from './api-instance.ts';
import { auditRoutes } from './routes/audit.ts';
import { channelRoutes } from './routes/channels.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { deployLockRoutes } from './routes/deploy-lock.ts';
import { environmentRoutes } from './routes/environments.ts';
import { explainingRoutes } from './routes/explaining.ts';
import { forensicsRoutes } from './routes/forensics.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { keyRoutes } from './routes/keys.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { meRoutes } from './routes/me.ts';
import { monitorAuthRoutes } from './routes/monitor-auth.ts';
import { monitorBulkRoutes } from './routes/monitor-bulk.ts';
import {
  monitorAssertionRoutes,
  monitorChannelRoutes,
  monitorPolicyRoutes,
  monitorTagRoutes,
  monitorVersionRoutes,
} from './routes/monitor-parts.ts';
import { monitorTestRoutes } from './routes/monitor-tests.ts';
import { monitorRoutes } from './routes/monitors.ts';
import { notificationDispatchRoutes } from './routes/notification-dispatches.ts';
import { notificationPolicyRoutes } from './routes/notification-policies.ts';
import { inviteRoutes, memberRoutes } from './routes/members.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { organizationRoutes, workspaceRoutes } from './routes/organization.ts';
import { overviewRoutes } from './routes/overview.ts';
import { resourceGroupRoutes } from './routes/resource-groups.ts';
import { resultRoutes } from './routes/results.ts';
import { secretRoutes } from './routes/secrets.ts';
import { statusPageAudienceRoutes } from './routes/status-page-audience.ts';
import { statusPageIncidentRoutes } from './routes/status-page-incidents.ts';
import { statusPagePartRoutes } from './routes/status-page-parts.ts';
import { statusPageRoutes } from './routes/status-pages.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { tagRoutes } from './routes/tags.ts';

/** @param onEnded a key stops working, or a member may something else: told the holder, `key:3` */
export function contractRoutes(api: Api, context: RouteContext, onEnded: (holder: string) => void): void {
  monitorRoutes(api, context);
  monitorBulkRoutes(api, context);
  monitorTestRoutes(api, context);
  monitorTagRoutes(api, context);
  monitorChannelRoutes(api, context);
  monitorAssertionRoutes(api, context);
  monitorPolicyRoutes(api, context);
  monitorVersionRoutes(api, context);
  heartbeatRoutes(api, context);
  monitorAuthRoutes(api, context);
  resultRoutes(api, context);
  incidentRoutes(api, context);
  forensicsRoutes(api, context);
  explainingRoutes(api, context);
  channelRoutes(api, context);
  deliveryRoutes(api, context);
  notificationPolicyRoutes(api, context);
  notificationDispatchRoutes(api, context);
  maintenanceRoutes(api, context);
  resourceGroupRoutes(api, context);
  webhookRoutes(api, context);
  deployLockRoutes(api, context);
  auditRoutes(api, context);
  environmentRoutes(api, context);
  secretRoutes(api, context);
  overviewRoutes(api, context);
  notificationRoutes(api, context);
  organizationRoutes(api, context);
  workspaceRoutes(api, context);
  memberRoutes(api, context, onEnded);
  inviteRoutes(api, context);
  statusPageRoutes(api, context);
  statusPagePartRoutes(api, context);
  statusPageIncidentRoutes(api, context);
  statusPageAudienceRoutes(api, context);
  tagRoutes(api, context);
  meRoutes(api, context);
  keyRoutes(api, context, onEnded);
}
