/** The classes of the resources: one method for each operation. */
import type { Schema } from './api-document.ts';
import { docstringOf } from './docstring.ts';
import { modelNames } from './model-names.ts';
import type { AnswerForm, Model, SdkApi, SdkOperation } from './operations.ts';

/** One resource: its own operations, and the resources that stand in it. */
interface Branch {
  /** `monitors`, `monitors.tags`. */
  readonly name: string;
  readonly operations: SdkOperation[];
  readonly inner: Map<string, Branch>;
}

export interface ResourceFile {
  /** `status-pages.ts` */
  readonly file: string;
  readonly text: string;
}

/** What stands in docstrings. */
export interface Words {
  /** By the resource. */
  readonly resources: ReadonlyMap<string, string>;
  /** By the operation. */
  readonly examples: ReadonlyMap<string, string>;
}

/** One file for each resource at the top, and `resources.ts` with all of them. What answers with events is by hand. */
export function resourceFiles(api: SdkApi, words: Words): readonly ResourceFile[] {
  const branches = grouped(api.operations.filter(({ answer }) => answer.type !== 'events'));
  const files = branches.map((branch) => ({ file: fileOf(branch.name), text: resourceFile(branch, api, words) }));
  return [...files, { file: 'resources.ts', text: allResources(branches, words.resources) }];
}

function grouped(operations: readonly SdkOperation[]): readonly Branch[] {
  const root: Branch = { name: '', operations: [], inner: new Map() };
  for (const operation of operations) {
    let branch = root;
    for (const part of operation.name.split('.').slice(0, -1)) {
      const name = branch.name === '' ? part : `${branch.name}.${part}`;
      const next = branch.inner.get(part) ?? { name, operations: [], inner: new Map<string, Branch>() };
      branch.inner.set(part, next);
      branch = next;
    }
    branch.operations.push(operation);
  }
  return [...root.inner.values()];
}

function fileOf(name: string): string {
  return `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}

/** `monitors.tags` is the class `MonitorsTagsResource`: nobody writes it, and a model may be called `Tags`. */
function classOf(name: string): string {
  const parts = name.split('.').map((part) => part[0]!.toUpperCase() + part.slice(1));
  return `${parts.join('')}Resource`;
}

function resourceFile(branch: Branch, api: SdkApi, words: Words): string {
  const models = new Set<string>();
  const classes = classesOf(branch, { api, models, names: modelNames(Object.keys(api.schemas)), words });
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(classes);
  const lists = ['CursorPage', 'Page', 'Paged'].filter((name) => uses(name));
  return [
    `import type { CallOptions } from '../options.ts';`,
    ...(lists.length > 0 ? [`import type { ${lists.join(', ')} } from '../pages.ts';`] : []),
    `import { Resource } from '../resource.ts';`,
    ...(models.size > 0 ? [`import type { ${[...models].sort().join(', ')} } from './models.ts';`] : []),
    '',
    classes,
  ].join('\n');
}

interface Making {
  readonly api: SdkApi;
  /** Filled with the names that are used. */
  readonly models: Set<string>;
  readonly names: ReadonlyMap<string, string>;
  readonly words: Words;
}

/** The innermost first: a class is there before it is used. */
function classesOf(branch: Branch, making: Making): string {
  const inner = [...branch.inner.values()];
  const fields = [...branch.inner].map(
    ([part, { name }]) => `/** \`client.${name}\` */\nreadonly ${part} = new ${classOf(name)}(this.send);`,
  );
  const methods = branch.operations.map((operation) => method(operation, making));
  const words = branch.name.includes('.') ? undefined : making.words.resources.get(branch.name);
  return [
    ...inner.map((one) => classesOf(one, making)),
    `/** ${words ? `${words} ` : ''}\`client.${branch.name}\` */`,
    `export class ${classOf(branch.name)} extends Resource {`,
    [...fields, ...methods].join('\n\n'),
    '}',
    '',
  ].join('\n');
}

function method(operation: SdkOperation, making: Making): string {
  const { pathParameters, body, query, answer } = operation;
  const use = (schema: string): string => {
    const name = making.names.get(schema)!;
    making.models.add(name);
    return name;
  };
  const given = [
    ...pathParameters.map(({ name, schema }) => ({ name, type: typeOf(schema), isRequired: true })),
    ...(body ? [{ name: 'body', type: use(body.schema), isRequired: body.isRequired }] : []),
    ...(query ? [{ name: 'query', type: use(query.schema), isRequired: query.isRequired }] : []),
    { name: 'options', type: 'CallOptions', isRequired: false },
  ];
  const parameters = given.map(({ name, type, isRequired }) => `${name}${isRequired ? '' : '?'}: ${type}`).join(', ');
  return [
    docstringOf(operation, making.words.examples.get(operation.name)!),
    `${operation.name.split('.').at(-1)}(${parameters}): ${returned(answer, use)} {`,
    `return this.send.${sendOf(answer)}(${callOf(operation)}, options);`,
    '}',
  ].join('\n');
}

function typeOf({ type }: Schema): string {
  return type === 'integer' || type === 'number' ? 'number' : 'string';
}

type Use = (schema: string) => string;

function returned(answer: AnswerForm, use: Use): string {
  const shown = ({ schema, isList }: Model): string => (isList ? `readonly ${use(schema)}[]` : use(schema));
  switch (answer.type) {
    case 'none':
      return 'Promise<void>';
    case 'text':
      return 'Promise<string>';
    case 'data':
    case 'whole':
      return `Promise<${shown(answer.model)}>`;
    case 'pages':
      return `Paged<${shown(answer.model)}, Page<${shown(answer.model)}>>`;
    case 'cursorPages':
      return `Paged<${shown(answer.model)}, CursorPage<${shown(answer.model)}>>`;
    case 'events':
      throw new Error('a stream of events has no generated method');
  }
}

function sendOf({ type }: AnswerForm): string {
  return type;
}

function callOf({ method: verb, path, pathParameters, body, query, makes, accepts }: SdkOperation): string {
  const names = pathParameters.map(({ name }) => name);
  const fields = [
    `method: '${verb}'`,
    `path: '${path}'`,
    ...(names.length > 0 ? [`params: { ${names.join(', ')} }`] : []),
    ...(query ? ['query'] : []),
    ...(body ? ['body'] : []),
    ...(makes ? ['makes: true'] : []),
    ...(accepts.length > 0 ? [`accepts: [${accepts.join(', ')}]`] : []),
  ];
  return `{ ${fields.join(', ')} }`;
}

function allResources(branches: readonly Branch[], words: ReadonlyMap<string, string>): string {
  const imports = branches.map(({ name }) => `import { ${classOf(name)} } from './${fileOf(name)}';`);
  const fields = branches.map(
    ({ name }) => `/** ${words.get(name) ?? `\`${name}\``} */\nreadonly ${name}: ${classOf(name)};`,
  );
  const made = branches.map(({ name }) => `this.${name} = new ${classOf(name)}(send);`);
  return [
    `import type { Sender } from '../sender.ts';`,
    ...imports,
    '',
    ...branches.map(({ name }) => `export type { ${classOf(name)} };`),
    '',
    '/** Everything that a client can ask for. */',
    'export class Resources {',
    fields.join('\n\n'),
    '',
    'constructor(send: Sender) {',
    ...made,
    '}',
    '}',
    '',
  ].join('\n');
}
