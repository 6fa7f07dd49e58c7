/** What the codes of PostgreSQL (SQLSTATE), of MySQL and of their clients mean. */
import { CheckFailure, type CheckFailureCode } from '../check-failure.ts';
import { codeOf, messageOf, otherFailure } from './network-failure.ts';

const MEANINGS: Readonly<Record<string, readonly [CheckFailureCode, string]>> = {
  '28P01': ['LOGIN_REFUSED', 'login refused'],
  '28000': ['LOGIN_REFUSED', 'login refused'],
  '3D000': ['FAILED', 'the database does not exist'],
  '53300': ['SERVER_FULL', 'the server takes no more connections'],
  '57P01': ['UNREACHABLE', 'the server is shutting down'],
  '57P02': ['UNREACHABLE', 'the server has crashed'],
  '57P03': ['UNREACHABLE', 'the server is not accepting connections yet'],
  CONNECTION_CLOSED: ['UNREACHABLE', 'connection closed'],
  CONNECTION_ENDED: ['UNREACHABLE', 'connection closed'],
  CONNECTION_DESTROYED: ['UNREACHABLE', 'connection closed'],
  CONNECT_TIMEOUT: ['UNREACHABLE', 'no connection in time'],
  ER_ACCESS_DENIED_ERROR: ['LOGIN_REFUSED', 'login refused'],
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: ['LOGIN_REFUSED', 'login refused'],
  ER_DBACCESS_DENIED_ERROR: ['LOGIN_REFUSED', 'no access to the database'],
  ER_BAD_DB_ERROR: ['FAILED', 'the database does not exist'],
  ER_CON_COUNT_ERROR: ['SERVER_FULL', 'the server takes no more connections'],
  ER_USER_LIMIT_REACHED: ['SERVER_FULL', 'this user has no more connections'],
  ER_TOO_MANY_USER_CONNECTIONS: ['SERVER_FULL', 'this user has no more connections'],
  ER_SERVER_SHUTDOWN: ['UNREACHABLE', 'the server is shutting down'],
  PROTOCOL_CONNECTION_LOST: ['UNREACHABLE', 'connection closed'],
};

export function sqlFailure(error: unknown, place: string): CheckFailure {
  const code = codeOf(error) ?? '';
  const meaning = MEANINGS[code];
  if (meaning) return new CheckFailure(meaning[0], `${place}: ${meaning[1]} (${code})`, { cause: error });
  // The clients give their own errors no code, and all of them are about the connection.
  if (code === '' && error instanceof Error && !(error instanceof CheckFailure))
    return new CheckFailure('UNREACHABLE', `${place}: ${messageOf(error)}`, { cause: error });
  return otherFailure(error, place);
}
