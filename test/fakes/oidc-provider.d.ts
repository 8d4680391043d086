/** What the tests use of it; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  type Claims = Record<string, unknown> & { sub: string };
  export type Configuration = {
    clients: Record<string, unknown>[]; claims: Record<string, string[]>; conformIdTokenClaims: boolean; pkce: { required: () => boolean }; cookies: { keys: string[] };
    findAccount: (context: unknown, id: string) => { accountId: string; claims: () => Claims };
  };
  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): RequestListener;
  }
}
