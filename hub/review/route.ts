/** What a page of head office is: who may ask for it, and what it answers. */
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Hub } from '../hub.ts';
import type { Html } from './html.ts';
import type { Words } from './house.ts';
import type { Oidc } from './oidc.ts';
import type { Person, Role } from './people.ts';

export type Visitor = {
  person: Person; token: string;
  /** Stands in every form; made of the session's token, which no other site can read. */
  csrf: string;
};

export type Tools = { hub: Hub; words: Words; oidc: Oidc | null };
/** `browser`: the cookie by which the hub knows it again (known-browsers.ts). */
export type Ask<Who> = Tools & { request: FastifyRequest; visitor: Who; browser: string | null; query: Record<string, string>; form: Record<string, string> };

export type Answer =
  | { kind: 'page'; title: string; body: Html; status?: number }
  | { kind: 'go'; to: string; session?: string | null; browser?: string; known?: string }
  /** Ends a walk over another site: a page of our own that goes on by itself, because a strict cookie does not travel with a redirect from there. */
  | { kind: 'landed'; session: string }
  | { kind: 'picture'; type: string; bytes: Readable; length: number; inline: boolean; /** Plain letters, as the file is saved. */ name: string }
  | { kind: 'done' };

/** `perMinute`: of one address. */
type Asked = { method: 'GET' | 'POST'; path: string; perMinute?: number };
/** Nobody has to be logged in. */
export type OpenRoute = Asked & { who: 'anyone'; handle(ask: Ask<null>): Promise<Answer> };
/** `choosing`: also for whoever must choose a password of their own first. */
export type OwnRoute = Asked & { who: readonly Role[]; choosing?: true; handle(ask: Ask<Visitor>): Promise<Answer> };
export type Route = OpenRoute | OwnRoute;

export const page = (title: string, body: Html, status = 200): Answer => ({ kind: 'page', title, body, status });
export const go = (to: string): Answer => ({ kind: 'go', to });

/** An address of ours with its values. */
export function address(path: string, values: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(values).flatMap(([key, value]): [string, string][] => (value === null || value === undefined || value === '' ? [] : [[key, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
