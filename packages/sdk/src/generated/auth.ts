// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { CallOptions } from '../options.ts';
import type { Page, Paged } from '../pages.ts';
import { Resource } from '../resource.ts';
import type {
  AcceptInviteRequest,
  AddPasskeyRequest,
  AuthMeResponse,
  ChangePasswordRequest,
  ChangeProfileRequest,
  ConfirmSelfRequest,
  ConfirmTotpRequest,
  Identity,
  Invitation,
  LogInRequest,
  Passkey,
  PasskeyOptions,
  PasskeyRequest,
  PasskeySignInRequest,
  RecoveryCodes,
  RenamePasskeyRequest,
  ResetPasswordRequest,
  SecondFactorRequest,
  SecondFactors,
  Session,
  SessionView,
  SetUpRequest,
  TotpOffer,
  User,
} from './models.ts';

/** `client.auth.secondFactors` */
export class AuthSecondFactorsResource extends Resource {
  /**
   * Finish signing in, by a code.
   *
   * `POST /api/v1/auth/second-factor`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.secondFactors.show({ code: '287082' });
   */
  show(body: SecondFactorRequest, options?: CallOptions): Promise<SessionView> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/second-factor', body }, options);
  }

  /**
   * Show which second factors you have, and whether you must.
   *
   * `GET /api/v1/auth/second-factors`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.secondFactors.get();
   */
  get(options?: CallOptions): Promise<SecondFactors> {
    return this.send.data({ method: 'GET', path: '/api/v1/auth/second-factors' }, options);
  }
}

/** `client.auth.totp` */
export class AuthTotpResource extends Resource {
  /**
   * Begin to set up one-time codes: a secret for an authenticator app.
   *
   * `POST /api/v1/auth/totp`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.totp.offer({ password: 'seven small boats at noon' });
   */
  offer(body?: ConfirmSelfRequest, options?: CallOptions): Promise<TotpOffer> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/totp', body, makes: true }, options);
  }

  /**
   * Remove one-time codes, and the recovery codes with them.
   *
   * `DELETE /api/v1/auth/totp`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.totp.remove({ password: 'seven small boats at noon' });
   */
  remove(body?: ConfirmSelfRequest, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/auth/totp', body }, options);
  }

  /**
   * Set up one-time codes by the first of them; recovery codes are shown this once.
   *
   * `POST /api/v1/auth/totp/confirm`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.totp.confirm({ code: '287082' });
   */
  confirm(body: ConfirmTotpRequest, options?: CallOptions): Promise<RecoveryCodes> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/totp/confirm', body }, options);
  }
}

/** `client.auth.passkeys` */
export class AuthPasskeysResource extends Resource {
  /**
   * Begin to make a passkey: what the browser is asked for it.
   *
   * `POST /api/v1/auth/passkeys/options`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.passkeys.offer({ password: 'seven small boats at noon' });
   */
  offer(body?: ConfirmSelfRequest, options?: CallOptions): Promise<PasskeyOptions> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/passkeys/options', body }, options);
  }

  /**
   * Add the passkey that the browser made.
   *
   * `POST /api/v1/auth/passkeys`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.passkeys.add({
   *   name: 'shop',
   *   response: {
   *     id: 'shop',
   *     rawId: 'shop',
   *     type: 'public-key',
   *     response: { clientDataJSON: 'shop', attestationObject: 'shop' },
   *   },
   * });
   */
  add(body: AddPasskeyRequest, options?: CallOptions): Promise<Passkey> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/passkeys', body, makes: true }, options);
  }

  /**
   * List your passkeys.
   *
   * `GET /api/v1/auth/passkeys`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.auth.passkeys.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<Passkey, Page<Passkey>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/auth/passkeys' }, options);
  }

  /**
   * Begin to sign in by a passkey: what the browser is asked for it.
   *
   * `POST /api/v1/auth/passkeys/sign-in/options`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.passkeys.ask();
   */
  ask(options?: CallOptions): Promise<PasskeyRequest> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/passkeys/sign-in/options' }, options);
  }

  /**
   * Sign in by a passkey, which is both factors.
   *
   * `POST /api/v1/auth/passkeys/sign-in`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.passkeys.signIn({
   *   response: {
   *     id: 'shop',
   *     rawId: 'shop',
   *     type: 'public-key',
   *     response: { clientDataJSON: 'shop', authenticatorData: 'shop', signature: 'shop' },
   *   },
   * });
   */
  signIn(body: PasskeySignInRequest, options?: CallOptions): Promise<SessionView> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/passkeys/sign-in', body }, options);
  }

  /**
   * Say which of your devices a passkey is on.
   *
   * `PATCH /api/v1/auth/passkeys/{id}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.passkeys.rename('019b0000-0000-7000-8000-000000000000', { name: 'Telephone' });
   */
  rename(id: string, body: RenamePasskeyRequest, options?: CallOptions): Promise<Passkey> {
    return this.send.data({ method: 'PATCH', path: '/api/v1/auth/passkeys/{id}', params: { id }, body }, options);
  }

  /**
   * Remove one of your passkeys.
   *
   * `DELETE /api/v1/auth/passkeys/{id}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.passkeys.remove('019b0000-0000-7000-8000-000000000000', { password: 'seven small boats at noon' });
   */
  remove(id: string, body?: ConfirmSelfRequest, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/auth/passkeys/{id}', params: { id }, body }, options);
  }
}

