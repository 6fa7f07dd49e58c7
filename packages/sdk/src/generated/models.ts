// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { components } from './schemas.ts';

/** `AcceptInviteRequest` of the document. */
export type AcceptInviteRequest = components['schemas']['AcceptInviteRequest'];

/** `AcknowledgeIncidentRequest` of the document. */
export type AcknowledgeIncidentRequest = components['schemas']['AcknowledgeIncidentRequest'];

/** `AcquireDeployLockRequest` of the document. */
export type AcquireDeployLockRequest = components['schemas']['AcquireDeployLockRequest'];

/** `AddCustomDomainRequest` of the document. */
export type AddCustomDomainRequest = components['schemas']['AddCustomDomainRequest'];

/** `AddIncidentUpdateRequest` of the document. */
export type AddIncidentUpdateRequest = components['schemas']['AddIncidentUpdateRequest'];

/** `AddMonitorTagsRequest` of the document. */
export type AddMonitorTagsRequest = components['schemas']['AddMonitorTagsRequest'];

/** What `navigator.credentials.create` gave, by `toJSON()`. */
export type AddPasskeyRequest = components['schemas']['AddPasskeyRequest'];

/** `AddResourceGroupMemberRequest` of the document. */
export type AddResourceGroupMemberRequest = components['schemas']['AddResourceGroupMemberRequest'];

/** `AdminAddSubscriberRequest` of the document. */
export type AdminAddSubscriberRequest = components['schemas']['AdminAddSubscriberRequest'];

/** `AffectedComponent` of the document. */
export type AffectedComponent = components['schemas']['AffectedComponent'];

/** `AlertChannelDto` of the document. */
export type AlertChannel = components['schemas']['AlertChannelDto'];

/** `AlertDeliveryDto` of the document. */
export type AlertDelivery = components['schemas']['AlertDeliveryDto'];

/** `ApiKeyDto` of the document. */
export type ApiKey = components['schemas']['ApiKeyDto'];

/** `ApiKeyAuthConfig` of the document. */
export type ApiKeyAuthConfig = components['schemas']['ApiKeyAuthConfig'];

/** `ApiKeyCreateResponse` of the document. */
export type ApiKeyCreateResponse = components['schemas']['ApiKeyCreateResponse'];

/** `AppliedConfigurationDto` of the document. */
export type AppliedConfiguration = components['schemas']['AppliedConfigurationDto'];

/** `AppliedStepDto` of the document. */
export type AppliedStep = components['schemas']['AppliedStepDto'];

/** `ApplyConfigurationRequest` of the document. */
export type ApplyConfigurationRequest = components['schemas']['ApplyConfigurationRequest'];

/** What must hold; `type` says which kind it is. */
export type AssertionConfig = components['schemas']['AssertionConfig'];

/** `AuditEventDto` of the document. */
export type AuditEvent = components['schemas']['AuditEventDto'];

/** `AuthMeResponse` of the document. */
export type AuthMeResponse = components['schemas']['AuthMeResponse'];

/** The value is `user:password` (RFC 7617). */
export type BasicAuthConfig = components['schemas']['BasicAuthConfig'];

/** `Authorization: Bearer VALUE` */
export type BearerAuthConfig = components['schemas']['BearerAuthConfig'];

/** `BulkMonitorActionAnswer` of the document. */
export type BulkMonitorActionAnswer = components['schemas']['BulkMonitorActionAnswer'];

/** `BulkMonitorActionRequest` of the document. */
export type BulkMonitorActionRequest = components['schemas']['BulkMonitorActionRequest'];

/** `ChangePasswordRequest` of the document. */
export type ChangePasswordRequest = components['schemas']['ChangePasswordRequest'];

/** `ChangeProfileRequest` of the document. */
export type ChangeProfileRequest = components['schemas']['ChangeProfileRequest'];

/** `ChangeRoleRequest` of the document. */
export type ChangeRoleRequest = components['schemas']['ChangeRoleRequest'];

/** `ChangeStatusRequest` of the document. */
export type ChangeStatusRequest = components['schemas']['ChangeStatusRequest'];

/** `CheckResultDto` of the document. */
export type CheckResult = components['schemas']['CheckResultDto'];

/** `CheckTraceDto` of the document. */
export type CheckTrace = components['schemas']['CheckTraceDto'];

