/** The operations of the API as a table, which `npm run generate` makes of its document. */
import type { NamedList } from '../commands/naming.ts';

/** Something that can be given: in the query, or in the body. */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'any';
  readonly isList?: true;
  readonly isRequired?: true;
  /** All that it may be. */
  readonly values?: readonly string[];
  readonly description?: string;
  /** It is the id of something in this list, which may be given by its name. */
  readonly of?: NamedList;
}

/** A part of the path. */
export interface PathParameter {
  readonly name: string;
  readonly description?: string;
  readonly values?: readonly string[];
  readonly of?: NamedList;
}

export interface Operation {
  /** `monitors.rotateToken` */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly PathParameter[];
  readonly query?: readonly Field[];
  readonly body?: { readonly isRequired?: true; readonly fields: readonly Field[] };
  readonly answer: 'none' | 'text' | 'events' | 'data' | 'whole' | 'pages' | 'cursorPages';
  /** It takes `--if-match`. */
  readonly isConditional?: true;
  /** What it shows has an ETag. */
  readonly hasEtag?: true;
}

export interface ResourceTable {
  /** `alertChannels` */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<readonly Operation[]>;
}