/** `client.auth.sessions` */
export class AuthSessionsResource extends Resource {
  /**
   * List where you are signed in.
   *
   * `GET /api/v1/auth/sessions`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.auth.sessions.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<Session, Page<Session>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/auth/sessions' }, options);
  }

  /**
   * Sign out somewhere else.
   *
   * `DELETE /api/v1/auth/sessions/{id}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.sessions.end('019b0000-0000-7000-8000-000000000000');
   */
  end(id: string, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/auth/sessions/{id}', params: { id } }, options);
  }

  /**
   * Sign out everywhere else.
   *
   * `POST /api/v1/auth/sessions/end-others`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.sessions.endOthers();
   */
  endOthers(options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'POST', path: '/api/v1/auth/sessions/end-others' }, options);
  }
}

/** `client.auth.recoveryCodes` */
export class AuthRecoveryCodesResource extends Resource {
  /**
   * Make ten other recovery codes; those before hold no more.
   *
   * `POST /api/v1/auth/recovery-codes`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.recoveryCodes.renew({ password: 'seven small boats at noon' });
   */
  renew(body?: ConfirmSelfRequest, options?: CallOptions): Promise<RecoveryCodes> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/recovery-codes', body, makes: true }, options);
  }
}

/** `client.auth.identities` */
export class AuthIdentitiesResource extends Resource {
  /**
   * List the providers of single sign-on that you are linked to.
   *
   * `GET /api/v1/auth/identities`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * for await (const one of client.auth.identities.list()) console.log(one);
   */
  list(options?: CallOptions): Paged<Identity, Page<Identity>> {
    return this.send.pages({ method: 'GET', path: '/api/v1/auth/identities' }, options);
  }

  /**
   * Sign in by a provider no more: refused where nothing else lets you in.
   *
   * `DELETE /api/v1/auth/identities/{id}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.identities.unlink('019b0000-0000-7000-8000-000000000000', {
   *   password: 'seven small boats at noon',
   * });
   */
  unlink(id: string, body?: ConfirmSelfRequest, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'DELETE', path: '/api/v1/auth/identities/{id}', params: { id }, body }, options);
  }
}

/** Who asks, and how people sign in. `client.auth` */
export class AuthResource extends Resource {
  /** `client.auth.secondFactors` */
  readonly secondFactors = new AuthSecondFactorsResource(this.send);

  /** `client.auth.totp` */
  readonly totp = new AuthTotpResource(this.send);

  /** `client.auth.passkeys` */
  readonly passkeys = new AuthPasskeysResource(this.send);

  /** `client.auth.sessions` */
  readonly sessions = new AuthSessionsResource(this.send);

  /** `client.auth.recoveryCodes` */
  readonly recoveryCodes = new AuthRecoveryCodesResource(this.send);

