import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { ActivatedRoute, convertToParamMap, provideRouter } from '@angular/router';
import type { ContactChange, CustomerContacts, OperatorAppointment } from '@daiko/contracts';
import { SessionStore } from '@daiko/client-session';
import { aSession } from '@daiko/client-session/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApprovalsPage } from './approvals-page';
import { ContactsPage } from './contacts-page';
import { RegistrationClient } from './registration-client';

const AT = '2026-11-22T07:00:00Z';
const CHANGE = {
  id: '4b0c1a52-6b5f-4c62-9b6c-1f2f6c1d8e10',
  customerId: '01058735',
  customerName: '小林 誠',
  action: 'replace',
  subject: 'phone',
  before: '***-****-*080',
  after: '090-1111-9191',
  state: 'pending',
  isCustomerAsked: false,
  requestedByName: '環境 太郎',
  requestedAt: AT,
  decidedByName: null,
  isDecidedByCustomer: false,
  decidedAt: null,
  reason: null,
} satisfies ContactChange;
const OPERATOR = {
  customerId: '01058736',
  customerName: '職員 一郎',
  requestedByName: '職員 二郎',
  requestedAt: AT,
  isApprovable: true,
} as OperatorAppointment;
const CONTACTS: CustomerContacts = {
  customerId: '01058735',
  customerName: '小林 誠',
  contacts: [
    {
      id: '7d3c3d2e-7c0a-4f9e-8f38-5b4b0f6f6d11',
      kind: 'mobile',
      label: '***-****-*080',
      isLoginId: false,
      heldUntil: null,
      isFailing: false,
    },
  ],
  waiting: null,
};
const client = {
  contactChanges: () => Promise.resolve({ waiting: [CHANGE], own: [] }),
  operatorAppointments: () => Promise.resolve({ waiting: [OPERATOR] }),
  contacts: () => Promise.resolve(CONTACTS),
  decide: vi.fn(() => Promise.resolve()),
  decideOperator: vi.fn(() => Promise.resolve()),
  changePhone: vi.fn(() => Promise.resolve(CONTACTS)),
  retireContact: vi.fn(() => Promise.resolve(CONTACTS)),
};

describe('確認, before something that cannot be taken back', () => {
  let fixture: ComponentFixture<unknown>;
  const root = () => fixture.nativeElement as HTMLElement;
  const press = async (name: string) => {
    const button = [...root().querySelectorAll('button')].find(
      (one) => (one.ariaLabel ?? one.textContent).trim() === name,
    );
    expect(button, name).toBeDefined();
    button!.click();
    await fixture.whenStable();
  };
  const open = async (page: typeof ApprovalsPage | typeof ContactsPage, part: string) => {
    fixture = TestBed.createComponent<unknown>(page);
    fixture.autoDetectChanges();
    document.body.append(root());
    await vi.waitFor(() => expect(root().textContent).toContain(part));
  };
  const focused = () =>
    document.activeElement === document.body ? 'nothing' : document.activeElement?.textContent.trim();

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: RegistrationClient, useValue: client },
        {
          provide: ActivatedRoute,
          useValue: { snapshot: { paramMap: convertToParamMap({ customerId: '01058735' }) } },
        },
      ],
    });
    TestBed.inject(SessionStore).take(aSession({ role: 'operator' }));
  });
  afterEach(() => {
    root().remove();
    vi.clearAllMocks();
  });

  it('stands between 承認 and a changed contact, and leads back', async () => {
    await open(ApprovalsPage, CHANGE.after);
    await press('承認に進む');
    expect(client.decide).not.toHaveBeenCalled();
    expect(focused()).toBe('承認の確認');
    expect(root().textContent).toContain('取り消せません');
    await press('やめる');
    expect(focused()).toBe('承認に進む');
    await press('承認に進む');
    await press('承認する');
    expect(client.decide).toHaveBeenCalledExactlyOnceWith(CHANGE.id, 'approval');
    expect(focused()).toContain('承認し、これまでの連絡先へお知らせしました。');
  });

  it('stands between 承認 and a new operator', async () => {
    await open(ApprovalsPage, OPERATOR.customerName);
    const part = () => root().querySelector(`#operator-${OPERATOR.customerId}`)!;
    part().querySelector('button')!.click();
    await fixture.whenStable();
    expect(client.decideOperator).not.toHaveBeenCalled();
    expect(part().textContent).toContain('すべてのお客様の情報を扱えるようになります');
    await press('職員として承認する');
    expect(client.decideOperator).toHaveBeenCalledExactlyOnceWith(OPERATOR.customerId, 'approval');
  });

  it('stands between a typed phone number and the request for its change, and leads back to the field', async () => {
    await open(ContactsPage, '登録済みの連絡先');
    await press('***-****-*080を変更');
    const field = root().querySelector<HTMLInputElement>('#phone')!;
    field.value = '０９０-1111-9191';
    field.dispatchEvent(new Event('input'));
    await press('電話番号の確認に進む');
    expect(client.changePhone).not.toHaveBeenCalled();
    expect(focused()).toBe('申請する内容');
    const facts = root().querySelector('.defs')!.textContent.replace(/\s+/g, ' ');
    expect(facts).toMatch(/小林 誠 様 .*電話番号の変更.*\*\*\*-\*\*\*\*-\*080.*０９０-1111-9191/);
    await press('入力を直す');
    expect((document.activeElement as HTMLInputElement).value).toBe('０９０-1111-9191');
    await press('電話番号の確認に進む');
    await press('申請する');
    expect(client.changePhone).toHaveBeenCalledExactlyOnceWith('01058735', {
      phone: '+819011119191',
      replaces: CONTACTS.contacts[0]!.id,
    });
    expect(focused()).toContain('連絡先の変更を申請しました');
  });

  it('stands between 削除 and the request for it', async () => {
    await open(ContactsPage, '登録済みの連絡先');
    await press('***-****-*080を削除');
    expect(client.retireContact).not.toHaveBeenCalled();
    expect(root().querySelector('.defs')!.textContent).toContain('携帯の削除');
    await press('申請する');
    expect(client.retireContact).toHaveBeenCalledOnce();
  });
});