/** `CheckTypeDetailsDto` of the document. */
export type CheckTypeDetails = components['schemas']['CheckTypeDetailsDto'];

/** `ComponentPosition` of the document. */
export type ComponentPosition = components['schemas']['ComponentPosition'];

/** `ComponentUptimeDayDto` of the document. */
export type ComponentUptimeDay = components['schemas']['ComponentUptimeDayDto'];

/** `ConfigurationPlanDto` of the document. */
export type ConfigurationPlan = components['schemas']['ConfigurationPlanDto'];

/** `ConfirmSelfRequest` of the document. */
export type ConfirmSelfRequest = components['schemas']['ConfirmSelfRequest'];

/** `ConfirmTotpRequest` of the document. */
export type ConfirmTotpRequest = components['schemas']['ConfirmTotpRequest'];

/** `CountUnreadNotificationsAnswer` of the document. */
export type CountUnreadNotificationsAnswer = components['schemas']['CountUnreadNotificationsAnswer'];

/** `CreateAlertChannelRequest` of the document. */
export type CreateAlertChannelRequest = components['schemas']['CreateAlertChannelRequest'];

/** `CreateApiKeyRequest` of the document. */
export type CreateApiKeyRequest = components['schemas']['CreateApiKeyRequest'];

/** `CreateAssertionRequest` of the document. */
export type CreateAssertionRequest = components['schemas']['CreateAssertionRequest'];

/** `CreateEnvironmentRequest` of the document. */
export type CreateEnvironmentRequest = components['schemas']['CreateEnvironmentRequest'];

/** `CreateInviteRequest` of the document. */
export type CreateInviteRequest = components['schemas']['CreateInviteRequest'];

/** `CreateMaintenanceWindowRequest` of the document. */
export type CreateMaintenanceWindowRequest = components['schemas']['CreateMaintenanceWindowRequest'];

/** `CreateManualIncidentRequest` of the document. */
export type CreateManualIncidentRequest = components['schemas']['CreateManualIncidentRequest'];

/** `CreateMonitorRequest` of the document. */
export type CreateMonitorRequest = components['schemas']['CreateMonitorRequest'];

/** `CreateNotificationPolicyRequest` of the document. */
export type CreateNotificationPolicyRequest = components['schemas']['CreateNotificationPolicyRequest'];

/** `CreateResourceGroupRequest` of the document. */
export type CreateResourceGroupRequest = components['schemas']['CreateResourceGroupRequest'];

/** `CreateSecretRequest` of the document. */
export type CreateSecretRequest = components['schemas']['CreateSecretRequest'];

/** `CreateStatusPageComponentGroupRequest` of the document. */
export type CreateStatusPageComponentGroupRequest = components['schemas']['CreateStatusPageComponentGroupRequest'];

/** `CreateStatusPageComponentRequest` of the document. */
export type CreateStatusPageComponentRequest = components['schemas']['CreateStatusPageComponentRequest'];

/** `CreateStatusPageIncidentRequest` of the document. */
export type CreateStatusPageIncidentRequest = components['schemas']['CreateStatusPageIncidentRequest'];

/** `CreateStatusPageIncidentUpdateRequest` of the document. */
export type CreateStatusPageIncidentUpdateRequest = components['schemas']['CreateStatusPageIncidentUpdateRequest'];

/** `CreateStatusPageRequest` of the document. */
export type CreateStatusPageRequest = components['schemas']['CreateStatusPageRequest'];

/** `CreateTagRequest` of the document. */
export type CreateTagRequest = components['schemas']['CreateTagRequest'];

/** `CreateWebhookEndpointRequest` of the document. */
export type CreateWebhookEndpointRequest = components['schemas']['CreateWebhookEndpointRequest'];

/** `CreateWorkspaceRequest` of the document. */
export type CreateWorkspaceRequest = components['schemas']['CreateWorkspaceRequest'];

/** `CssComplaint` of the document. */
export type CssComplaint = components['schemas']['CssComplaint'];

/** `DashboardOverviewDto` of the document. */
export type DashboardOverview = components['schemas']['DashboardOverviewDto'];

/** `DekRotationResultDto` of the document. */
export type DekRotationResult = components['schemas']['DekRotationResultDto'];

/** `DeleteAlertChannelAnswer` of the document. */
export type DeleteAlertChannelAnswer = components['schemas']['DeleteAlertChannelAnswer'];

