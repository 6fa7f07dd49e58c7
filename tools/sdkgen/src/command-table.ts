/** The operations as the command line needs them: what can be given, of which kind, and what comes back. */
import { SHORT_NAMES } from '../../../packages/cli/src/operations/words.ts';
import type { DescribedOperation, Parameter, Schema } from './api-document.ts';
import type { SdkApi, SdkOperation } from './operations.ts';

type Schemas = Readonly<Record<string, Schema>>;

/** Of one resource: `monitors.ts`. */
export interface TableFile {
  readonly file: string;
  readonly text: string;
}

/** What takes a cookie alone: a command has a key. */
function isForBrowsers({ security }: DescribedOperation): boolean {
  return security.some((one) => 'cookieAuth' in one) && !security.some((one) => 'bearerAuth' in one);
}

/** One file for each resource, and `resources.ts` that names them. */
export function tableFiles(api: SdkApi, words: ReadonlyMap<string, string>): readonly TableFile[] {
  const callable = api.operations.filter(({ described }) => !isForBrowsers(described));
  const byResource = Map.groupBy(callable, ({ name }) => name.split('.')[0]!);
  const files = [...byResource].map(([resource, operations]) => ({
    file: fileOf(resource),
    text: [
      "import type { Operation } from '../operations/operation.ts';",
      '',
      `export const OPERATIONS: readonly Operation[] = ${literal(operations.map((one) => rowOf(one, api)))};`,
      '',
    ].join('\n'),
  }));
  const resources = [...byResource.keys()].map(
    (name) =>
      `{ name: ${literal(name)}, summary: ${literal(summaryOf(words.get(name) ?? name))}, load: async () => (await import('./${fileOf(name)}')).OPERATIONS },`,
  );
  const index = [
    "import type { ResourceTable } from '../operations/operation.ts';",
    '',
    '/** Every resource of the API. */',
    'export const RESOURCES: readonly ResourceTable[] = [',
    ...resources,
    '];',
    '',
  ].join('\n');
  return [...files, { file: 'resources.ts', text: index }];
}

