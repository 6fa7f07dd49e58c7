/** What the document's schemas are called in the SDK. */

/** `MonitorDto` is `Monitor`, unless there is a `Monitor` besides. */
export function modelNames(schemas: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(schemas);
  return new Map(
    schemas.map((schema) => {
      const short = schema.replace(/Dto$/, '');
      return [schema, taken.has(short) ? schema : short];
    }),
  );
}
