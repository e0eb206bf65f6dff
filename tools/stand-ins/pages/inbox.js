const CHANNEL_NAMES = { voice: '自動音声', sms: 'ショートメッセージ', email: 'メール' };
const REFRESH = 1_500;
const TIME = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});

const filter = document.querySelector('#filter');
const list = document.querySelector('#messages');
const status = document.querySelector('#status');
const template = document.querySelector('#message');
/** Cards by message id. A card that is there stays as it is: scrolling, selection and focus survive each refresh. */
const cards = new Map();

async function refresh() {
  try {
    const response = await fetch('inbox.json', { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    show(await response.json());
  } catch {
    status.textContent =
      '受信箱に接続できません。システムが動いているか確認してください。自動で再接続します。';
  }
}

function show(messages) {
  const present = new Set(messages.map((message) => message.id));
  for (const [id, card] of cards) {
    if (present.has(id)) continue;
    card.remove();
    cards.delete(id);
  }
  // Oldest first, each to the top: the newest ends up above all others.
  for (const message of messages.toReversed()) {
    if (cards.has(message.id)) continue;
    const card = cardOf(message);
    cards.set(message.id, card);
    list.prepend(card);
  }
  applyFilter();
}

function applyFilter() {
  const wanted = new FormData(filter);
  const to = wanted.get('to').trim().toLowerCase();
  let shown = 0;
  for (const card of cards.values()) {
    const fits =
      (!wanted.get('channel') || card.dataset.channel === wanted.get('channel')) &&
      card.dataset.to.toLowerCase().includes(to);
    card.hidden = !fits;
    if (fits) shown += 1;
  }
  const text =
    shown > 0
      ? `${shown}件のメッセージがあります。`
      : 'メッセージはまだありません。届くと自動で表示されます。';
  if (status.textContent !== text) status.textContent = text;
}

function cardOf(message) {
  const card = template.content.cloneNode(true).querySelector('.message');
  const part = (selector) => card.querySelector(selector);
  card.dataset.channel = message.channel;
  card.dataset.to = message.to;
  part('.channel').textContent = CHANNEL_NAMES[message.channel];
  part('.to').textContent = message.to;
  part('time').textContent = TIME.format(new Date(message.receivedAt));
  part('time').dateTime = message.receivedAt;
  part('.subject').textContent = message.subject ?? '';
  part('.subject').hidden = !message.subject;
  part('.text').replaceChildren(...withLinks(message.text));
  showPin(part('.pin'), message.pin);
  part('dl').replaceChildren(...details({ 差出人: message.from, ...message.headers }));
  return card;
}

function showPin(line, pin) {
  line.hidden = !pin;
  line.querySelector('strong').textContent = pin ?? '';
  const button = line.querySelector('button');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(pin);
    button.textContent = 'コピーしました';
    setTimeout(() => (button.textContent = 'コピー'), 2_000);
  });
}

function withLinks(text) {
  return text.split(/(https?:\/\/[^\s<>"「」『』()（）]+)/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const link = document.createElement('a');
    link.href = piece;
    link.textContent = piece;
    return link;
  });
}

function details(entries) {
  return Object.entries(entries).flatMap(([name, value]) => {
    const term = document.createElement('dt');
    const description = document.createElement('dd');
    term.textContent = name;
    description.textContent = value;
    return [term, description];
  });
}

filter.addEventListener('input', applyFilter);
filter.addEventListener('submit', (event) => event.preventDefault());
document.querySelector('#empty').addEventListener('click', async () => {
  if (!confirm('受信したメッセージをすべて消します。よろしいですか。')) return;
  await fetch('inbox.json', { method: 'DELETE' });
  await refresh();
});

await refresh();
setInterval(() => void refresh(), REFRESH);