function fileOf(resource: string): string {
  return `${resource.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}

/** As it stands in a list of commands. */
function summaryOf(text: string): string {
  return (text[0]!.toLowerCase() + text.slice(1)).replace(/\.$/, '');
}

function rowOf(operation: SdkOperation, api: SdkApi): object {
  const { name, method, path, described, pathParameters, query, body, answer, isConditional, hasEtag } = operation;
  const fieldsOf = (schema: string): readonly object[] => fieldsIn(api.schemas[schema]!, api);
  return {
    name,
    summary: described.summary,
    ...(described.description !== undefined && { description: described.description }),
    method,
    path,
    parameters: pathParameters.map((one) => parameterOf(one, operation, api)),
    ...(query && { query: fieldsOf(query.schema) }),
    ...(body && { body: { ...(body.isRequired && { isRequired: true }), fields: fieldsOf(body.schema) } }),
    answer: answer.type,
    ...(isConditional && { isConditional }),
    ...(hasEtag && method === 'GET' && answer.type === 'data' && { hasEtag }),
  };
}

/** What an id in a path can be named by: the rows of the list that stands just before it. */
function parameterOf({ name, description, schema }: Parameter, { path }: SdkOperation, api: SdkApi): object {
  const before = path.slice(0, path.indexOf(`/{${name}}`));
  const last = before.split('/').at(-1)!;
  const lists = api.operations.filter(isNaming);
  const list = lists.find((one) => one.path === before) ?? lists.find((one) => one.path === `/api/v1/${last}`);
  const isNumber = schema.type === 'integer';
  const values = enumOf(schema, api.schemas);
  return {
    name,
    ...(description !== undefined && { description }),
    ...(values && { values }),
    ...(list && !isNumber && { of: namedList(list, api.schemas) }),
  };
}

/** A list whose rows have an id, read without a cursor: it is short enough to look through. */
function isNaming({ method, answer, name }: SdkOperation): boolean {
  const isList = answer.type === 'pages' || (answer.type === 'data' && answer.model.isList);
  return method === 'GET' && isList && name.endsWith('.list');
}

function namedList({ name, query }: SdkOperation, schemas: Schemas): object {
  const asked = Object.keys((query && schemas[query.schema]?.properties) ?? {});
  return {
    list: name,
    ...(asked.includes('size') && { hasPages: true }),
    ...(asked.includes('search') && { hasSearch: true }),
  };
}

function fieldsIn(schema: Schema, api: SdkApi): readonly object[] {
  const { properties, required } = objectOf(schema, api.schemas);
  return Object.entries(properties).flatMap(([name, one]) => {
    const plain = plainOf(one, api.schemas);
    // What can only be null is not there yet.
    if (plain.type === 'null') return [];
    return [fieldOf(name, { given: one, plain, isRequired: required.includes(name) }, api)];
  });
}

interface Field {
  readonly given: Schema;
  readonly plain: Schema;
  readonly isRequired: boolean;
}

function fieldOf(name: string, { given, plain, isRequired }: Field, api: SdkApi): object {
  const description = given.description ?? plain.description;
  const items = plain.type === 'array' && plain.items ? plainOf(plain.items, api.schemas) : undefined;
  const values = enumOf(items ?? plain, api.schemas);
  const of = listFor(name, api);
  return {
    name,
    type: typeOf(items ?? plain),
    ...(items && { isList: true }),
    ...(isRequired && { isRequired: true }),
    ...(values && { values }),
    ...(description !== undefined && { description }),
    ...(of && { of }),
  };
}

function typeOf({ type, properties, oneOf, anyOf, additionalProperties }: Schema): string {
  const only = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (only !== undefined) return String(only) === 'array' ? 'object' : String(only);
  const isThing = properties ?? oneOf ?? anyOf ?? additionalProperties;
  return isThing ? 'object' : 'any';
}

/** `channelIds`, `monitorId`: things that have a list of their own at the top. */
function listFor(name: string, api: SdkApi): object | undefined {
  const thing = /^(\w+?)_?[iI]ds?$/.exec(name)?.[1];
  if (thing === undefined) return undefined;
  const plural = thing.endsWith('y') ? `${thing.slice(0, -1)}ies` : `${thing}s`;
  const lists = api.operations.filter((one) => isNaming(one) && one.name.split('.').length === 2);
  const called = (one: SdkOperation): string => one.name.split('.')[0]!;
  const last = capital(plural.split(/(?=[A-Z])/).at(-1)!);
  const found =
    lists.find((one) => called(one) === plural) ??
    lists.find((one) => called(one).endsWith(capital(plural))) ??
    lists.find((one) => called(one).endsWith(last) && SHORT_NAMES[called(one)] !== undefined);
  return found && namedList(found, api.schemas);
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

/** Every field that some form of it has; required is what all of them require. */
function objectOf(
  schema: Schema,
  schemas: Schemas,
): { readonly properties: Readonly<Record<string, Schema>>; readonly required: readonly string[] } {
  const plain = plainOf(schema, schemas);
  const forms = (plain.oneOf ?? plain.anyOf)?.map((one) => objectOf(one, schemas));
  if (!forms) {
    const parts = (plain.allOf ?? []).map((one) => objectOf(one, schemas));
    return {
      properties: Object.assign({}, ...parts.map(({ properties }) => properties), plain.properties),
      required: [...parts.flatMap(({ required }) => required), ...(plain.required ?? [])],
    };
  }
  const names = [...new Set(forms.flatMap(({ properties }) => Object.keys(properties)))];
  return {
    properties: Object.fromEntries(
      names.map((name) => [name, joined(forms.flatMap((one) => one.properties[name] ?? []))]),
    ),
    required: names.filter((name) => forms.every(({ required }) => required.includes(name))),
  };
}

/** One field of several forms: what tells the forms apart is a choice of all of them. */
function joined(forms: readonly Schema[]): Schema {
  const constants = forms.flatMap((one) => (one.const === undefined ? [] : [one.const]));
  if (constants.length === forms.length) return { ...forms[0], enum: [...new Set(constants)] };
  return forms[0]!;
}

/** Without references and without null. */
function plainOf(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref !== undefined) return plainOf(schemas[schema.$ref.split('/').at(-1)!]!, schemas);
  const forms = schema.anyOf ?? schema.oneOf;
  const left = forms?.filter((one) => one.type !== 'null');
  if (left?.length === 1)
    return plainOf({ ...left[0], ...(schema.description && { description: schema.description }) }, schemas);
  return schema;
}

function enumOf(schema: Schema, schemas: Schemas): readonly string[] | undefined {
  const plain = plainOf(schema, schemas);
  const values = plain.enum?.filter((one) => one !== null);
  return values && values.length > 0 && values.every((one) => typeof one === 'string') ? values : undefined;
}

function literal(value: unknown): string {
  return JSON.stringify(value);
}
