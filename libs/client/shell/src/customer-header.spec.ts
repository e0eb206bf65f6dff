import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { CustomerHeader } from '@daiko/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { CustomerBand } from './customer-band';
import { CustomerBar } from './customer-bar';
import { MainMenu } from './main-menu';

const customer: CustomerHeader = {
  customerId: '01058734',
  customerName: '環境 太郎',
  rankName: '代理店',
  memberClassName: '会員',
  parentDealerName: '(株)環境保全研究所 販売事業本部',
};
const lines = (element: HTMLElement, selector: string) =>
  [...element.querySelectorAll(selector)].map((line) => line.textContent.trim().replace(/\s+/g, ' '));

describe('the header of a signed-in page', () => {
  beforeEach(() => TestBed.configureTestingModule({ providers: [provideRouter([])] }));

  it('reads on PC as announced', () => {
    const fixture = TestBed.createComponent(CustomerBar);
    fixture.componentRef.setInput('customer', customer);
    fixture.detectChanges();
    expect(lines(fixture.nativeElement, 'p')).toEqual([
      'お客様ID : 01058734',
      'お客様名 : 環境 太郎',
      'ランク : 代理店',
      '会員区分 : 会員 上位店 : (株)環境保全研究所 販売事業本部',
    ]);
  });

  it('leaves 上位店 out for the head office, which has none', () => {
    const fixture = TestBed.createComponent(CustomerBar);
    fixture.componentRef.setInput('customer', { ...customer, parentDealerName: null });
    fixture.detectChanges();
    expect(lines(fixture.nativeElement, 'p').at(-1)).toBe('会員区分 : 会員');
  });

  it('reads on phones as announced, with the rest in its sheet', () => {
    const fixture = TestBed.createComponent(CustomerBand);
    fixture.componentRef.setInput('customer', customer);
    fixture.detectChanges();
    expect(lines(fixture.nativeElement, 'summary')).toEqual(['お客様ID:01058734 / 環境 太郎 様']);
    expect(lines(fixture.nativeElement, 'dt')).toEqual(['お客様ID', 'ランク', '会員区分', '上位店']);
  });

  it('addresses a corporation as one', () => {
    const fixture = TestBed.createComponent(CustomerBand);
    fixture.componentRef.setInput('customer', { ...customer, customerName: '(有)みどり商会' });
    fixture.detectChanges();
    expect(lines(fixture.nativeElement, 'summary')).toEqual(['お客様ID:01058734 / (有)みどり商会 御中']);
  });

  it('has the menu in the announced order, ログアウト being a button', () => {
    const fixture = TestBed.createComponent(MainMenu);
    fixture.detectChanges();
    expect(lines(fixture.nativeElement, 'a, button')).toEqual([
      'マイページ',
      '注文',
      '分析',
      'マスタメンテ',
      'ダウンロード',
      'サイトマップ',
      'ヘルプ',
      'ログアウト',
    ]);
    expect(lines(fixture.nativeElement, 'button')).toEqual(['ログアウト']);
  });
});