  /** `client.auth.identities` */
  readonly identities = new AuthIdentitiesResource(this.send);

  /**
   * Show who is signed in, and how anybody can be.
   *
   * `GET /api/v1/auth/session`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.session();
   */
  session(options?: CallOptions): Promise<SessionView> {
    return this.send.data({ method: 'GET', path: '/api/v1/auth/session' }, options);
  }

  /**
   * Become the first owner, by the code on the console.
   *
   * `POST /api/v1/auth/setup`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.setUp({
   *   code: 'K7Q2M-9XDPA-0V3HT-WB6ZC',
   *   name: 'Ada',
   *   email: 'ada@shop.test',
   *   password: 'seven small boats at noon',
   * });
   */
  setUp(body: SetUpRequest, options?: CallOptions): Promise<SessionView> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/setup', body, makes: true }, options);
  }

  /**
   * Sign in by password.
   *
   * `POST /api/v1/auth/login`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.logIn({ email: 'ada@shop.test', password: 'seven small boats at noon' });
   */
  logIn(body: LogInRequest, options?: CallOptions): Promise<SessionView> {
    return this.send.data({ method: 'POST', path: '/api/v1/auth/login', body }, options);
  }

  /**
   * End the session, wherever it is open.
   *
   * `POST /api/v1/auth/logout`
   * @throws AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.logOut();
   */
  logOut(options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'POST', path: '/api/v1/auth/logout' }, options);
  }

  /**
   * Show who is invited to what.
   *
   * `GET /api/v1/auth/invites/{token}`
   * @throws ValidationError, AuthError, NotFoundError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.invitation('token');
   */
  invitation(token: string, options?: CallOptions): Promise<Invitation> {
    return this.send.data({ method: 'GET', path: '/api/v1/auth/invites/{token}', params: { token } }, options);
  }

  /**
   * Become a member, and be signed in.
   *
   * `POST /api/v1/auth/invites/{token}/accept`
   * @param options has an `idempotencyKey` of its own unless you give one
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.acceptInvite('token', { name: 'Ada', password: 'seven small boats at noon' });
   */
  acceptInvite(token: string, body: AcceptInviteRequest, options?: CallOptions): Promise<SessionView> {
    return this.send.data(
      { method: 'POST', path: '/api/v1/auth/invites/{token}/accept', params: { token }, body, makes: true },
      options,
    );
  }

  /**
   * Set a new password, by a link that an administrator gave; sessions end.
   *
   * `POST /api/v1/auth/password-reset/{token}`
   * @throws ValidationError, AuthError, NotFoundError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.resetPassword('token', { password: 'eight small boats at noon' });
   */
  resetPassword(token: string, body: ResetPasswordRequest, options?: CallOptions): Promise<void> {
    return this.send.none(
      { method: 'POST', path: '/api/v1/auth/password-reset/{token}', params: { token }, body },
      options,
    );
  }

  /**
   * Show who asks and what they may.
   *
   * `GET /api/v1/auth/me`
   * @throws AuthError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.me();
   */
  me(options?: CallOptions): Promise<AuthMeResponse> {
    return this.send.data({ method: 'GET', path: '/api/v1/auth/me' }, options);
  }

  /**
   * Change your password; your other sessions end.
   *
   * `PUT /api/v1/auth/password`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * await client.auth.changePassword({
   *   currentPassword: 'seven small boats at noon',
   *   newPassword: 'eight small boats at noon',
   * });
   */
  changePassword(body: ChangePasswordRequest, options?: CallOptions): Promise<void> {
    return this.send.none({ method: 'PUT', path: '/api/v1/auth/password', body }, options);
  }

  /**
   * Change what you are called.
   *
   * `PATCH /api/v1/auth/profile`
   * @throws ValidationError, AuthError, ConflictError, RateLimitError, ServerError, TransportError
   * @example
   * const answer = await client.auth.changeProfile({ name: 'Ada' });
   */
  changeProfile(body: ChangeProfileRequest, options?: CallOptions): Promise<User> {
    return this.send.data({ method: 'PATCH', path: '/api/v1/auth/profile', body }, options);
  }
}
