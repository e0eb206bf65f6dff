import { readToken, SESSION_COOKIE } from '@daiko/server-platform';
import type { FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pages that never stand in the frame of the signed-in: login, and what a mailed link leads to. */
const OUTSIDE =
  /^\/(login|reset|setup|confirm|consolidate|contact-change|not-me|maintenance|gallery)(\/|\?|$)/;

/** What a page needs, as a `Link` header asks for it; see tools/client/signed-in-page.ts. */
interface PageLink {
  path: string;
  link: string;
}

/**
 * What a browser with a session gets as a page: the frame, without anything of the customer in it, and the names of the
 * files that this page needs. Whether the session is still valid is not asked here: the client asks, and leads over the
 * login page where it is not.
 */
export class SignedInPage {
  static readonly FILE = 'signed-in.html';
  static readonly LINKS = 'page-links.json';
  private readonly links: { pattern: RegExp; link: string }[];

  private constructor(pages: readonly PageLink[]) {
    // Addresses with words come before those with parameters, as in the client.
    const byWords = [...pages].sort((one, other) => +one.path.includes(':') - +other.path.includes(':'));
    this.links = byWords.map(({ path, link }) => ({
      pattern: new RegExp(`^/${path.replace(/:\w+/g, '[^/]+')}$`),
      link,
    }));
  }

  /** @returns undefined where the client was built without it */
  static of(folder: string): SignedInPage | undefined {
    if (![this.FILE, this.LINKS].every((name) => existsSync(join(folder, name)))) return undefined;
    return new SignedInPage(
      JSON.parse(readFileSync(join(folder, this.LINKS), 'utf8')) as readonly PageLink[],
    );
  }

  isFor(request: FastifyRequest): boolean {
    return readToken(request, SESSION_COOKIE) !== undefined && !OUTSIDE.test(request.url);
  }

  /** The `Link` header of an address; undefined where no page is known. */
  linkOf(url: string): string | undefined {
    const [path = ''] = url.split('?');
    return this.links.find(({ pattern }) => pattern.test(path))?.link;
  }
}
