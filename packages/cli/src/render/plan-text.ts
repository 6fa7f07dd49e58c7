/** A plan as a person reads it: what is made, changed, renamed and deleted, value by value. */
import { styleText } from 'node:util';
import { cell } from './table.ts';

const VALUE_MAX = 100;

/** One value that differs, as the API says it. */
interface Change {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly isSecret?: boolean;
}

/** A step, as the API says it. */
export interface PlanStep {
  readonly type: 'create' | 'update' | 'rename' | 'delete' | 'keep' | 'unchanged';
  readonly kind: string;
  readonly name: string;
  readonly from: string | null;
  readonly isReplaced: boolean;
  readonly changes: readonly Change[];
}

type Format = Parameters<typeof styleText>[0];

const SIGNS: { readonly [Type in PlanStep['type']]: readonly [sign: string, format: Format] } = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  rename: ['~', 'yellow'],
  delete: ['-', 'red'],
  keep: ['!', 'magenta'],
  unchanged: [' ', 'dim'],
};

/** How a plan is shown. */
export interface PlanShape {
  readonly hasColour: boolean;
}

/** What is unchanged is counted, not listed. */
export function planText(steps: readonly PlanStep[], shape: PlanShape): string {
  const shown = steps.filter(({ type }) => type !== 'unchanged').flatMap((step) => stepLines(step, shape));
  return [...shown, ...(shown.length > 0 ? [''] : []), summaryOf(steps)].join('\n');
}

/** `monitor shop` */
export function stepTitle({ type, kind, name, from, isReplaced }: PlanStep): string {
  const title = `${kind} ${cell(name)}`;
  if (type === 'rename') return `${title} (is called ${cell(from ?? '')} now)`;
  if (type === 'keep') return `${title} is no longer declared, and stays: --prune deletes it`;
  return isReplaced ? `${title} (deleted and made anew)` : title;
}

function stepLines(step: PlanStep, { hasColour }: PlanShape): readonly string[] {
  const [sign, format] = SIGNS[step.type];
  const painted = (how: Format, text: string): string =>
    hasColour ? styleText(how, text, { validateStream: false }) : text;
  const lines = step.changes.map((change) => `      ${changeText(change, painted)}`);
  return [painted(format, `  ${sign} ${stepTitle(step)}`), ...lines];
}

function changeText({ path, from, to, isSecret }: Change, painted: (how: Format, text: string) => string): string {
  const name = `${cell(path, VALUE_MAX)}:`;
  if (isSecret) return `${name} ${painted('dim', from === undefined ? '(secret, set)' : '(secret, changed)')}`;
  const [before, after] = [valueText(from), valueText(to)];
  if (from === undefined) return `${name} ${painted('green', after)}`;
  if (to === undefined) return `${name} ${painted('red', before)} → ${painted('dim', 'none')}`;
  return `${name} ${painted('red', before)} → ${painted('green', after)}`;
}

function valueText(value: unknown): string {
  return cell(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), VALUE_MAX);
}

function summaryOf(steps: readonly PlanStep[]): string {
  const count = (...types: readonly PlanStep['type'][]): number =>
    steps.filter(({ type }) => types.includes(type)).length;
  const parts = [
    [count('create'), 'to make'],
    [count('update'), 'to change'],
    [count('rename'), 'to rename'],
    [count('delete'), 'to delete'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const unchanged = `${count('unchanged')} as declared`;
  return said.length === 0 ? `Nothing to change; ${unchanged}.` : `${said.join(', ')}; ${unchanged}.`;
}
