import { describe, expect, it, vi } from 'vitest';
import { fetched } from './fetched';

describe('fetched', () => {
  it('is loading until the answer is there', async () => {
    const name = fetched(() => Promise.resolve('環境 太郎'));
    expect(name.status()).toBe('loading');
    await vi.waitFor(() => expect(name.status()).toBe('filled'));
    expect(name.value()).toBe('環境 太郎');
  });

  it('tells nothing to show from something', async () => {
    const devices = fetched(
      () => Promise.resolve<string[]>([]),
      ({ length }) => length === 0,
    );
    await vi.waitFor(() => expect(devices.status()).toBe('empty'));
  });

  it('fails, and fills at another try', async () => {
    const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('offline'));
    const name = fetched(load);
    await vi.waitFor(() => expect(name.status()).toBe('error'));
    load.mockResolvedValueOnce('環境 太郎');
    const again = name.reload();
    expect(name.status()).toBe('loading');
    await again;
    expect(name.value()).toBe('環境 太郎');
  });

  it('keeps what was there while it is fetched again, and takes the last answer', async () => {
    let answerLate: (name: string) => void = () => undefined;
    const slow = new Promise<string>((resolve) => (answerLate = resolve));
    const load = vi.fn<() => Promise<string>>().mockResolvedValueOnce('first');
    const name = fetched(load);
    await vi.waitFor(() => expect(name.status()).toBe('filled'));

    load.mockReturnValueOnce(slow).mockResolvedValueOnce('last');
    const overtaken = name.reload();
    expect(name.status()).toBe('filled');
    await name.reload();
    answerLate('overtaken');
    await overtaken;
    expect(name.value()).toBe('last');
  });
});
