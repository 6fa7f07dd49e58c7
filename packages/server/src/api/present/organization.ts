/** There is one organisation on one server; the contract wants it named. */
export const ORGANIZATION_ID = 1;
export const ORGANIZATION_NAME = 'Upwatch';
/** And one workspace in it. */
export const WORKSPACE_ID = 1;