/** `DeliveryAttemptDto` of the document. */
export type DeliveryAttempt = components['schemas']['DeliveryAttemptDto'];

/** `DependencyBucketDto` of the document. */
export type DependencyBucket = components['schemas']['DependencyBucketDto'];

/** `DependencyHistoryDto` of the document. */
export type DependencyHistory = components['schemas']['DependencyHistoryDto'];

/** `DeployLockDto` of the document. */
export type DeployLock = components['schemas']['DeployLockDto'];

/** `EnvironmentDto` of the document. */
export type Environment = components['schemas']['EnvironmentDto'];

/** `ExpectationDto` of the document. */
export type Expectation = components['schemas']['ExpectationDto'];

/** `ExportConfigurationQuery` of the document. */
export type ExportConfigurationQuery = components['schemas']['ExportConfigurationQuery'];

/** `ExportedConfigurationDto` of the document. */
export type ExportedConfiguration = components['schemas']['ExportedConfigurationDto'];

/** `GetHealthAnswer` of the document. */
export type GetHealthAnswer = components['schemas']['GetHealthAnswer'];

/** `GetIncidentTimelineQuery` of the document. */
export type GetIncidentTimelineQuery = components['schemas']['GetIncidentTimelineQuery'];

/** `GetMonitorDependencyHistoryQuery` of the document. */
export type GetMonitorDependencyHistoryQuery = components['schemas']['GetMonitorDependencyHistoryQuery'];

/** `GetMonitorResultSummaryQuery` of the document. */
export type GetMonitorResultSummaryQuery = components['schemas']['GetMonitorResultSummaryQuery'];

/** `GetMonitorUptimeQuery` of the document. */
export type GetMonitorUptimeQuery = components['schemas']['GetMonitorUptimeQuery'];

/** `GetResourceGroupQuery` of the document. */
export type GetResourceGroupQuery = components['schemas']['GetResourceGroupQuery'];

/** `GetStatusPageComponentUptimeQuery` of the document. */
export type GetStatusPageComponentUptimeQuery = components['schemas']['GetStatusPageComponentUptimeQuery'];

/** `GroupComponentOrder` of the document. */
export type GroupComponentOrder = components['schemas']['GroupComponentOrder'];

/** `HeaderAuthConfig` of the document. */
export type HeaderAuthConfig = components['schemas']['HeaderAuthConfig'];

/** `HeartbeatPingResponse` of the document. */
export type HeartbeatPingResponse = components['schemas']['HeartbeatPingResponse'];

/** `HeartbeatSignalDto` of the document. */
export type HeartbeatSignal = components['schemas']['HeartbeatSignalDto'];

/** `IdentityDto` of the document. */
export type Identity = components['schemas']['IdentityDto'];

/** `ImportEntry` of the document. */
export type ImportEntry = components['schemas']['ImportEntry'];

/** `ImportEntryDto` of the document. */
export type ImportEntryDto = components['schemas']['ImportEntryDto'];

/** `ImportMonitorHistoryRequest` of the document. */
export type ImportMonitorHistoryRequest = components['schemas']['ImportMonitorHistoryRequest'];

/** `ImportedHistoryDto` of the document. */
export type ImportedHistory = components['schemas']['ImportedHistoryDto'];

/** `IncidentDto` of the document. */
export type Incident = components['schemas']['IncidentDto'];

/** `IncidentDetailDto` of the document. */
export type IncidentDetail = components['schemas']['IncidentDetailDto'];

/** What was seen before and after it went wrong. */
export type IncidentEvidence = components['schemas']['IncidentEvidenceDto'];

/** `IncidentExplanationDto` of the document. */
export type IncidentExplanation = components['schemas']['IncidentExplanationDto'];

/** `IncidentPolicyDto` of the document. */
export type IncidentPolicy = components['schemas']['IncidentPolicyDto'];

/** `IncidentStateTransitionDto` of the document. */
export type IncidentStateTransition = components['schemas']['IncidentStateTransitionDto'];

/** `IncidentTimelineDto` of the document. */
export type IncidentTimeline = components['schemas']['IncidentTimelineDto'];

/** `IntegrationDto` of the document. */
export type Integration = components['schemas']['IntegrationDto'];

/** `InvitationDto` of the document. */
export type Invitation = components['schemas']['InvitationDto'];

/** `InviteDto` of the document. */
export type Invite = components['schemas']['InviteDto'];

