import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { PinReach } from './pin-reach';

describe('A phone number that is to receive PINs', () => {
  const said = (phone: string): string => {
    const fixture = TestBed.createComponent(PinReach);
    fixture.componentRef.setInput('phone', phone);
    fixture.detectChanges();
    return fixture.nativeElement.textContent.trim();
  };

  it.each(['0120-123-456', '０１２０－１２３－４５６', '0800-123-4567', '0570-012-345', '020-1234-5678'])(
    'is told at once, without the server, that no PIN can reach it: %s',
    (phone) => {
      expect(said(phone)).toContain('この番号へは、PINコードを送れません');
    },
  );

  it.each(['', '0120-12', '090-1111-2770', '0466-12-3300', '050-1234-5678'])(
    'is left in peace: %j',
    (phone) => {
      expect(said(phone)).toBe('');
    },
  );
});
