import type { PageViewer } from './viewers';

/** A page, or a part of a page that is fetched separately. */
export interface Page {
  name: string;
  /** Address with the query, below `/api/`. */
  path: string;
}

/** All pages that a dealer or an operator reads. */
export function pagesOf(viewer: PageViewer): Page[] {
  return [
    ...searches(viewer),
    ...customerPages(viewer),
    page('マイページ 要対応', 'attention'),
    page('自分の登録内容', 'customers/me'),
    page('ログイン情報', 'credential'),
    page('端末', 'session/devices'),
    page('パスキー', 'passkeys'),
    page('変更の承認', 'contact-change-requests'),
    page('登録の選択肢', 'registration-options'),
    ...campaignPages(viewer),
    ...(viewer.role === 'operator' ? operatorPages(viewer) : []),
  ];
}

function searches({ hundredth, top, subject, phone, nameParts }: PageViewer): Page[] {
  const filters: [string, Record<string, string>][] = [
    ['全件', {}],
    ['お客様ID', { query: subject }],
    ['お客様IDの先頭', { query: subject.slice(0, 4) }],
    ['電話番号', { query: phone }],
    ['電話番号の末尾', { query: phone.slice(-4) }],
    ...nameParts.map((part): [string, Record<string, string>] => [`名前「${part}」`, { query: part }]),
    ['見つからない名前', { query: '該当しない名前' }],
    ['カナとログイン状況', { query: 'ヤマ', login: 'none' }],
    ['直下', { parent: top }],
    ['ランク', { rank: 'shop' }],
    ['会員区分', { memberClass: 'associate' }],
    ...['active', 'none', 'invited', 'several', 'bouncing', 'suspended'].map(
      (login): [string, Record<string, string>] => [`ログイン状況 ${login}`, { login }],
    ),
  ];
  return filters.flatMap(([name, filter]) => [
    page(`検索 ${name}`, 'customers', filter),
    page(`検索 ${name} 100ページ目`, 'customers', { ...filter, after: hundredth }),
    page(`検索の件数 ${name}`, 'customers/counts', filter),
  ]);
}

function customerPages({ top, subject, widest, hundredthBelowWidest }: PageViewer): Page[] {
  const of = (customerId: string, part = '') => `customers/${customerId}${part}`;
  return [
    page('検索の選択肢', 'customers/network'),
    page('ツリー 最上位', of(top, '/children')),
    page('ツリー 直下が最多', of(widest, '/children')),
    page('ツリー 直下が最多 100ページ目', of(widest, '/children'), { after: hundredthBelowWidest }),
    page('カード', of(subject)),
    page('カード 最上位', of(top)),
    page('お客様のログイン', of(subject, '/login')),
    page('お客様の連絡先', of(subject, '/contacts')),
    page('上位店の変更', of(subject, '/move'), { parentCustomerId: top }),
  ];
}

function campaignPages({ widest }: PageViewer): Page[] {
  return [
    page('キャンペーン', 'campaign'),
    page('キャンペーンの一覧', 'campaign/customers'),
    ...['several', 'none', 'invited', 'bouncing', 'no_phone'].map((cause) =>
      page(`キャンペーンの一覧 ${cause}`, 'campaign/customers', { cause }),
    ),
    page('キャンペーンの一覧 上位店', 'campaign/customers', { dealer: widest }),
    page('お願いの予定', 'campaign/reminders'),
    page('お願いの予定 bouncing', 'campaign/reminders', { cause: 'bouncing' }),
    page('お願いの進み具合', 'campaign/reminders/progress'),
  ];
}

function operatorPages({ subject, reader }: PageViewer): Page[] {
  const log = (name: string, query: Record<string, string>) =>
    page(`運用 通知の一覧 ${name}`, 'operations/notifications', query);
  return [
    page('運用 いまの状況', 'operations/delivery'),
    page('運用 通知文', 'operations/messages'),
    log('24時間', {}),
    log('すべて', { period: 'all' }),
    log('すべて 失敗', { period: 'all', group: 'failed' }),
    log('すべて 通知方法と種類', { period: 'all', channel: 'sms', kind: 'password_changed' }),
    page('運用 操作履歴', `operations/customers/${subject}/timeline`),
    page('運用 操作履歴 最多', `operations/customers/${reader}/timeline`),
    page('運用 操作履歴 最多 種類', `operations/customers/${reader}/timeline`, { kind: 'login' }),
    page('運用 統合の取り消し', 'operations/consolidations'),
    page('運用 取り込み', 'operations/imports'),
  ];
}

function page(name: string, path: string, query: Record<string, string> = {}): Page {
  const search = new URLSearchParams(query).toString();
  return { name, path: search === '' ? path : `${path}?${search}` };
}