/** `LastDayDto` of the document. */
export type LastDay = components['schemas']['LastDayDto'];

/** `ListAlertChannelDeliveriesQuery` of the document. */
export type ListAlertChannelDeliveriesQuery = components['schemas']['ListAlertChannelDeliveriesQuery'];

/** `ListAlertChannelsQuery` of the document. */
export type ListAlertChannelsQuery = components['schemas']['ListAlertChannelsQuery'];

/** `ListAuditLogQuery` of the document. */
export type ListAuditLogQuery = components['schemas']['ListAuditLogQuery'];

/** `ListDependenciesQuery` of the document. */
export type ListDependenciesQuery = components['schemas']['ListDependenciesQuery'];

/** `ListEnvironmentsQuery` of the document. */
export type ListEnvironmentsQuery = components['schemas']['ListEnvironmentsQuery'];

/** `ListImportsQuery` of the document. */
export type ListImportsQuery = components['schemas']['ListImportsQuery'];

/** `ListIncidentsQuery` of the document. */
export type ListIncidentsQuery = components['schemas']['ListIncidentsQuery'];

/** `ListLastDaysQuery` of the document. */
export type ListLastDaysQuery = components['schemas']['ListLastDaysQuery'];

/** `ListMaintenanceOccurrencesQuery` of the document. */
export type ListMaintenanceOccurrencesQuery = components['schemas']['ListMaintenanceOccurrencesQuery'];

/** `ListMaintenanceWindowsQuery` of the document. */
export type ListMaintenanceWindowsQuery = components['schemas']['ListMaintenanceWindowsQuery'];

/** `ListMembersQuery` of the document. */
export type ListMembersQuery = components['schemas']['ListMembersQuery'];

/** `ListMonitorResultsQuery` of the document. */
export type ListMonitorResultsQuery = components['schemas']['ListMonitorResultsQuery'];

/** `ListMonitorRuleEvaluationsQuery` of the document. */
export type ListMonitorRuleEvaluationsQuery = components['schemas']['ListMonitorRuleEvaluationsQuery'];

/** `ListMonitorSignalsQuery` of the document. */
export type ListMonitorSignalsQuery = components['schemas']['ListMonitorSignalsQuery'];

/** `ListMonitorTransitionsQuery` of the document. */
export type ListMonitorTransitionsQuery = components['schemas']['ListMonitorTransitionsQuery'];

/** `ListMonitorVersionsQuery` of the document. */
export type ListMonitorVersionsQuery = components['schemas']['ListMonitorVersionsQuery'];

/** `ListMonitorsQuery` of the document. */
export type ListMonitorsQuery = components['schemas']['ListMonitorsQuery'];

/** `ListNotificationDispatchesQuery` of the document. */
export type ListNotificationDispatchesQuery = components['schemas']['ListNotificationDispatchesQuery'];

/** `ListNotificationPolicyDispatchesQuery` of the document. */
export type ListNotificationPolicyDispatchesQuery = components['schemas']['ListNotificationPolicyDispatchesQuery'];

/** `ListNotificationsQuery` of the document. */
export type ListNotificationsQuery = components['schemas']['ListNotificationsQuery'];

/** `ListResourceGroupsQuery` of the document. */
export type ListResourceGroupsQuery = components['schemas']['ListResourceGroupsQuery'];

/** `ListSecretsQuery` of the document. */
export type ListSecretsQuery = components['schemas']['ListSecretsQuery'];

/** `ListStatusPageIncidentsQuery` of the document. */
export type ListStatusPageIncidentsQuery = components['schemas']['ListStatusPageIncidentsQuery'];

/** `ListStatusPageSubscribersQuery` of the document. */
export type ListStatusPageSubscribersQuery = components['schemas']['ListStatusPageSubscribersQuery'];

/** `ListStatusPagesQuery` of the document. */
export type ListStatusPagesQuery = components['schemas']['ListStatusPagesQuery'];

/** `ListTagsQuery` of the document. */
export type ListTagsQuery = components['schemas']['ListTagsQuery'];

/** `ListWebhookDeliveriesQuery` of the document. */
export type ListWebhookDeliveriesQuery = components['schemas']['ListWebhookDeliveriesQuery'];

/** `ListWebhooksQuery` of the document. */
export type ListWebhooksQuery = components['schemas']['ListWebhooksQuery'];

