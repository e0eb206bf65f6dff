import { describe, expect, it } from 'vitest';
import { spokenMessage } from './twiml';

describe('the message of a call', () => {
  const read = (times: number) => spokenMessage(['一つ目。', '二つ目。'], times, 'https://daiko.example/key');

  it.each([2, 3])('is read %i times in Japanese, with a pause after each', (times) => {
    expect(read(times).match(/<Say language="ja-JP">一つ目。<\/Say>/g)).toHaveLength(times);
    expect(read(times).match(/<Pause length="1"\/>/g)).toHaveLength(times);
  });

  it('is followed by the keys: 1 reads it again, 9 is それは私ではありません', () => {
    expect(read(2)).toContain('もう一度お聞きになる場合は1を、お心当たりがない場合は9を押してください。');
    expect(read(2)).toContain('action="https://daiko.example/key"');
  });
});
