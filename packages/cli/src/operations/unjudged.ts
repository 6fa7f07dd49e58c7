/**
 * What a person typed, as the body it is meant to be. It is judged by the server, which names each field that is wrong;
 * judged here too, the two would drift apart.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it is a cast, named once
export function unjudged<Body>(value: unknown): Body {
  return value as Body;
}