/** `ListWorkspacesQuery` of the document. */
export type ListWorkspacesQuery = components['schemas']['ListWorkspacesQuery'];

/** `ListedTagDto` of the document. */
export type ListedTag = components['schemas']['ListedTagDto'];

/** An event of the stream, by its type. */
export type LiveEvent = components['schemas']['LiveEvent'];

/** `LogInRequest` of the document. */
export type LogInRequest = components['schemas']['LogInRequest'];

/** `MaintenanceOccurrenceDto` of the document. */
export type MaintenanceOccurrence = components['schemas']['MaintenanceOccurrenceDto'];

/** `MaintenanceWindowDto` of the document. */
export type MaintenanceWindow = components['schemas']['MaintenanceWindowDto'];

/** `ManagedResourceDto` of the document. */
export type ManagedResource = components['schemas']['ManagedResourceDto'];

/** `MemberDto` of the document. */
export type Member = components['schemas']['MemberDto'];

/** `MonitorDto` of the document. */
export type Monitor = components['schemas']['MonitorDto'];

/** `MonitorAssertionDto` of the document. */
export type MonitorAssertion = components['schemas']['MonitorAssertionDto'];

/** `MonitorAuthDto` of the document. */
export type MonitorAuth = components['schemas']['MonitorAuthDto'];

/** The certificate that the target showed last. */
export type MonitorCertificate = components['schemas']['MonitorCertificateDto'];

/** `MonitorHistoryDto` of the document. */
export type MonitorHistory = components['schemas']['MonitorHistoryDto'];

/** `MonitorReference` of the document. */
export type MonitorReference = components['schemas']['MonitorReference'];

/** `MonitorStateDto` of the document. */
export type MonitorState = components['schemas']['MonitorStateDto'];

/** `MonitorTestRequest` of the document. */
export type MonitorTestRequest = components['schemas']['MonitorTestRequest'];

/** `MonitorTestResultDto` of the document. */
export type MonitorTestResult = components['schemas']['MonitorTestResultDto'];

/** `MonitorVersionDto` of the document. */
export type MonitorVersion = components['schemas']['MonitorVersionDto'];

/** `NewInviteDto` of the document. */
export type NewInvite = components['schemas']['NewInviteDto'];

/** `NotificationDto` of the document. */
export type Notification = components['schemas']['NotificationDto'];

/** `NotificationDispatchDto` of the document. */
export type NotificationDispatch = components['schemas']['NotificationDispatchDto'];

/** `NotificationPolicyDto` of the document. */
export type NotificationPolicy = components['schemas']['NotificationPolicyDto'];

/** `OrganizationDto` of the document. */
export type Organization = components['schemas']['OrganizationDto'];

/** A group, or a component that stands in none: one of the two. */
export type PageSection = components['schemas']['PageSection'];

/** `PasskeyDto` of the document. */
export type Passkey = components['schemas']['PasskeyDto'];

/** `PasskeyOptionsDto` of the document. */
export type PasskeyOptions = components['schemas']['PasskeyOptionsDto'];

/** `PasskeyRequestDto` of the document. */
export type PasskeyRequest = components['schemas']['PasskeyRequestDto'];

/** What `navigator.credentials.get` gave, by `toJSON()`. */
export type PasskeySignInRequest = components['schemas']['PasskeySignInRequest'];

/** `PasswordResetDto` of the document. */
export type PasswordReset = components['schemas']['PasswordResetDto'];

/** `PastDay` of the document. */
export type PastDay = components['schemas']['PastDay'];

/** `PastHour` of the document. */
export type PastHour = components['schemas']['PastHour'];

/** `PastLook` of the document. */
export type PastLook = components['schemas']['PastLook'];

/** `PingHeartbeatAsQuery` of the document. */
export type PingHeartbeatAsQuery = components['schemas']['PingHeartbeatAsQuery'];

/** `PingHeartbeatQuery` of the document. */
export type PingHeartbeatQuery = components['schemas']['PingHeartbeatQuery'];

/** `PlanConfigurationRequest` of the document. */
export type PlanConfigurationRequest = components['schemas']['PlanConfigurationRequest'];

/** `PlanStepDto` of the document. */
export type PlanStep = components['schemas']['PlanStepDto'];

/** `PolicyReplayDto` of the document. */
export type PolicyReplay = components['schemas']['PolicyReplayDto'];

