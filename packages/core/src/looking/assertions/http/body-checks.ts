/** Assertions on what the body says. */
import { compileJsonPath, evaluateJsonPath, type JsonPath } from '../../jsonpath/evaluate.ts';
import { JsonPathSyntaxError } from '../../jsonpath/syntax-error.ts';
import type { Json } from '../../monitor.ts';
import type { Facts } from '../../observation.ts';
import { type Check, type ConfigOf, type Finding, findingOf } from '../check.ts';
import { compilePattern } from '../comparison.ts';
import { excerpt, onOneLine, quoted } from '../excerpt.ts';
import { indexOfText } from '../find-text.ts';
import type { Fuel } from '../fuel.ts';
import { compileJsonComparison, textOfJson } from '../json-comparison.ts';
import type { LookView } from '../look-view.ts';
import { regexFinds } from '../regex.ts';
import { AssertionSyntaxError } from '../syntax-error.ts';

/** Characters of a body, and of each JSON value, that a message shows. */
const SHOWN_OF_BODY = 80;
const SHOWN_VALUES = 3;

export function compileBodyContains({ substring }: ConfigOf<'body_contains'>): Check {
  const wanted = `a body with ${quoted(substring)}`;
  const passed: Finding = { message: `the body has ${quoted(substring)}` };
  return (look) => {
    const holds = indexOfText(look.text(), substring) >= 0;
    return holds ? passed : missing('body.missing_text', wanted, look);
  };
}

/** Of a body that was cut at the cap, only what was read is searched. */
export function compileBodyNotContains({ substring }: ConfigOf<'body_not_contains'>): Check {
  const wanted = `a body without ${quoted(substring)}`;
  const passed: Finding = { message: `the body lacks ${quoted(substring)}` };
  return (look) => {
    const at = indexOfText(look.text(), substring);
    if (at < 0) return passed;
    return { code: 'body.forbidden_text', message: `expected ${wanted}, got it at character ${at + 1}` };
  };
}

export function compileRegexBody({ pattern }: ConfigOf<'regex_body'>): Check {
  const regex = compilePattern('pattern', pattern);
  const shown = `/${onOneLine(pattern)}/`;
  const wanted = `a body that matches ${shown}`;
  const passed: Finding = { message: `the body matches ${shown}` };
  return (look) => {
    const holds = regexFinds(regex, look.text(), look.fuel);
    return holds ? passed : missing('body.regex', wanted, look);
  };
}

function missing(code: 'body.missing_text' | 'body.regex', wanted: string, look: LookView): Finding {
  return { code, message: `expected ${wanted}, got ${shownBody(look)}` };
}

function shownBody(look: LookView): string {
  const text = look.text();
  return text === '' ? 'an empty body' : `${quoted(text, SHOWN_OF_BODY)}${cutNote(look.facts)}`;
}

function cutNote(facts: Facts): string {
  return facts.isBodyTruncated ? ` and more, of which only the first ${facts.bodyBytes ?? 0} bytes were read` : '';
}

/** Passes when any of the values that the path selects is as expected; `not_…` when none is what it must not be. */
export function compileJsonPathCheck({ path, operator, expected }: ConfigOf<'json_path'>): Check {
  const query = compilePath(path);
  const place = `at ${onOneLine(path)}`;
  if (operator === 'exists' || operator === 'not_exists') {
    const wanted = operator === 'exists' ? `something ${place}` : `nothing ${place}`;
    return withNodes(query, wanted, (nodes, fuel) => {
      const holds = nodes.length > 0 === (operator === 'exists');
      return findingOf(holds, 'body.json', { wanted, ...shownNodes(nodes, fuel) });
    });
  }
  const { phrase, holds } = compileJsonComparison(operator, expected);
  const isNegative = operator === 'not_equals' || operator === 'not_contains';
  const wanted = `${phrase} ${place}`;
  return withNodes(query, wanted, (nodes, fuel) => {
    const isAsExpected = (node: Json) => holds(node, fuel);
    if (nodes.length === 0) return { code: 'body.json', message: `expected ${wanted}: nothing found` };
    const isWell = isNegative ? nodes.every(isAsExpected) : nodes.some(isAsExpected);
    return findingOf(isWell, 'body.json', { wanted, ...shownNodes(nodes, fuel) });
  });
}

function compilePath(path: string): JsonPath {
  try {
    return compileJsonPath(path);
  } catch (error) {
    if (!(error instanceof JsonPathSyntaxError)) throw error;
    throw new AssertionSyntaxError('path', 'a JSONPath query (RFC 9535)', path, error.message);
  }
}

function withNodes(query: JsonPath, wanted: string, find: (nodes: readonly Json[], fuel: Fuel) => Finding): Check {
  return (look) => {
    const body = look.json();
    if ('value' in body) return find(evaluateJsonPath(query, body.value, look.fuel), look.fuel);
    const got = `${shownBody(look)}: ${body.problem}`;
    return { code: 'body.not_json', message: `expected ${wanted}, got ${got}` };
  };
}

/** `"a", "b" and 5 more`. */
function shownNodes(nodes: readonly Json[], fuel: Fuel): { readonly got: string; readonly actual?: string } {
  const [first] = nodes;
  if (first === undefined) return { got: 'nothing' };
  const shown = nodes.slice(0, SHOWN_VALUES).map((node) => shownNode(node, fuel));
  const more = nodes.length - shown.length;
  return { got: shown.join(', ') + (more > 0 ? ` and ${more} more` : ''), actual: textOfJson(first, fuel) };
}

function shownNode(node: Json, fuel: Fuel): string {
  return typeof node === 'string' ? quoted(node, SHOWN_OF_BODY) : excerpt(textOfJson(node, fuel), SHOWN_OF_BODY);
}
