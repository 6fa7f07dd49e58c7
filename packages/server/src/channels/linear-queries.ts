/** What is asked of Linear. */

/** The team's statuses; the issue, where it is there, archived or not; whether it has a comment already. */
export const LOOK_UP = `query LookUp($team: String!, $issue: ID!, $comment: ID!) {
  team(id: $team) { states { nodes { id type position } } }
  issues(filter: { id: { eq: $issue } }, first: 1, includeArchived: true) {
    nodes { id state { type } comments(filter: { id: { eq: $comment } }, first: 1) { nodes { id } } }
  }
}`;

export const CREATE = `mutation Create($input: IssueCreateInput!) {
  issueCreate(input: $input) { success issue { id identifier } }
}`;

export const MOVE = `mutation Move($issue: String!, $input: IssueUpdateInput!) {
  issueUpdate(id: $issue, input: $input) { success }
}`;

export const COMMENT = `mutation Comment($input: CommentCreateInput!) {
  commentCreate(input: $input) { success }
}`;
