export * from './looking/assertion.ts';
export * from './errors.ts';
export * from './looking/failure.ts';
export * from './looking/monitor.ts';
export * from './looking/monitor-auth.ts';
export * from './looking/observation.ts';
export * from './looking/protocol-facts.ts';
export * from './looking/references.ts';
export * from './deciding/policy.ts';
export * from './deciding/window-fit.ts';
export * from './deciding/state.ts';
export * from './telling/alert.ts';
export { occasionOf } from './telling/occasion.ts';
export * from './backoff.ts';
export * from './clock.ts';
export * from './telling/hold.ts';
export * from './telling/notification-policy.ts';
export * from './telling/quiet-hours.ts';
export * from './telling/routing.ts';
export * from './telling/dispatch.ts';
export * from './telling/escalate.ts';
export { acknowledgeDispatch } from './telling/standing-down.ts';
export { acknowledge, type Acknowledged, type AcknowledgeInput, unacknowledge } from './telling/acknowledge.ts';
export * from './telling/by-hand.ts';
export * from './telling/change-severity.ts';
export * from './telling/preview.ts';
export * from './telling/incident.ts';
export * from './health/dependency.ts';
export { type HealthAnswer, type HealthSettings, readHealth } from './health/read-health.ts';
export * from './health/known-dependency.ts';
export {
  dependencyKey,
  failedDependencies,
  sameDependencyHold,
  type ToldCause,
} from './health/same-dependency.ts';
export { inWords as dependenciesInWords } from './health/in-words.ts';
export { DEPENDENCIES_MAX } from './health/gathered.ts';
export { fits as fitsName } from './health/narrowed.ts';
export * from './looking/attempts.ts';
export * from './history/block.ts';
export * from './history/imported-past.ts';
export * from './history/journal.ts';
export * from './history/look-rows.ts';
export * from './history/look-totals.ts';
export * from './history/quantize.ts';
export * from './history/sketch.ts';
export * from './looking/schedule.ts';
export * from './deciding/gap.ts';
export * from './deciding/mass-failure.ts';
export * from './deciding/unrelated.ts';
export * from './uptime.ts';
export * from './deciding/advance.ts';
export * from './deciding/evaluation.ts';
export * from './deciding/event.ts';
export * from './deciding/observation-view.ts';
export * from './deciding/only-newer.ts';
export * from './deciding/timeliness.ts';
export * from './looking/assertions/compile.ts';
export * from './looking/assertions/fuel.ts';
export {
  compileRegex,
  PATTERN_LENGTH_MAX,
  type Regex,
  type RegexMatch,
  regexMatch,
  RegexSyntaxError,
} from './looking/assertions/regex.ts';
export * from './looking/judge.ts';
export { type DigestInput, digestMessage } from './telling/digest.ts';
export * from './telling/stand-in.ts';
export * from './telling/plan.ts';
export * from './telling/resolve.ts';
export * from './looking/rounded-phases.ts';
export * from './looking/secret-header.ts';
export * from './telling/headline.ts';
export * from './looking/assertions/syntax-error.ts';
export * from './looking/expect/format.ts';
export { ASSERTION_TYPES } from './looking/expect/grammars.ts';
export * from './looking/expect/parse.ts';
export type { ExpectationProblem } from './looking/expect/problem.ts';
export * from './deciding/clock-shift.ts';
export * from './explaining/canonical-json.ts';
export * from './explaining/transition.ts';
export { inheritPolicy, type PolicyPart } from './deciding/policy-defaults.ts';
export { usualDaysOf, usualMsOf } from './deciding/baseline.ts';
export * from './deciding/certificates.ts';
export * from './explaining/look-differences.ts';
export { isResting } from './deciding/flapping.ts';
export { policyWarnings } from './deciding/reconcile.ts';
export * from './telling/notice.ts';
export * from './telling/self-notice.ts';
export * from './wording/said.ts';
export { readOrText } from './wording/read-said.ts';
export * from './explaining/explain.ts';
export * from './explaining/explanation.ts';
export { incidentTimeline } from './explaining/incident-timeline.ts';
export type { NamedChannel, ToldChannel, UntoldChannel } from './explaining/told-whom.ts';
export * from './replaying/steps.ts';
export * from './replaying/track.ts';
export * from './replaying/replay.ts';
export * from './replaying/compare.ts';
export * from './dependencies/graph.ts';
export * from './dependencies/dependency-hold.ts';
export * from './dependencies/resource-group.ts';
export * from './dependencies/group-state.ts';
export {
  acknowledgeGroup,
  changeGroupSeverity,
  escalateGroup,
  groupToFallback,
  unacknowledgeGroup,
} from './dependencies/group-telling.ts';
export * from './dependencies/advance-group.ts';
export * from './dependencies/member-defaults.ts';
export * from './declaring/resource.ts';
export { isSameJson } from './declaring/differences.ts';
export { whichAreMeant } from './declaring/meant.ts';
export { planConfiguration, type ConfigurationPlanInput } from './declaring/plan-configuration.ts';
export { type MassDeletion, massDeletions } from './declaring/mass-deletion.ts';
export { planWork, type WorkSpan, type WorkStep } from './status-page/announced-work.ts';
export * from './status-page/component-status.ts';
export * from './status-page/day-bars.ts';
export * from './status-page/incident-view.ts';
export * from './status-page/page-view.ts';
export * from './status-page/uptime-days.ts';
export * from './telling/in-app.ts';
