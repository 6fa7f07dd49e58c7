import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { groupsQuery, tagsQuery } from '../../api/queries.ts';
import { monitorNamesQuery } from '../../api/setup-queries.ts';
import { CHECK_TYPE_SCHEMAS } from '../../forms/generated/monitor-schemas.ts';
import { useSay } from '../../language/use-language.ts';
import { IconButton } from '../../ui/button.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { MARKS } from '../../ui/state-mark.tsx';
import { SEVERITIES, SEVERITY_STANDINGS, STATUS_KEYS } from '../incidents/incident-words.ts';
import { RULE_KEYS, ruleName, type RuleType } from '../policies/policy-words.ts';
import { comparedWith, type Rule, ruleOf } from './policy-draft.ts';

interface RuleEditorProps {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  readonly onRemove: () => void;
}

const RULE_TYPES = Object.keys(RULE_KEYS) as (keyof typeof RULE_KEYS)[];

/** One condition: of what kind, and what it is compared with. */
export function RuleEditor({ rule, onChange, onRemove }: RuleEditorProps) {
  const say = useSay();
  const types: readonly RuleType[] = RULE_TYPES.some((one) => one === rule.type)
    ? RULE_TYPES
    : [...RULE_TYPES, rule.type];
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-3">
        <Select
          aria-label={say('policies.condition')}
          value={rule.type}
          onChoose={(type) => onChange(ruleOf(types.find((one) => one === type) ?? rule.type, firstOf(type)))}
          options={types.map((type) => [type, ruleName(type, say)])}
        />
        <IconButton label={say('policies.removeCondition')} onClick={onRemove}>
          <X className="size-4" aria-hidden />
        </IconButton>
      </div>
      <Compared rule={rule} onChange={(compared) => onChange(ruleOf(rule.type, compared))} />
    </li>
  );
}

/** What has to be one of a few begins with the first of them. */
function firstOf(type: string): readonly string[] {
  return type === 'severity_gte' ? ['DOWN'] : type === 'incident_status' ? ['CONFIRMED'] : [];
}

interface ComparedProps {
  readonly rule: Rule;
  readonly onChange: (compared: readonly string[]) => void;
}

function Compared({ rule, onChange }: ComparedProps) {
  const say = useSay();
  const compared = comparedWith(rule);
  const one = (options: readonly (readonly [string, string])[]) => (
    <Select
      aria-label={ruleName(rule.type, say)}
      value={compared[0] ?? ''}
      onChoose={(value) => onChange([value])}
      options={options}
    />
  );
  switch (rule.type) {
    case 'severity_gte':
      return one(SEVERITIES.map((severity) => [severity, say(MARKS[SEVERITY_STANDINGS[severity]].key)]));
    case 'incident_status':
      return one((['CONFIRMED', 'RESOLVED'] as const).map((status) => [status, say(STATUS_KEYS[status])]));
    case 'monitor_type_in':
      return (
        <Some rule={rule} onChange={onChange} options={Object.keys(CHECK_TYPE_SCHEMAS).map((type) => [type, type])} />
      );
    case 'monitor_id_in':
      return <SomeMonitors rule={rule} onChange={onChange} />;
    case 'monitor_tag_in':
      return <SomeTags rule={rule} onChange={onChange} />;
    case 'resource_group_id_in':
      return <SomeGroups rule={rule} onChange={onChange} />;
    case 'monitor_name_matches':
    case 'region_in':
    case 'environment_in':
    case 'service_id_in':
    case 'component_name_in':
      return (
        <TextField
          label={ruleName(rule.type, say)}
          hint={say('policies.separated')}
          value={compared.join(', ')}
          onChange={(event) => onChange(event.target.value.split(/, ?/))}
          onBlur={() => onChange(compared.map((text) => text.trim()).filter((text) => text !== ''))}
        />
      );
  }
}

function Some({
  rule,
  onChange,
  options,
}: ComparedProps & { readonly options: readonly (readonly [string, string])[] }) {
  const say = useSay();
  return (
    <CheckList legend={ruleName(rule.type, say)} options={options} chosen={comparedWith(rule)} onChoose={onChange} />
  );
}

function SomeMonitors(props: ComparedProps) {
  const { data = [] } = useQuery(monitorNamesQuery);
  return <Some {...props} options={data} />;
}

function SomeTags(props: ComparedProps) {
  const { data = [] } = useQuery(tagsQuery);
  return <Some {...props} options={data.map(({ name }) => [name, name])} />;
}

function SomeGroups(props: ComparedProps) {
  const { data = [] } = useQuery(groupsQuery);
  return <Some {...props} options={data.map(({ id, name }) => [id, name])} />;
}
