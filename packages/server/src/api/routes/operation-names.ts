/**
 * What an operation is called by those who use it: `monitors.create` is `client.monitors.create` in the SDK, `upwatch
 * monitors create` on the command line and the tool `monitors_create`. In the document as `x-upwatch-name`. Names are
 * part of the wire format: one is added with its operation, and never renamed.
 */

/** By `operationId`: the resource, those that stand in it, and the verb. */
export const OPERATION_NAMES: Readonly<Record<string, string>> = {
  listMonitors: 'monitors.list',
  createMonitor: 'monitors.create',
  getMonitor: 'monitors.get',
  updateMonitor: 'monitors.update',
  deleteMonitor: 'monitors.delete',
  pauseMonitor: 'monitors.pause',
  resumeMonitor: 'monitors.resume',
  rotateMonitorToken: 'monitors.rotateToken',
  bulkMonitorAction: 'monitors.bulk',
  listMonitorSignals: 'monitors.signals.list',
  testMonitor: 'monitors.test',
  testMonitorConfig: 'monitors.testConfig',
  getMonitorUptime: 'monitors.uptime',
  setMonitorAlertChannels: 'monitors.alertChannels.set',
  createMonitorAssertion: 'monitors.assertions.create',
  updateMonitorAssertion: 'monitors.assertions.update',
  deleteMonitorAssertion: 'monitors.assertions.delete',
  getMonitorPolicy: 'monitors.policy.get',
  setMonitorPolicy: 'monitors.policy.set',
  replayMonitorPolicy: 'monitors.policy.replay',
  listMonitorResults: 'monitors.results.list',
  getMonitorResult: 'monitors.results.get',
  getMonitorResultSummary: 'monitors.results.summarize',
  listMonitorTags: 'monitors.tags.list',
  addMonitorTags: 'monitors.tags.add',
  removeMonitorTags: 'monitors.tags.remove',
  listMonitorVersions: 'monitors.versions.list',
  getMonitorVersion: 'monitors.versions.get',

  pingHeartbeat: 'heartbeats.ping',
  reportHeartbeat: 'heartbeats.report',
  pingHeartbeatAs: 'heartbeats.pingAs',
  reportHeartbeatAs: 'heartbeats.reportAs',

  setMonitorAuth: 'monitors.auth.set',
  updateMonitorAuth: 'monitors.auth.update',
  deleteMonitorAuth: 'monitors.auth.delete',

  listEnvironments: 'environments.list',
  createEnvironment: 'environments.create',
  getEnvironment: 'environments.get',
  updateEnvironment: 'environments.update',
  deleteEnvironment: 'environments.delete',

  listSecrets: 'secrets.list',
  createSecret: 'secrets.create',
  updateSecret: 'secrets.update',
  deleteSecret: 'secrets.delete',
  rotateVault: 'vault.rotate',

  listIncidents: 'incidents.list',
  createIncident: 'incidents.create',
  getIncident: 'incidents.get',
  acknowledgeIncident: 'incidents.acknowledge',
  unacknowledgeIncident: 'incidents.unacknowledge',
  resolveIncident: 'incidents.resolve',
  explainIncident: 'incidents.explain',
  addIncidentUpdate: 'incidents.updates.create',

  listMonitorRuleEvaluations: 'forensics.ruleEvaluations.list',
  listMonitorTransitions: 'forensics.transitions.list',
  getIncidentTimeline: 'forensics.timelines.get',
  getPolicySnapshot: 'forensics.policySnapshots.get',
  getCheckTrace: 'forensics.traces.get',

  listAlertChannels: 'alertChannels.list',
  createAlertChannel: 'alertChannels.create',
  getAlertChannel: 'alertChannels.get',
  updateAlertChannel: 'alertChannels.update',
  deleteAlertChannel: 'alertChannels.delete',
  testAlertChannel: 'alertChannels.test',
  testAlertChannelConfig: 'alertChannels.testConfig',
  listAlertChannelDeliveries: 'alertChannels.deliveries.list',

  retryAlertDelivery: 'alertDeliveries.retry',
  cancelAlertDelivery: 'alertDeliveries.cancel',
  listAlertDeliveryAttempts: 'alertDeliveries.attempts.list',

  listNotificationPolicies: 'notificationPolicies.list',
  createNotificationPolicy: 'notificationPolicies.create',
  getNotificationPolicy: 'notificationPolicies.get',
  updateNotificationPolicy: 'notificationPolicies.update',
  deleteNotificationPolicy: 'notificationPolicies.delete',
  testNotificationPolicy: 'notificationPolicies.test',
  previewNotifications: 'notificationPolicies.preview',
  listNotificationPolicyDispatches: 'notificationPolicies.dispatches.list',

  listNotificationDispatches: 'notificationDispatches.list',
  getNotificationDispatch: 'notificationDispatches.get',
  acknowledgeNotificationDispatch: 'notificationDispatches.acknowledge',

  listResourceGroups: 'resourceGroups.list',
  createResourceGroup: 'resourceGroups.create',
  getResourceGroup: 'resourceGroups.get',
  updateResourceGroup: 'resourceGroups.update',
  deleteResourceGroup: 'resourceGroups.delete',
  getResourceGroupHealth: 'resourceGroups.health',
  addResourceGroupMember: 'resourceGroups.members.add',
  removeResourceGroupMember: 'resourceGroups.members.remove',

  listMaintenanceWindows: 'maintenanceWindows.list',
  createMaintenanceWindow: 'maintenanceWindows.create',
  getMaintenanceWindow: 'maintenanceWindows.get',
  updateMaintenanceWindow: 'maintenanceWindows.update',
  deleteMaintenanceWindow: 'maintenanceWindows.delete',
  endMaintenanceWindow: 'maintenanceWindows.end',

  listTags: 'tags.list',
  createTag: 'tags.create',
  getTag: 'tags.get',
  updateTag: 'tags.update',
  deleteTag: 'tags.delete',

  listApiKeys: 'apiKeys.list',
  createApiKey: 'apiKeys.create',
  getApiKey: 'apiKeys.get',
  updateApiKey: 'apiKeys.update',
  deleteApiKey: 'apiKeys.delete',
  regenerateApiKey: 'apiKeys.regenerate',
  revokeApiKey: 'apiKeys.revoke',

  getMe: 'auth.me',
  streamEvents: 'events.stream',
  getSelf: 'server.self',
  getHealth: 'server.health',
  getReadiness: 'server.ready',
  getMetrics: 'server.metrics',
};

const SIMPLE = 'for clients that know only the simple API; its targets are monitors, and those have names';

/** Operations without a name, by `operationId`, each with the reason. */
export const UNNAMED_OPERATIONS: Readonly<Record<string, string>> = {
  watchTargets: SIMPLE,
  getStatus: SIMPLE,
  setQueue: SIMPLE,
  getQueue: SIMPLE,
  mailDownTargets: SIMPLE,
};
