import { describe, expect, it } from 'vitest';
import { callerNote, domainNote } from './caller-note';

describe('the note before a call', () => {
  it('names the number it comes from, and what keeps such calls away', () => {
    expect(callerNote(['050-1234-5678'])).toBe(
      '自動音声は 050-1234-5678 からの電話です。非通知・050番号の着信を拒否している場合は、先に解除してください。',
    );
  });

  it('names every number, and foreign calls where one is foreign', () => {
    const note = callerNote(['050-1234-5678', '+1 415 555 0100']);
    expect(note).toContain('050-1234-5678、+1 415 555 0100');
    expect(note).toContain('海外からの電話の着信を拒否している場合');
  });

  it('says nothing where no number is known', () => {
    expect(callerNote([])).toBe('');
  });
});

describe('the note before a mail', () => {
  it('names the domain it comes from, and what keeps such mails away', () => {
    expect(domainNote('daiko.example')).toBe(
      'メールは daiko.example から届きます。受信するメールを制限している場合は、先にこのドメインを許可してください。',
    );
    expect(domainNote('')).toBe('');
  });
});
