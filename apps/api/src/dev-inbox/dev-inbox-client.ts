import { Injectable } from '@nestjs/common';
import { AppConfig } from '@daiko/server-platform';

/** Reads the inbox of the stand-ins at DEV_INBOX_URL. */
@Injectable()
export class DevInboxClient {
  constructor(private readonly config: AppConfig) {}

  async get(path: string): Promise<{ status: number; type: string; body: Buffer }> {
    const answer = await fetch(this.address(path));
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? 'text/plain',
      body: Buffer.from(await answer.arrayBuffer()),
    };
  }

  async empty(): Promise<void> {
    await fetch(this.address('inbox.json'), { method: 'DELETE' });
  }

  private address(path: string): URL {
    return new URL(`/${path}`, this.config.values.DEV_INBOX_URL);
  }
}