/** `PolicySnapshotDto` of the document. */
export type PolicySnapshot = components['schemas']['PolicySnapshotDto'];

/** `PreviewNotificationsAnswer` of the document. */
export type PreviewNotificationsAnswer = components['schemas']['PreviewNotificationsAnswer'];

/** `PreviewNotificationsRequest` of the document. */
export type PreviewNotificationsRequest = components['schemas']['PreviewNotificationsRequest'];

/** `PreviewStatusPageIncidentRequest` of the document. */
export type PreviewStatusPageIncidentRequest = components['schemas']['PreviewStatusPageIncidentRequest'];

/** `PreviewStatusPageRequest` of the document. */
export type PreviewStatusPageRequest = components['schemas']['PreviewStatusPageRequest'];

/** `Problem` of the document. */
export type Problem = components['schemas']['Problem'];

/** `PublishStatusPageIncidentRequest` of the document. */
export type PublishStatusPageIncidentRequest = components['schemas']['PublishStatusPageIncidentRequest'];

/** `ReadExpectationsRequest` of the document. */
export type ReadExpectationsRequest = components['schemas']['ReadExpectationsRequest'];

/** `Readiness` of the document. */
export type Readiness = components['schemas']['Readiness'];

/** `RecoveryCodesDto` of the document. */
export type RecoveryCodes = components['schemas']['RecoveryCodesDto'];

/** What one region sees, and what is its own fault. */
export type RegionOverview = components['schemas']['RegionOverview'];

/** `RememberImportsAnswer` of the document. */
export type RememberImportsAnswer = components['schemas']['RememberImportsAnswer'];

/** `RememberImportsRequest` of the document. */
export type RememberImportsRequest = components['schemas']['RememberImportsRequest'];

/** `RemoveMonitorTagsRequest` of the document. */
export type RemoveMonitorTagsRequest = components['schemas']['RemoveMonitorTagsRequest'];

/** `RenamePasskeyRequest` of the document. */
export type RenamePasskeyRequest = components['schemas']['RenamePasskeyRequest'];

/** `ReorderComponentsRequest` of the document. */
export type ReorderComponentsRequest = components['schemas']['ReorderComponentsRequest'];

/** `ReorderPageLayoutRequest` of the document. */
export type ReorderPageLayoutRequest = components['schemas']['ReorderPageLayoutRequest'];

/** `ReplayPolicyRequest` of the document. */
export type ReplayPolicyRequest = components['schemas']['ReplayPolicyRequest'];

/** `ReportHeartbeatAsQuery` of the document. */
export type ReportHeartbeatAsQuery = components['schemas']['ReportHeartbeatAsQuery'];

/** `ReportHeartbeatQuery` of the document. */
export type ReportHeartbeatQuery = components['schemas']['ReportHeartbeatQuery'];

/** `ReportedDependencyDto` of the document. */
export type ReportedDependency = components['schemas']['ReportedDependencyDto'];

/** `ResetPasswordRequest` of the document. */
export type ResetPasswordRequest = components['schemas']['ResetPasswordRequest'];

/** `ResolveIncidentRequest` of the document. */
export type ResolveIncidentRequest = components['schemas']['ResolveIncidentRequest'];

/** `ResourceGroupDto` of the document. */
export type ResourceGroup = components['schemas']['ResourceGroupDto'];

/** `ResourceGroupHealthDto` of the document. */
export type ResourceGroupHealth = components['schemas']['ResourceGroupHealthDto'];

/** `ResourceGroupMemberDto` of the document. */
export type ResourceGroupMember = components['schemas']['ResourceGroupMemberDto'];

/** `ResultSummaryDto` of the document. */
export type ResultSummary = components['schemas']['ResultSummaryDto'];

/** Of members that name no policy: so many failures follow the first before it counts. `type` is "fixed", `interval` 0. */
export type RetryStrategy = components['schemas']['RetryStrategy'];

/** `RotateWebhookSigningSecretAnswer` of the document. */
export type RotateWebhookSigningSecretAnswer = components['schemas']['RotateWebhookSigningSecretAnswer'];

/** `RuleEvaluationDto` of the document. */
export type RuleEvaluation = components['schemas']['RuleEvaluationDto'];

/** What the sentence beside it says, for who puts it into another language. */
export type Said = components['schemas']['SaidDto'];

