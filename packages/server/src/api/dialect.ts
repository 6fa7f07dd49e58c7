/**
 * The two ways one API answers. `full` is the contract with our additions, under `/api/v1`; `compat` is cut to exactly
 * the contract, under `/compat/api/v1`, for clients that fail on a field or a value they don't know.
 */
export type Dialect = 'full' | 'compat';

/** Fields that the contract lacks: there in `full`, gone in `compat`. */
export function additions<Shape extends object>(dialect: Dialect, shape: Shape): Shape {
  // Typed as if always there: presenters write for `full`, and the schema of `compat` strips what it lacks.
  return dialect === 'full' ? shape : ({} as Shape);
}

/** A component's name in the document; `compat` is not in the document, and must not claim the names. */
export function named(dialect: Dialect, id: string): { readonly id?: string } {
  return dialect === 'full' ? { id } : {};
}

/** Makes a schema once for each dialect: in the document, two that are alike would be two components of one name. */
export function perDialect<Schema>(make: (dialect: Dialect) => Schema): (dialect: Dialect) => Schema {
  const made = new Map<Dialect, Schema>();
  return (dialect) => {
    const schema = made.get(dialect) ?? make(dialect);
    made.set(dialect, schema);
    return schema;
  };
}

/** Makes a schema once for the types there are, in each dialect: each costs milliseconds and hundreds of kilobytes. */
export function perCheckTypes<Type extends object, Schema>(
  make: (dialect: Dialect, checkTypes: readonly Type[]) => Schema,
): (dialect: Dialect, checkTypes: readonly Type[]) => Schema {
  const made = new WeakMap<readonly Type[], (dialect: Dialect) => Schema>();
  return (dialect, checkTypes) => {
    const schemaOf = made.get(checkTypes) ?? perDialect((one) => make(one, checkTypes));
    made.set(checkTypes, schemaOf);
    return schemaOf(dialect);
  };
}
