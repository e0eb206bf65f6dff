import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';

describe('the page of the API', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  afterAll(() => bed.stop());

  it('shows the OpenAPI document with nothing from elsewhere', async () => {
    const page = await bed.visitor().send({ method: 'GET', path: '/api/docs' });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBe(4);
    for (const path of files) {
      expect.soft((await bed.visitor().send({ method: 'GET', path })).status, path).toBe(200);
    }
  });

  it('gives out none of the other files of its package', async () => {
    for (const name of ['package.json', 'index.html', 'swagger-initializer.js', 'oauth2-redirect.html']) {
      expect((await bed.visitor().send({ method: 'GET', path: `/api/docs/${name}` })).status, name).toBe(404);
    }
  });
});