/** `SecondFactorRequest` of the document. */
export type SecondFactorRequest = components['schemas']['SecondFactorRequest'];

/** `SecondFactorsDto` of the document. */
export type SecondFactors = components['schemas']['SecondFactorsDto'];

/** `SecretDto` of the document. */
export type Secret = components['schemas']['SecretDto'];

/** How the server itself is: what it looks at, keeps and tells. */
export type Self = components['schemas']['SelfDto'];

/** One thing that is wrong with the server itself. */
export type SelfReason = components['schemas']['SelfReason'];

/** `SessionDto` of the document. */
export type Session = components['schemas']['SessionDto'];

/** `SessionView` of the document. */
export type SessionView = components['schemas']['SessionView'];

/** `SetMonitorAlertChannelsAnswer` of the document. */
export type SetMonitorAlertChannelsAnswer = components['schemas']['SetMonitorAlertChannelsAnswer'];

/** `SetMonitorAlertChannelsRequest` of the document. */
export type SetMonitorAlertChannelsRequest = components['schemas']['SetMonitorAlertChannelsRequest'];

/** `SetMonitorAuthRequest` of the document. */
export type SetMonitorAuthRequest = components['schemas']['SetMonitorAuthRequest'];

/** `SetMonitorPolicyRequest` of the document. */
export type SetMonitorPolicyRequest = components['schemas']['SetMonitorPolicyRequest'];

/** `SetSignInRulesRequest` of the document. */
export type SetSignInRulesRequest = components['schemas']['SetSignInRulesRequest'];

/** `SetUpRequest` of the document. */
export type SetUpRequest = components['schemas']['SetUpRequest'];

/** `SharedDependencyDto` of the document. */
export type SharedDependency = components['schemas']['SharedDependencyDto'];

/** `SignInRulesDto` of the document. */
export type SignInRules = components['schemas']['SignInRulesDto'];

/** `StatusPageDto` of the document. */
export type StatusPage = components['schemas']['StatusPageDto'];

/** In a change: what is left out stays, null takes away. */
export type StatusPageBranding = components['schemas']['StatusPageBranding'];

/** `StatusPageComponentDto` of the document. */
export type StatusPageComponent = components['schemas']['StatusPageComponentDto'];

/** `StatusPageComponentGroupDto` of the document. */
export type StatusPageComponentGroup = components['schemas']['StatusPageComponentGroupDto'];

/** `StatusPageCopy` of the document. */
export type StatusPageCopy = components['schemas']['StatusPageCopy'];

/** `StatusPageCustomDomainDto` of the document. */
export type StatusPageCustomDomain = components['schemas']['StatusPageCustomDomainDto'];

/** What would be changed. */
export type StatusPageDraft = components['schemas']['StatusPageDraft'];

/** `StatusPageIncidentDto` of the document. */
export type StatusPageIncident = components['schemas']['StatusPageIncidentDto'];

/** `StatusPagePreview` of the document. */
export type StatusPagePreview = components['schemas']['StatusPagePreview'];

/** `StatusPageSubscriberDto` of the document. */
export type StatusPageSubscriber = components['schemas']['StatusPageSubscriberDto'];

/** `StreamEventsQuery` of the document. */
export type StreamEventsQuery = components['schemas']['StreamEventsQuery'];

/** `Summary` of the document. */
export type Summary = components['schemas']['Summary'];

/** `TagDto` of the document. */
export type Tag = components['schemas']['TagDto'];

/** `TestAlertChannelAnswer` of the document. */
export type TestAlertChannelAnswer = components['schemas']['TestAlertChannelAnswer'];

/** `TestAlertChannelConfigAnswer` of the document. */
export type TestAlertChannelConfigAnswer = components['schemas']['TestAlertChannelConfigAnswer'];

/** `TestAlertChannelConfigRequest` of the document. */
export type TestAlertChannelConfigRequest = components['schemas']['TestAlertChannelConfigRequest'];

/** `TestNotificationPolicyAnswer` of the document. */
export type TestNotificationPolicyAnswer = components['schemas']['TestNotificationPolicyAnswer'];

/** `TestNotificationPolicyRequest` of the document. */
export type TestNotificationPolicyRequest = components['schemas']['TestNotificationPolicyRequest'];

/** `TestWebhookEndpointRequest` of the document. */
export type TestWebhookEndpointRequest = components['schemas']['TestWebhookEndpointRequest'];

