import { readToken, SESSION_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pages that never appear in the frame for signed-in users: login, and the pages behind a mailed link. */
const OUTSIDE =
  /^\/(login|reset|setup|confirm|consolidate|contact-change|not-me|maintenance|gallery)(\/|\?|$)/;

/** The files that a page needs, as a `Link` header; see tools/client/signed-in-page.ts. */
interface PageLink {
  path: string;
  link: string;
}

/**
 * The page for a browser with a session: the frame, without any data of the customer, and the names of the files that
 * this page needs. This class does not check whether the session is still valid: the client checks it, and goes to
 * the login page if it is not.
 */
export class SignedInPage {
  static readonly FILE = 'signed-in.html';
  static readonly LINKS = 'page-links.json';
  private readonly links: { pattern: RegExp; link: string }[];

  private constructor(pages: readonly PageLink[]) {
    // Addresses with only words come before those with parameters, as in the client.
    const byWords = [...pages].sort((one, other) => +one.path.includes(':') - +other.path.includes(':'));
    this.links = byWords.map(({ path, link }) => ({
      pattern: new RegExp(`^/${path.replace(/:\w+/g, '[^/]+')}$`),
      link,
    }));
  }

  /** @returns undefined when the client was built without these files */
  static of(folder: string): SignedInPage | undefined {
    if (![this.FILE, this.LINKS].every((name) => existsSync(join(folder, name)))) return undefined;
    return new SignedInPage(
      JSON.parse(readFileSync(join(folder, this.LINKS), 'utf8')) as readonly PageLink[],
    );
  }

  isFor(request: FastifyRequest): boolean {
    return readToken(request, SESSION_COOKIE) !== undefined && !OUTSIDE.test(request.url);
  }

  /** The `Link` header for an address; undefined when no such page is known. */
  linkOf(url: string): string | undefined {
    const [path = ''] = url.split('?');
    return this.links.find(({ pattern }) => pattern.test(path))?.link;
  }
}
