import { AppConfig, SecretDeriver } from '@daiko/server-platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/admin/admin-command';
import { figuresCommand } from '../../src/admin/figures-command';
import { ApiBed, TARO } from '../support/api-bed';

describe('npm run admin -- figures', () => {
  let bed: ApiBed;
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const [config, secrets] = [bed.app.get(AppConfig), bed.app.get(SecretDeriver)];
    const code = await figuresCommand.run(args, {
      db: bed.db,
      config,
      secrets,
      say: (line) => lines.push(line),
    });
    return { code, lines };
  };

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  afterAll(() => bed.stop());

  it('finds the figures right, before and after they are kept', async () => {
    expect(await run('verify')).toEqual({ code: 0, lines: ['the figures are right'] });
    expect((await run('rebuild')).code).toBe(0);
    expect(await run('verify')).toEqual({ code: 0, lines: ['the figures are right'] });
  });

  it('names each dealer whose figures differ, and counts all again', async () => {
    await bed.db.query('DELETE FROM dealer_figure_due');
    await bed.db.query('UPDATE dealer_figure SET active = active + 2 WHERE dealer_id = $1', [
      TARO.customerId,
    ]);
    const { code, lines } = await run('verify');
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^FAULT: dealer ${TARO.customerId}: active \\d+ instead of \\d+$`)),
      '1 dealers differ',
    ]);
    await run('rebuild');
    expect((await run('verify')).code).toBe(0);
  });

  it('says how it is used', async () => {
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run('verify', 'now')).rejects.toThrow(UsageError);
  });
});
