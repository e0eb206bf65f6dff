import type { Visitor } from './visitor';

/** What came back over the line. */
export interface TcpAnswer {
  status: number;
  code: string | undefined;
  headers: Headers;
  milliseconds: number;
}

/** The same request as `visitor.post`, over a connection of its own: many at once are really at once. */
export async function postOverTcp(
  origin: string,
  visitor: Pick<Visitor, 'cookies' | 'address'>,
  path: string,
  body: object,
): Promise<TcpAnswer> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const began = performance.now();
  const response = await fetch(`${origin}/api/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': visitor.address,
      ...(cookie !== '' && { cookie }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const milliseconds = performance.now() - began;
  const code = response.ok ? undefined : (JSON.parse(text) as { code: string }).code;
  return { status: response.status, code, headers: response.headers, milliseconds };
}