/** `TimelineEntryDto` of the document. */
export type TimelineEntry = components['schemas']['TimelineEntryDto'];

/** `TotpOfferDto` of the document. */
export type TotpOffer = components['schemas']['TotpOfferDto'];

/** `UnacknowledgeIncidentRequest` of the document. */
export type UnacknowledgeIncidentRequest = components['schemas']['UnacknowledgeIncidentRequest'];

/** `UpdateAlertChannelRequest` of the document. */
export type UpdateAlertChannelRequest = components['schemas']['UpdateAlertChannelRequest'];

/** `UpdateApiKeyRequest` of the document. */
export type UpdateApiKeyRequest = components['schemas']['UpdateApiKeyRequest'];

/** `UpdateEnvironmentRequest` of the document. */
export type UpdateEnvironmentRequest = components['schemas']['UpdateEnvironmentRequest'];

/** `UpdateMaintenanceWindowRequest` of the document. */
export type UpdateMaintenanceWindowRequest = components['schemas']['UpdateMaintenanceWindowRequest'];

/** `UpdateMonitorRequest` of the document. */
export type UpdateMonitorRequest = components['schemas']['UpdateMonitorRequest'];

/** `UpdateNotificationPolicyRequest` of the document. */
export type UpdateNotificationPolicyRequest = components['schemas']['UpdateNotificationPolicyRequest'];

/** `UpdateOrgDetailsRequest` of the document. */
export type UpdateOrgDetailsRequest = components['schemas']['UpdateOrgDetailsRequest'];

/** `UpdateResourceGroupRequest` of the document. */
export type UpdateResourceGroupRequest = components['schemas']['UpdateResourceGroupRequest'];

/** `UpdateSecretRequest` of the document. */
export type UpdateSecretRequest = components['schemas']['UpdateSecretRequest'];

/** `UpdateStatusPageComponentGroupRequest` of the document. */
export type UpdateStatusPageComponentGroupRequest = components['schemas']['UpdateStatusPageComponentGroupRequest'];

/** `UpdateStatusPageComponentRequest` of the document. */
export type UpdateStatusPageComponentRequest = components['schemas']['UpdateStatusPageComponentRequest'];

/** `UpdateStatusPageIncidentRequest` of the document. */
export type UpdateStatusPageIncidentRequest = components['schemas']['UpdateStatusPageIncidentRequest'];

/** `UpdateStatusPageRequest` of the document. */
export type UpdateStatusPageRequest = components['schemas']['UpdateStatusPageRequest'];

/** `UpdateTagRequest` of the document. */
export type UpdateTagRequest = components['schemas']['UpdateTagRequest'];

/** `UpdateWebhookEndpointRequest` of the document. */
export type UpdateWebhookEndpointRequest = components['schemas']['UpdateWebhookEndpointRequest'];

/** `UpdateWorkspaceRequest` of the document. */
export type UpdateWorkspaceRequest = components['schemas']['UpdateWorkspaceRequest'];

/** `UptimeDto` of the document. */
export type Uptime = components['schemas']['UptimeDto'];

/** `UserDto` of the document. */
export type User = components['schemas']['UserDto'];

/** What an alert channel of the type `webhook` posts, by its type. */
export type WebhookAlert = components['schemas']['WebhookAlert'];

/** `WebhookDeliveryDto` of the document. */
export type WebhookDelivery = components['schemas']['WebhookDeliveryDto'];

/** `WebhookEndpointDto` of the document. */
export type WebhookEndpoint = components['schemas']['WebhookEndpointDto'];

/** What a webhook posts, by its type. */
export type WebhookEvent = components['schemas']['WebhookEvent'];

/** `WebhookEventCatalogEntry` of the document. */
export type WebhookEventCatalogEntry = components['schemas']['WebhookEventCatalogEntry'];

/** `WebhookEventCatalogResponse` of the document. */
export type WebhookEventCatalogResponse = components['schemas']['WebhookEventCatalogResponse'];

/** `WebhookSigningSecretDto` of the document. */
export type WebhookSigningSecret = components['schemas']['WebhookSigningSecretDto'];

/** `WebhookTestResult` of the document. */
export type WebhookTestResult = components['schemas']['WebhookTestResult'];

/** `WorkspaceDto` of the document. */
export type Workspace = components['schemas']['WorkspaceDto'];
