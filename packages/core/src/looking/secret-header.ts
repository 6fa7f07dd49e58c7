/** Which of a monitor's own headers and variables hold something that nobody is shown. */

/** Names that say so: `Authorization`, `Cookie`, `X-Auth-Token`, `X-Api-Key`, `api_key`, … */
const SECRET_NAME = /^(?:proxy-)?authorization$|^cookie$|token|secret|passw|api[-_]?key|(?:^|-)auth(?:-|$)/i;

/** Whether the value of a header or variable by this name is masked wherever a monitor or a look is shown. */
export function isSecretHeader(name: string): boolean {
  return SECRET_NAME.test(name);
}
