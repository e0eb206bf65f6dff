import { describe, expect, it } from 'vitest';
import {
  hasBrokenCharacters,
  readExportId,
  readExportPhone,
  readFlag,
  readMoment,
  readPostalCode,
} from './cell-readers';

describe('a cell that a spreadsheet had in hand', () => {
  it.each([
    ['01058734', '01058734'],
    ['1058734', '01058734'],
    ['１０１', '00000101'],
    ['0', undefined],
    ['123456789', undefined],
    ['=1+1', undefined],
    ['3000044.0', '03000044'],
    ['1058734.0', '01058734'],
    ['101.0', '00000101'],
    ['2019/10/12', undefined],
    ['2019-10-12', undefined],
    ['300004.40', undefined],
    ['3.0E+6', undefined],
  ])('%s is the お客様ID %s', (text, id) => {
    expect(readExportId(text)).toBe(id);
  });

  it.each([
    ['9011112770', '+819011112770', 'mobile'],
    ['466123300', '+81466123300', 'landline'],
    ['０９０－１１１１－２７７０', '+819011112770', 'mobile'],
    ['05012345678', '+815012345678', 'ip_phone'],
    ['0120123456', '+81120123456', 'unreachable_phone'],
  ])('%s is the phone %s', (text, value, kind) => {
    expect(readExportPhone(text)).toEqual({ value, kind });
  });

  it.each(['0', '00000000000', '+14155550100', '0466-12'])('%s is no phone', (text) => {
    expect(readExportPhone(text)).toBeUndefined();
  });

  it.each([
    ['2019/4/1', '2019-04-01T00:00:00+09:00'],
    ['2019-04-01', '2019-04-01T00:00:00+09:00'],
    ['２０２６/8/3 14:20', '2026-08-03T14:20:00+09:00'],
    ['4/25/2019', '2019-04-25T00:00:00+09:00'],
    ['25/4/2019', '2019-04-25T00:00:00+09:00'],
    ['4/4/2019', '2019-04-04T00:00:00+09:00'],
    ['4/5/2019', undefined],
    ['2019/2/30', undefined],
    ['43556', undefined],
  ])('%s is the moment %s', (text, moment) => {
    expect(readMoment(text)).toBe(moment);
  });

  it.each([
    ['251-0052', '2510052'],
    ['600001', '0600001'],
    ['600001.0', '0600001'],
    ['10010', '0010010'],
    ['〒251-0052', '2510052'],
    ['251-00', undefined],
    ['251-00.0', undefined],
    ['60000.1', undefined],
    ['2019/1/23', undefined],
    ['12', undefined],
  ])('%s is the postal code %s', (text, code) => {
    expect(readPostalCode(text)).toBe(code);
  });

  it.each([
    ['環\0境', true],
    ['環\u0007境', true],
    ['環\ufffd境', true],
    ['環境\ud842', true],
    ['環\uffff境', true],
    ['環境 𠮷野', false],
  ])('%j has a character that no text has: %s', (text, isBroken) => {
    expect(hasBrokenCharacters(text)).toBe(isBroken);
  });

  it('is stopped when it says 1, in any width', () => {
    expect(['', '1', '１', 'はい'].map(readFlag)).toEqual([false, true, true, undefined]);
  });
});
