import { Logger } from '@nestjs/common';
import { testConfig } from '@daiko/server-testing';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BreachedPasswordService } from './breached-password.service';

const LEAKED = 'sakura-mankai-2019';
const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

describe('BreachedPasswordService', () => {
  let server: Server;
  let url: string;
  let asked: string[];
  let answer: { status: number; body: string };

  beforeEach(async () => {
    Logger.overrideLogger(false);
    asked = [];
    answer = { status: 200, body: '' };
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/range/`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const breached = () => new BreachedPasswordService(testConfig({ BREACHED_PASSWORDS_URL: url }));

  it('finds a password among those of its range, and tells five digits of its hash alone', async () => {
    const rest = digestOf(LEAKED).slice(5);
    answer.body = `${'0'.repeat(35)}:3\r\n${rest}:41\r\n`;
    expect(await breached().contains(LEAKED)).toBe(true);
    expect(asked).toEqual([`/range/${digestOf(LEAKED).slice(0, 5)}`]);
  });

  it('takes no other password of the range for it, and no padding', async () => {
    answer.body = `${'0'.repeat(35)}:3\r\n${digestOf(LEAKED).slice(5)}:0\r\n`;
    expect(await breached().contains(LEAKED)).toBe(false);
  });

  it('stands in nobody’s way when the service fails or is not there', async () => {
    answer.status = 503;
    expect(await breached().contains(LEAKED)).toBe(false);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await breached().contains(LEAKED)).toBe(false);
  });

  it('asks nobody unless it is told whom', async () => {
    expect(await new BreachedPasswordService(testConfig()).contains(LEAKED)).toBe(false);
    expect(asked).toEqual([]);
  });
});
