// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { Sender } from '../sender.ts';
import { ServerResource } from './server.ts';
import { HeartbeatsResource } from './heartbeats.ts';
import { AuthResource } from './auth.ts';
import { MonitorsResource } from './monitors.ts';
import { IncidentsResource } from './incidents.ts';
import { ForensicsResource } from './forensics.ts';
import { AlertChannelsResource } from './alert-channels.ts';
import { AlertDeliveriesResource } from './alert-deliveries.ts';
import { NotificationPoliciesResource } from './notification-policies.ts';
import { NotificationDispatchesResource } from './notification-dispatches.ts';
import { MaintenanceWindowsResource } from './maintenance-windows.ts';
import { ResourceGroupsResource } from './resource-groups.ts';
import { WebhooksResource } from './webhooks.ts';
import { DeployLockResource } from './deploy-lock.ts';
import { AuditLogResource } from './audit-log.ts';
import { EnvironmentsResource } from './environments.ts';
import { SecretsResource } from './secrets.ts';
import { VaultResource } from './vault.ts';
import { DashboardResource } from './dashboard.ts';
import { IntegrationsResource } from './integrations.ts';
import { NotificationsResource } from './notifications.ts';
import { OrganizationResource } from './organization.ts';
import { WorkspacesResource } from './workspaces.ts';
import { MembersResource } from './members.ts';
import { InvitesResource } from './invites.ts';
import { StatusPagesResource } from './status-pages.ts';
import { TagsResource } from './tags.ts';
import { ApiKeysResource } from './api-keys.ts';
import { ImportsResource } from './imports.ts';
import { DependenciesResource } from './dependencies.ts';
import { ConfigurationResource } from './configuration.ts';

export type { ServerResource };
export type { HeartbeatsResource };
export type { AuthResource };
export type { MonitorsResource };
export type { IncidentsResource };
export type { ForensicsResource };
export type { AlertChannelsResource };
export type { AlertDeliveriesResource };
export type { NotificationPoliciesResource };
export type { NotificationDispatchesResource };
export type { MaintenanceWindowsResource };
export type { ResourceGroupsResource };
export type { WebhooksResource };
export type { DeployLockResource };
export type { AuditLogResource };
export type { EnvironmentsResource };
export type { SecretsResource };
export type { VaultResource };
export type { DashboardResource };
export type { IntegrationsResource };
export type { NotificationsResource };
export type { OrganizationResource };
export type { WorkspacesResource };
export type { MembersResource };
export type { InvitesResource };
export type { StatusPagesResource };
export type { TagsResource };
export type { ApiKeysResource };
export type { ImportsResource };
export type { DependenciesResource };
export type { ConfigurationResource };

/** Everything that a client can ask for. */
export class Resources {
  /** How Upwatch itself is doing. */
  readonly server: ServerResource;

  /** Where jobs report by themselves, and what they reported. */
  readonly heartbeats: HeartbeatsResource;

  /** Who asks, and how people sign in. */
  readonly auth: AuthResource;

  /** What is watched, how often, and what must hold. */
  readonly monitors: MonitorsResource;

  /** When something was down or degraded, and why. */
  readonly incidents: IncidentsResource;

  /** How it was decided: rule by rule, look by look, by which policy. */
  readonly forensics: ForensicsResource;

  /** Where to tell: chat, mail, telephone, on-call services, tickets, webhooks. */
  readonly alertChannels: AlertChannelsResource;

  /** What was told, attempt by attempt. */
  readonly alertDeliveries: AlertDeliveriesResource;

  /** Who is told of which incidents, step by step. */
  readonly notificationPolicies: NotificationPoliciesResource;

  /** What policies have done about an incident. */
  readonly notificationDispatches: NotificationDispatchesResource;

  /** When nobody is to be told, or nothing is to be looked at. */
  readonly maintenanceWindows: MaintenanceWindowsResource;

  /** Monitors that stand together: how many may be down before that is told once. */
  readonly resourceGroups: ResourceGroupsResource;

  /** Events that are posted to programs of yours, signed. */
  readonly webhooks: WebhooksResource;

  /** One deployment at a time. */
  readonly deployLock: DeployLockResource;

  /** Who changed what, when. */
  readonly auditLog: AuditLogResource;

  /** Variables of monitors, by place: production, staging. */
  readonly environments: EnvironmentsResource;

  /** Values that monitors use and nobody sees again. */
  readonly secrets: SecretsResource;

  /** The key that secrets are sealed with. */
  readonly vault: VaultResource;

  /** Everything in a few numbers: monitors and incidents. */
  readonly dashboard: DashboardResource;

  /** Where to tell: chat, mail, telephone, on-call services, tickets, webhooks. */
  readonly integrations: IntegrationsResource;

  /** What happened, for whoever looks into Upwatch itself. */
  readonly notifications: NotificationsResource;

  /** Who runs this server. */
  readonly organization: OrganizationResource;

  /** Where things are kept apart: there is one. */
  readonly workspaces: WorkspacesResource;

  /** Who may use this server, and how far. */
  readonly members: MembersResource;

  /** Who is asked to be a member. */
  readonly invites: InvitesResource;

  /** What the public is told: components, incidents, announced work. */
  readonly statusPages: StatusPagesResource;

  /** Words to find monitors by. */
  readonly tags: TagsResource;

  /** Who may ask, and what. */
  readonly apiKeys: ApiKeysResource;

  /** What was brought from elsewhere, so that it is known again. */
  readonly imports: ImportsResource;

  /** What targets say that they need: how each dependency is, and how it was. */
  readonly dependencies: DependenciesResource;

  /** All that is configured as one document: plan, apply, export. */
  readonly configuration: ConfigurationResource;

  constructor(send: Sender) {
    this.server = new ServerResource(send);
    this.heartbeats = new HeartbeatsResource(send);
    this.auth = new AuthResource(send);
    this.monitors = new MonitorsResource(send);
    this.incidents = new IncidentsResource(send);
    this.forensics = new ForensicsResource(send);
    this.alertChannels = new AlertChannelsResource(send);
    this.alertDeliveries = new AlertDeliveriesResource(send);
    this.notificationPolicies = new NotificationPoliciesResource(send);
    this.notificationDispatches = new NotificationDispatchesResource(send);
    this.maintenanceWindows = new MaintenanceWindowsResource(send);
    this.resourceGroups = new ResourceGroupsResource(send);
    this.webhooks = new WebhooksResource(send);
    this.deployLock = new DeployLockResource(send);
    this.auditLog = new AuditLogResource(send);
    this.environments = new EnvironmentsResource(send);
    this.secrets = new SecretsResource(send);
    this.vault = new VaultResource(send);
    this.dashboard = new DashboardResource(send);
    this.integrations = new IntegrationsResource(send);
    this.notifications = new NotificationsResource(send);
    this.organization = new OrganizationResource(send);
    this.workspaces = new WorkspacesResource(send);
    this.members = new MembersResource(send);
    this.invites = new InvitesResource(send);
    this.statusPages = new StatusPagesResource(send);
    this.tags = new TagsResource(send);
    this.apiKeys = new ApiKeysResource(send);
    this.imports = new ImportsResource(send);
    this.dependencies = new DependenciesResource(send);
    this.configuration = new ConfigurationResource(send);
  }
}
